//! The credentials of roles in `~/.aws/cli/cache`, in the AWS CLI's format.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::aws::environment::Environment;
use crate::aws::timestamp;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::role_credentials::{AssumedRoleUser, RoleCredentials};
use crate::cli_cache::role_key::{RoleKey, SsoRoleKey};
use crate::cli_cache::unsaved::UnsavedRoles;
use crate::error::Error;
use crate::files::{self, FileError, private};
use crate::limits;
use crate::text::control_characters;
use crate::text::secret::Secret;

const FOLDER: &str = "~/.aws/cli/cache";

/// Cached credentials that expire sooner are not used, as in the AWS CLI.
const MINIMUM_LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// The folder in the caller's home. No variable moves it, as in the AWS CLI, which also keeps its database `session.db`
/// there.
#[derive(Debug, Clone)]
pub(crate) struct RoleCache {
    folder: PathBuf,
    unsaved: UnsavedRoles,
}

/// A file. Its members are in the AWS CLI's order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CacheFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    provider_type: Option<String>,
    credentials: StoredCredentials,
    /// Only assumed roles have it. The CLI adds `ResponseMetadata`, which is about the request and never read.
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed_role_user: Option<AssumedRoleUser>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StoredCredentials {
    access_key_id: String,
    secret_access_key: Secret,
    session_token: Secret,
    expiration: String,
    /// Older versions of the CLI don't write it.
    account_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ProviderType {
    provider_type: String,
}

impl RoleCache {
    /// # Errors
    ///
    /// [`Error::Cache`] if the caller has no home.
    pub(crate) fn from_environment(environment: &Environment, unsaved: &UnsavedRoles) -> Result<Self, Error> {
        match environment.home() {
            Some(_) => Ok(Self { folder: environment.expand_path(FOLDER), unsaved: unsaved.clone() }),
            None => Err(FileError::new(Path::new(FOLDER), "HOME is not set").into()),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The credentials of a role, if they last for at least 15 minutes. A file that can't be read or used counts as
    /// missing, because new credentials can be requested.
    pub(crate) fn fresh(&self, role: &impl RoleKey) -> Option<RoleCredentials> {
        let path = self.path(role).ok()?;
        let is_fresh = |credentials: &RoleCredentials| timestamp::now() + MINIMUM_LIFETIME <= credentials.expires_at;
        let stored = files::read(&path, limits::TOKEN_FILE).map(Zeroizing::new).ok();
        let stored = stored.and_then(|text| parse(&text, role.account_id())).filter(is_fresh);
        stored.or_else(|| self.unsaved.get(&path).filter(is_fresh))
    }

    /// Stores the credentials of a role in one step, byte for byte as the AWS CLI does. If that fails, this process keeps
    /// them.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`], which names the folder: of many roles that can't be stored, the user needs only one warning.
    pub(crate) fn write<K: RoleKey>(&self, role: &K, credentials: &RoleCredentials) -> Result<(), Error> {
        let file = CacheFile {
            provider_type: K::PROVIDER_TYPE.map(str::to_owned),
            credentials: StoredCredentials {
                access_key_id: credentials.access_key_id.clone(),
                secret_access_key: credentials.secret_access_key.clone(),
                session_token: credentials.session_token.clone(),
                expiration: timestamp::format(credentials.expires_at),
                account_id: Some(credentials.account_id.clone()),
            },
            assumed_role_user: credentials.assumed_role_user.clone(),
        };
        let path = self.path(role)?;
        match private::write(&path, &dumps(&file, Separators::Default)?) {
            Ok(()) => {
                self.unsaved.remove(&path);
                Ok(())
            }
            Err(FileError { reason, .. }) => {
                self.unsaved.insert(path, credentials.clone(), K::PROVIDER_TYPE == SsoRoleKey::PROVIDER_TYPE);
                Err(FileError::new(&self.folder, reason).into())
            }
        }
    }

    /// Removes the credentials of some roles of IAM Identity Center. Missing ones are no error.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for the first file that can't be removed.
    pub(crate) fn remove(&self, roles: &[SsoRoleKey]) -> Result<(), Error> {
        roles.iter().try_for_each(|role| {
            let path = self.path(role)?;
            self.unsaved.remove(&path);
            Ok(private::remove(&path)?)
        })
    }

    /// Removes the credentials of all roles of IAM Identity Center, as `aws sso logout` of the CLI does. Those of roles
    /// that were assumed with them stay, and so do the files of other programs.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the folder can't be read, and for the first file that can't be removed.
    pub(crate) fn remove_all_sso(&self) -> Result<(), Error> {
        self.unsaved.remove_all_sso(&self.folder);
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
            entries => entries.map_err(|error| FileError::new(&self.folder, error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| FileError::new(&self.folder, error))?.path();
            if path.extension().is_some_and(|extension| extension == "json") && is_sso(&path) {
                private::remove(&path)?;
            }
        }
        Ok(())
    }

    fn path(&self, role: &impl RoleKey) -> Result<PathBuf, Error> {
        Ok(self.folder.join(role.file_name()?))
    }
}

/// The warning for credentials that [`RoleCache::write`] could not store.
pub(crate) fn unsaved_roles_warning(error: &Error) -> String {
    format!("the credentials of roles are lost when the plugin stops: {error}")
}

fn is_sso(path: &Path) -> bool {
    let Ok(text) = files::read(path, limits::TOKEN_FILE).map(Zeroizing::new) else { return false };
    // serde would read a list as an object whose members have no names.
    let is_object = text.trim_ascii_start().starts_with(b"{");
    is_object
        && serde_json::from_slice(&text)
            .is_ok_and(|ProviderType { provider_type }| Some(provider_type.as_str()) == SsoRoleKey::PROVIDER_TYPE)
}

/// The credentials in a file, if they can be used. Without an account they belong to `account_id`.
pub(crate) fn parse(text: &[u8], account_id: &str) -> Option<RoleCredentials> {
    let CacheFile { credentials, assumed_role_user, .. } = serde_json::from_slice(text).ok()?;
    let StoredCredentials { access_key_id, secret_access_key, session_token, .. } = &credentials;
    let texts = [access_key_id, secret_access_key.expose(), session_token.expose()];
    if texts.iter().any(|text| text.is_empty() || control_characters(text).is_some()) {
        return None;
    }
    Some(RoleCredentials {
        expires_at: timestamp::parse(&credentials.expiration)?,
        access_key_id: credentials.access_key_id,
        secret_access_key: credentials.secret_access_key,
        session_token: credentials.session_token,
        account_id: credentials.account_id.unwrap_or_else(|| account_id.to_owned()),
        assumed_role_user,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli_cache::role_key::AssumeRoleKey;
    use crate::config::Config;
    use crate::config::identity_center::IdentityCenter;

    struct Home {
        cache: RoleCache,
        folder: tempfile::TempDir,
    }

    fn home() -> Home {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().display().to_string();
        let environment = Environment::new([("HOME".to_owned(), home)], "/".into());
        Home { cache: RoleCache::from_environment(&environment, &UnsavedRoles::default()).expect("a home"), folder }
    }

    fn center(session: Option<&str>) -> IdentityCenter {
        let session = session.map(str::to_owned);
        let start_url = "https://corp.awsapps.com/start".to_owned();
        IdentityCenter { session, start_url, region: "eu-west-1".into(), scopes: Vec::new() }
    }

    fn role() -> SsoRoleKey {
        SsoRoleKey::new(&center(Some("corp")), "000000000001", "Admin")
    }

    /// The file of [`role`], as the CLI names it.
    const NAME: &str = ".aws/cli/cache/832902551c87532115b5355a94990bc2bd4b1d73.json";

    /// Written by botocore 1.43.11's `JSONFileCache`.
    const BOTOCORE: &str = r#"{"ProviderType": "sso", "Credentials": {"AccessKeyId": "ASIAX", "SecretAccessKey": "hunter/+2", "SessionToken": "hunter==", "Expiration": "2130-01-02T03:04:05Z", "AccountId": "000000000001"}}"#;

    fn credentials(time_left: TimeDelta) -> RoleCredentials {
        RoleCredentials {
            access_key_id: "ASIAX".into(),
            secret_access_key: Secret::new("hunter/+2"),
            session_token: Secret::new("hunter=="),
            expires_at: timestamp::now() + time_left,
            account_id: "000000000001".into(),
            assumed_role_user: None,
        }
    }

    fn store(home: &Home, name: &str, text: &str) {
        let path = home.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, text).expect("written");
    }

    #[test]
    fn a_file_of_botocore_is_read_and_written_byte_for_byte() {
        let home = home();
        store(&home, NAME, BOTOCORE);
        let role_credentials = home.cache.fresh(&role()).expect("credentials");
        assert_eq!(
            (role_credentials.access_key_id.as_str(), role_credentials.session_token.expose()),
            ("ASIAX", "hunter==")
        );
        assert_eq!(timestamp::format(role_credentials.expires_at), "2130-01-02T03:04:05Z");

        fs::remove_file(home.folder.path().join(NAME)).expect("removed");
        home.cache.write(&role(), &role_credentials).expect("written");
        assert_eq!(fs::read_to_string(home.folder.path().join(NAME)).expect("the file"), BOTOCORE);
    }

    #[test]
    fn a_file_that_cannot_be_parsed_counts_as_missing() {
        let home = home();
        assert_eq!(home.cache.fresh(&role()), None);
        for text in ["", "{", "[]", r#"{"ProviderType": "sso"}"#, &BOTOCORE.replace("2130-01-02T03:04:05Z", "soon")] {
            store(&home, NAME, text);
            assert_eq!(home.cache.fresh(&role()), None, "{text}");
        }
        let old = BOTOCORE.replace("05Z", "05UTC").replace(r#", "AccountId": "000000000001""#, "");
        store(&home, NAME, &old);
        assert_eq!(home.cache.fresh(&role()).expect("an old file").account_id, "000000000001");
    }

    #[test]
    fn credentials_with_less_than_15_minutes_are_not_used() {
        let Home { cache, folder: _folder } = &home();
        for (left, used) in [(TimeDelta::minutes(14), false), (TimeDelta::minutes(16), true)] {
            cache.write(&role(), &credentials(left)).expect("written");
            assert_eq!(cache.fresh(&role()).is_some(), used, "{left}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_file_and_its_folder_are_private() {
        use std::os::unix::fs::PermissionsExt;

        let home = home();
        home.cache.write(&role(), &credentials(TimeDelta::hours(1))).expect("written");
        let mode =
            |name: &str| fs::metadata(home.folder.path().join(name)).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(NAME), mode(".aws/cli/cache"), mode(".aws")), (0o600, 0o700, 0o700));
    }

    /// Written by the AWS CLI 2 for an assumed role, without `ResponseMetadata`.
    const ASSUMED_ROLE: &str = r#"{"Credentials": {"AccessKeyId": "ASIAY", "SecretAccessKey": "hunter2", "SessionToken": "hunter", "Expiration": "2130-01-02T03:04:05Z", "AccountId": "111122223333"}, "AssumedRoleUser": {"AssumedRoleId": "AROAX:ann", "Arn": "arn:aws:sts::111122223333:assumed-role/X/ann"}}"#;

    #[test]
    fn the_file_of_an_assumed_role_is_read_and_written_byte_for_byte() {
        let home = home();
        let role = AssumeRoleKey {
            role_arn: "arn:aws:iam::111122223333:role/X".into(),
            external_id: None,
            session_name: None,
            duration_seconds: None,
            serial_number: None,
            web_identity_token: None,
        };
        let name = format!(".aws/cli/cache/{}", role.file_name().expect("a name"));
        store(&home, &name, ASSUMED_ROLE);
        let role_credentials = home.cache.fresh(&role).expect("credentials");
        fs::remove_file(home.folder.path().join(&name)).expect("removed");
        home.cache.write(&role, &role_credentials).expect("written");
        assert_eq!(fs::read_to_string(home.folder.path().join(&name)).expect("the file"), ASSUMED_ROLE);
    }

    const ASSUMED: &str = r#"{"Credentials": {"AccessKeyId": "ASIAY"}, "ResponseMetadata": {}}"#;

    #[test]
    fn only_the_credentials_of_sso_roles_are_removed() {
        let home = home();
        home.cache.remove_all_sso().expect("nothing to remove");
        let others = ["assumed.json", "session.db", "broken.json", "list.json"];
        let texts = [ASSUMED, "SQLite format 3\0", "{\"ProviderType\": \"sso\"", "[\"sso\"]"];
        for (name, text) in others.iter().zip(texts) {
            store(&home, &format!(".aws/cli/cache/{name}"), text);
        }
        store(&home, ".aws/cli/cache/any-name.json", r#"{"ProviderType": "sso", "Credentials": null}"#);
        store(&home, NAME, BOTOCORE);
        home.cache.remove_all_sso().expect("removed");
        let left = fs::read_dir(home.folder.path().join(".aws/cli/cache")).expect("the folder");
        let mut left: Vec<_> =
            left.map(|file| file.expect("a file").file_name().into_string().expect("text")).collect();
        left.sort();
        assert_eq!(left, ["assumed.json", "broken.json", "list.json", "session.db"]);
    }

    #[test]
    fn the_credentials_of_one_session_are_removed_and_others_stay() {
        let Home { cache, folder: _folder } = &home();
        let other = SsoRoleKey::new(&center(Some("other")), "000000000001", "Admin");
        for role in [role(), other.clone()] {
            cache.write(&role, &credentials(TimeDelta::hours(1))).expect("written");
        }
        let text = b"[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n\
            [profile a]\nsso_session = corp\nsso_account_id = 000000000001\nsso_role_name = Admin\n\
            [profile b]\nsso_session = corp\nsso_account_id = 000000000002\nsso_role_name = Admin\n";
        let config = Config::parse(Some((Path::new("config"), text)), None).expect("a config");
        cache.remove(&SsoRoleKey::from_config(&config, &center(Some("corp")))).expect("removed");
        assert_eq!((cache.fresh(&role()).is_some(), cache.fresh(&other).is_some()), (false, true));
    }

    #[test]
    fn debug_shows_no_secret() {
        let text = format!("{:?}", credentials(TimeDelta::hours(1)));
        assert!(text.contains("ASIAX") && !text.contains("hunter"), "{text}");
    }
}
