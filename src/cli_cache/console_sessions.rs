//! The console sessions in `~/.aws/login/cache`, which the AWS CLI's `aws login` stores, and which the CLI and the SDKs
//! renew.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::aws::environment::Environment;
use crate::aws::{timestamp, variables};
use crate::cli_cache::json_object::JsonObject;
use crate::error::Error;
use crate::files::{FileError, FileLock};
use crate::text::secret::Secret;

const FOLDER: &str = "~/.aws/login/cache";

/// How long to wait for another process to release a session's lock. A renewal with its retries takes less.
const LOCK_TIMEOUT: Duration = Duration::from_secs(120);

/// Credentials that expire sooner are renewed, as in the AWS CLI. They last for 15 minutes at most.
const MINIMUM_LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// The folder that `AWS_LOGIN_CACHE_DIRECTORY` names, by default in the caller's home. The name of a file is the
/// hexadecimal SHA-256 of the session's name. The plugin's locks are there too (`.{name}.lock`) and are never removed.
#[derive(Debug, Clone)]
pub(crate) struct ConsoleSessionCache {
    folder: PathBuf,
}

#[derive(Debug, Clone)]
pub(crate) struct ConsoleSession {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Secret,
    pub(crate) session_token: Secret,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) account_id: Option<String>,
    /// Only this region renews the session. Older versions of the AWS CLI don't store it.
    pub(crate) sign_in_region: Option<String>,
    /// `None` if the file has not all of it.
    pub(crate) renewal: Option<Renewal>,
}

/// What renews a session.
#[derive(Debug, Clone)]
pub(crate) struct Renewal {
    pub(crate) client_id: String,
    /// Each renewal replaces it.
    pub(crate) refresh_token: Secret,
    /// The private key that the refresh token belongs to, in PEM.
    pub(crate) proof_key: Secret,
}

impl ConsoleSessionCache {
    /// # Errors
    ///
    /// [`Error::Cache`] if the caller has no home.
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, Error> {
        match environment.non_empty(variables::AWS_LOGIN_CACHE_DIRECTORY) {
            Some(folder) => Ok(Self { folder: environment.expand_path(folder) }),
            None if environment.home().is_some() => Ok(Self { folder: environment.expand_path(FOLDER) }),
            None => Err(FileError::new(Path::new(FOLDER), "HOME is not set").into()),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{}.json", file_stem(name)))
    }

    /// The lock of a renewal. Other programs don't know it. `None` if its file can't be created, such as in a read-only
    /// home.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if another process doesn't release the lock in time.
    pub(crate) async fn lock_if_writable(&self, name: &str) -> Result<Option<FileLock>, Error> {
        let path = self.folder.join(format!(".{}.lock", file_stem(name)));
        Ok(FileLock::acquire_if_writable(&path, LOCK_TIMEOUT).await?)
    }

    /// `None` if there is no file, or if it has no credentials.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the file exists but can't be read.
    pub(crate) fn read(&self, name: &str) -> Result<Option<ConsoleSession>, Error> {
        Ok(JsonObject::read(&self.path(name))?.and_then(|object| ConsoleSession::parse(&object)))
    }

    /// Stores the credentials and the refresh token in one step. Other members of the file are kept.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, name: &str, session: &ConsoleSession) -> Result<(), Error> {
        let path = self.path(name);
        let mut object = JsonObject::read(&path)?.unwrap_or_default();
        let mut credentials = object.nested("accessToken").unwrap_or_default();
        for (key, value) in [
            ("accessKeyId", session.access_key_id.as_str()),
            ("secretAccessKey", session.secret_access_key.expose()),
            ("sessionToken", session.session_token.expose()),
            ("expiresAt", &timestamp::format(session.expires_at)),
        ] {
            credentials.set(key, Some(value.into()));
        }
        object.set("accessToken", Some(credentials.into_value()));
        if let Some(renewal) = &session.renewal {
            object.set("refreshToken", Some(renewal.refresh_token.expose().into()));
        }
        object.write(&path)
    }
}

/// The AWS CLI and the SDKs disagree about blanks around a name; the SDKs' rule only differs where the CLI fails.
fn file_stem(name: &str) -> String {
    hex::encode(Sha256::digest(name.trim()))
}

impl ConsoleSession {
    pub(crate) fn parse(object: &JsonObject) -> Option<Self> {
        let credentials = object.nested("accessToken")?;
        let renewal = || {
            Some(Renewal {
                client_id: object.text("clientId")?.to_owned(),
                refresh_token: object.secret("refreshToken")?,
                // It has line breaks, which are never sent.
                proof_key: Secret::new(object.text("dpopKey")?),
            })
        };
        Some(Self {
            access_key_id: credentials.text("accessKeyId")?.to_owned(),
            secret_access_key: Secret::new(credentials.text("secretAccessKey")?),
            session_token: Secret::new(credentials.text("sessionToken")?),
            expires_at: credentials.time("expiresAt")?,
            account_id: credentials.text("accountId").map(str::to_owned),
            sign_in_region: object.text("signInRegion").map(str::to_owned),
            renewal: renewal(),
        })
    }

    /// Whether the credentials need not be renewed yet.
    pub(crate) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now + MINIMUM_LIFETIME < self.expires_at
    }

    pub(crate) fn is_valid(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }
}

impl From<ConsoleSession> for Credentials {
    fn from(session: ConsoleSession) -> Self {
        let mut credentials = Self::builder()
            .access_key_id(session.access_key_id)
            .secret_access_key(session.secret_access_key.expose())
            .session_token(session.session_token.expose())
            .expiry(SystemTime::from(session.expires_at))
            .provider_name("login");
        if let Some(account_id) = session.account_id {
            credentials = credentials.account_id(account_id);
        }
        credentials.build()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Written by the AWS CLI 2, with a member that only another program knows.
    const FILE: &str = r#"{"accessToken": {"accessKeyId": "ASIAX", "secretAccessKey": "hunter2", "sessionToken": "hunter3", "accountId": "012345678901", "expiresAt": "2130-01-02T03:04:05Z", "note": 1}, "tokenType": "aws_sigv4", "clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "hunter4", "idToken": "a.b.c", "dpopKey": "-----BEGIN EC PRIVATE KEY-----\nhunter5\n-----END EC PRIVATE KEY-----\n", "signInRegion": "eu-central-1"}"#;

    const NAME: &str = "arn:aws:iam::0123456789012:user/Admin";

    fn cache(text: &str) -> (ConsoleSessionCache, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().display().to_string();
        let environment = Environment::new([("HOME".to_owned(), home)], "/".into());
        let cache = ConsoleSessionCache::from_environment(&environment).expect("a home");
        std::fs::create_dir_all(folder.path().join(".aws/login/cache")).expect("the folder");
        std::fs::write(cache.path(NAME), text).expect("written");
        (cache, folder)
    }

    /// The names are those of the test vectors of the SDKs.
    #[test]
    fn the_files_have_the_names_that_the_cli_gives_them() {
        let (cache, _folder) = cache(FILE);
        for (name, stem) in [
            (NAME, "36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726"),
            (
                " arn:aws:iam::000000000000:user/PowerUser ",
                "d19c78f768c6a12874de5f41d7f22cbb834ba205704102da0db20d8496efecb5",
            ),
        ] {
            assert!(cache.path(name).ends_with(format!(".aws/login/cache/{stem}.json")), "{name}");
        }
    }

    #[test]
    fn a_renewal_changes_only_the_credentials_and_the_refresh_token() {
        let (cache, _folder) = cache(FILE);
        let mut session = cache.read(NAME).expect("no error").expect("a session");
        assert_eq!(session.sign_in_region.as_deref(), Some("eu-central-1"));
        session.access_key_id = "ASIAY".into();
        if let Some(renewal) = &mut session.renewal {
            renewal.refresh_token = Secret::new("hunter6");
        }
        cache.write(NAME, &session).expect("written");
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        let expected = FILE.replace("ASIAX", "ASIAY").replace("hunter4", "hunter6");
        assert_eq!(value(&std::fs::read_to_string(cache.path(NAME)).expect("the file")), value(&expected));
    }

    #[test]
    fn a_file_without_credentials_counts_as_missing() {
        for text in ["", "{", "[]", "{}", r#"{"accessToken": "x"}"#, &FILE.replace("2130-01-02T03:04:05Z", "soon")] {
            let (cache, _folder) = cache(text);
            assert!(cache.read(NAME).expect("no error").is_none(), "{text}");
        }
        let (cache, _folder) = cache(&FILE.replace("refreshToken", "other"));
        assert!(cache.read(NAME).expect("no error").expect("a session").renewal.is_none());
    }

    #[test]
    fn debug_shows_no_secret() {
        let (cache, _folder) = cache(FILE);
        let text = format!("{:?}", cache.read(NAME));
        assert!(text.contains("ASIAX") && !text.contains("hunter"), "{text}");
    }
}
