//! The console sessions in `~/.aws/login/cache`, which the AWS CLI's `aws login` stores, and which the CLI and the SDKs
//! renew.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::aws::environment::Environment;
use crate::aws::{timestamp, variables};
use crate::cli_cache::json_object::JsonObject;
use crate::cli_cache::token::SignInStatus;
use crate::error::Error;
use crate::files::{self, FileError, FileLock, private};
use crate::text::secret::Secret;

const FOLDER: &str = "~/.aws/login/cache";

/// How long to wait for another process to release a session's lock. A renewal with its retries takes less.
const LOCK_TIMEOUT: Duration = Duration::from_secs(120);

/// Credentials that expire sooner are renewed, as in the AWS CLI. They last for 15 minutes at most.
const MINIMUM_LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// How long AWS renews a session.
const SESSION_LIFETIME: TimeDelta = TimeDelta::hours(12);

/// At least as large as the file of any session, in bytes.
const FILE_SIZE: usize = 16 << 10;

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
    /// `None` if the file doesn't say it.
    pub(crate) signed_in_at: Option<DateTime<Utc>>,
    /// `None` if the file has not all of it.
    pub(crate) renewal: Option<Renewal>,
}

/// A session to remove.
#[derive(Debug, Clone)]
pub(crate) struct StoredConsoleSession {
    pub(crate) file: PathBuf,
    /// The ARN of who has signed in, which is the session's name, if a profile or the file says it.
    pub(crate) arn: Option<String>,
    /// `None` if there is no file, or nothing in it that can be used.
    pub(crate) session: Option<ConsoleSession>,
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
        self.lock_file_if_writable(&self.path(name)).await
    }

    /// The same for the session in a file.
    pub(crate) async fn lock_file_if_writable(&self, file: &Path) -> Result<Option<FileLock>, Error> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let path = self.folder.join(format!(".{stem}.lock"));
        Ok(FileLock::acquire_if_writable(&path, LOCK_TIMEOUT).await?)
    }

    /// Checks that a session can be stored: the user must not sign in for nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn check_room(&self) -> Result<(), Error> {
        private::create_folder(&self.folder).map_err(|error| FileError::new(&self.folder, error))?;
        Ok(files::check_room(&self.folder, FILE_SIZE)?)
    }

    /// All files with credentials, as the AWS CLI's logout finds them.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the folder or a file can't be read.
    pub(crate) fn all(&self) -> Result<Vec<StoredConsoleSession>, Error> {
        let mut sessions = Vec::new();
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(sessions),
            entries => entries.map_err(|error| FileError::new(&self.folder, error))?,
        };
        for entry in entries {
            let file = entry.map_err(|error| FileError::new(&self.folder, error))?.path();
            if file.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let Some(object) = JsonObject::read(&file)? else { continue };
            if object.nested("accessToken").is_some_and(|keys| keys.get("accessKeyId").is_some()) {
                let arn = object.text("idToken").and_then(subject);
                let session = ConsoleSession::parse(&object);
                sessions.push(StoredConsoleSession { file, arn, session });
            }
        }
        Ok(sessions)
    }

    /// `None` if there is no file, or if it has no credentials.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the file exists but can't be read.
    pub(crate) fn read(&self, name: &str) -> Result<Option<ConsoleSession>, Error> {
        Ok(JsonObject::read(&self.path(name))?.and_then(|object| ConsoleSession::parse(&object)))
    }

    /// Stores a new session with all that the AWS CLI stores.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn create(&self, name: &str, session: &ConsoleSession, id_token: &Secret) -> Result<(), Error> {
        let path = self.path(name);
        let mut object = JsonObject::read(&path)?.unwrap_or_default();
        let renewal = session.renewal.as_ref();
        for (key, value) in [
            ("tokenType", Some("aws_sigv4")),
            ("clientId", renewal.map(|renewal| renewal.client_id.as_str())),
            ("idToken", Some(id_token.expose())),
            ("dpopKey", renewal.map(|renewal| renewal.proof_key.expose())),
            ("signInRegion", session.sign_in_region.as_deref()),
        ] {
            object.set(key, value.map(Value::from));
        }
        set_keys(&mut object, session);
        object.write(&path)
    }

    /// Stores the credentials and the refresh token in one step. Other members of the file are kept.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, name: &str, session: &ConsoleSession) -> Result<(), Error> {
        let path = self.path(name);
        let mut object = JsonObject::read(&path)?.unwrap_or_default();
        set_keys(&mut object, session);
        object.write(&path)
    }
}

fn set_keys(object: &mut JsonObject, session: &ConsoleSession) {
    let mut credentials = object.nested("accessToken").unwrap_or_default();
    for (key, value) in [
        ("accessKeyId", Some(session.access_key_id.as_str())),
        ("secretAccessKey", Some(session.secret_access_key.expose())),
        ("sessionToken", Some(session.session_token.expose())),
        ("accountId", session.account_id.as_deref()),
        ("expiresAt", Some(&timestamp::format(session.expires_at))),
    ] {
        credentials.set(key, value.map(Value::from));
    }
    object.set("accessToken", Some(credentials.into_value()));
    if let Some(renewal) = &session.renewal {
        object.set("refreshToken", Some(renewal.refresh_token.expose().into()));
    }
}

/// The payload of a JSON Web Token.
fn payload(token: &str) -> Option<Value> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?).ok()
}

/// Who has signed in, as an identity token says it, whose signature isn't verified because it comes from AWS itself.
pub(crate) fn subject(id_token: &str) -> Option<String> {
    let subject = payload(id_token)?.get("sub")?.as_str()?.to_owned();
    let is_line = subject.trim() == subject && !subject.chars().any(char::is_control);
    is_line.then_some(subject)
}

/// When an identity token was issued, which is when the user signed in.
fn issued_at(payload: &Value) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(payload.get("iat")?.as_i64()?, 0)
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
            signed_in_at: object.text("idToken").and_then(payload).and_then(|payload| issued_at(&payload)),
            renewal: renewal(),
        })
    }

    /// Never [`SignInStatus::SignedOut`].
    pub(crate) fn status(&self, now: DateTime<Utc>) -> SignInStatus {
        if self.is_valid(now) {
            SignInStatus::Valid
        } else if self.renewal.is_some() && self.refreshable_until().is_none_or(|until| now < until) {
            SignInStatus::Refreshable
        } else {
            SignInStatus::Expired
        }
    }

    /// When the user has to sign in again, or earlier: AWS may end a session at any time.
    pub(crate) fn refreshable_until(&self) -> Option<DateTime<Utc>> {
        self.renewal.as_ref()?;
        Some(self.signed_in_at? + SESSION_LIFETIME)
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
                "arn:aws:sts::012345678910:assumed-role/Admin/admin",
                "4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255",
            ),
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
