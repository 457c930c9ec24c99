//! The tokens in `~/.aws/sso/cache`, which the AWS CLI and the SDKs use too.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use sha1::{Digest, Sha1};

use crate::aws::environment::Environment;
use crate::aws::timestamp;
use crate::cli_cache::json_object::JsonObject;
use crate::cli_cache::token::{Registration, Token};
use crate::config::identity_center::IdentityCenter;
use crate::error::Error;
use crate::files::{self, FileError, FileLock};
use crate::text::secret::Secret;

/// How long to wait for another process to release a token's lock. A refresh with its retries takes less.
const LOCK_TIMEOUT: Duration = Duration::from_secs(120);

/// At least as large as the file of any token, in bytes.
const FILE_SIZE: usize = 16 << 10;

/// The folder in the caller's home. No variable moves it, as in the AWS CLI.
///
/// The name of a token's file is the hexadecimal SHA-1 of the session's name, or of the start URL of a legacy profile. The
/// plugin's locks are there too (`.{name}.lock`) and are never removed.
#[derive(Debug, Clone)]
pub(crate) struct TokenCache {
    folder: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CachedToken {
    pub(crate) token: Token,
    /// Whether there is garbage behind the token in its file, which the AWS CLI can't read. The next write removes it.
    pub(crate) is_damaged: bool,
}

/// A file with an access token, for a sign-out. The token need not be usable.
#[derive(Debug, Clone)]
pub(crate) struct StoredToken {
    pub(crate) file: PathBuf,
    /// The start URL and region in the file; the region is empty if it is missing.
    pub(crate) center: IdentityCenter,
    /// `None` if the text can't be sent.
    pub(crate) access_token: Option<Secret>,
    /// `None` if the token can't be used, for example because it has no expiration.
    pub(crate) token: Option<Token>,
}

impl TokenCache {
    /// # Errors
    ///
    /// [`Error::Cache`] if the caller has no home.
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, Error> {
        const FOLDER: &str = "~/.aws/sso/cache";
        match environment.home() {
            Some(_) => Ok(Self { folder: environment.expand_path(FOLDER) }),
            None => Err(FileError::new(Path::new(FOLDER), "HOME is not set").into()),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn path(&self, center: &IdentityCenter) -> PathBuf {
        self.folder.join(format!("{}.json", file_stem(center)))
    }

    /// The lock for changes of a token, held for one request at most. Whatever refreshes, stores or removes the token
    /// acquires it before reading the file. The AWS CLI and the SDKs don't know it.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the lock can't be created, or if another process doesn't release it in time.
    pub(crate) async fn lock(&self, center: &IdentityCenter) -> Result<FileLock, Error> {
        Ok(FileLock::acquire(&self.lock_path(center), LOCK_TIMEOUT).await?)
    }

    /// The lock, or `None` if its file can't be created, such as in a read-only home.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if another process doesn't release the lock in time.
    pub(crate) async fn lock_if_writable(&self, center: &IdentityCenter) -> Result<Option<FileLock>, Error> {
        Ok(FileLock::acquire_if_writable(&self.lock_path(center), LOCK_TIMEOUT).await?)
    }

    fn lock_path(&self, center: &IdentityCenter) -> PathBuf {
        self.folder.join(format!(".{}.lock", file_stem(center)))
    }

    /// The lock of a sign-in, held while the user decides. It is separate from [`lock`](Self::lock), so that no refresh
    /// has to wait for the user.
    pub(crate) fn login_lock(&self, center: &IdentityCenter) -> PathBuf {
        self.folder.join(format!(".{}.login.lock", file_stem(center)))
    }

    /// The token of [`cached`](Self::cached).
    pub(crate) fn read(&self, center: &IdentityCenter) -> Result<Option<Token>, Error> {
        Ok(self.cached(center)?.map(|cached| cached.token))
    }

    /// `None` if there is no file, if the file has no token, or if the token is for another start URL or region because
    /// the session has been changed since.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the file exists but can't be read.
    pub(crate) fn cached(&self, center: &IdentityCenter) -> Result<Option<CachedToken>, Error> {
        let object = JsonObject::read(&self.path(center))?;
        Ok(object.and_then(|object| {
            Some(CachedToken { token: parse_token(&object, center)?, is_damaged: object.is_damaged() })
        }))
    }

    /// The file of an Identity Center if it has an access token, even one that can't be used.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the file exists but can't be read.
    pub(crate) fn stored(&self, center: &IdentityCenter) -> Result<Option<StoredToken>, Error> {
        let file = self.path(center);
        Ok(JsonObject::read(&file)?.and_then(|object| stored_token(file, &object, center)))
    }

    /// All files with access tokens of IAM Identity Center in the folder. Other programs have files of their own there.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the folder or a file in it can't be read.
    pub(crate) fn all(&self) -> Result<Vec<StoredToken>, Error> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(vec![]),
            entries => entries.map_err(|error| FileError::new(&self.folder, error))?,
        };
        let mut all = Vec::new();
        for entry in entries {
            let file = entry.map_err(|error| FileError::new(&self.folder, error))?.path();
            if file.extension().is_none_or(|extension| extension != "json") || !is_hash(&file) {
                continue;
            }
            let Some(object) = JsonObject::read(&file)? else { continue };
            let unknown = IdentityCenter { session: None, start_url: "".into(), region: "".into(), scopes: Vec::new() };
            all.extend(stored_token(file, &object, &unknown).filter(|stored| !stored.center.start_url.is_empty()));
        }
        Ok(all)
    }

    /// Checks that a token can be stored now.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn check_room(&self) -> Result<(), Error> {
        Ok(files::check_room(&self.folder, FILE_SIZE)?)
    }

    /// Stores a token in one step. Acquire [`lock`](Self::lock) first. Unknown members of the file are kept.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, center: &IdentityCenter, token: &Token) -> Result<(), Error> {
        let path = self.path(center);
        let mut object = JsonObject::read(&path)?.unwrap_or_default();
        set_token(&mut object, token);
        object.write(&path)
    }
}

/// Whether the name of a file is a SHA-1 in hexadecimal digits, as the AWS CLI names it.
fn is_hash(file: &Path) -> bool {
    file.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.len() == 40 && hex::decode(stem).is_ok())
}

fn file_stem(center: &IdentityCenter) -> String {
    hex::encode(Sha1::digest(center.key()))
}

/// The token in a file. Like the AWS CLI, this requires only an access token and its expiration.
pub(crate) fn parse_token(object: &JsonObject, center: &IdentityCenter) -> Option<Token> {
    let start_url = object.text("startUrl").unwrap_or(&center.start_url);
    let region = object.text("region").unwrap_or(&center.region);
    if normalized(start_url) != normalized(&center.start_url) || !region.eq_ignore_ascii_case(&center.region) {
        return None;
    }
    Some(Token {
        start_url: start_url.to_owned(),
        region: region.to_owned(),
        access_token: object.secret("accessToken")?,
        expires_at: object.time("expiresAt")?,
        refresh_token: object.secret("refreshToken"),
        registration: parse_registration(object),
    })
}

/// Like the AWS CLI's logout, this requires only an access token. `center` is the default for what the file doesn't name.
fn stored_token(file: PathBuf, object: &JsonObject, center: &IdentityCenter) -> Option<StoredToken> {
    object.get("accessToken")?;
    let text = |key, default: &str| object.text(key).unwrap_or(default).to_owned();
    let (start_url, region) = (text("startUrl", &center.start_url), text("region", &center.region));
    let center = IdentityCenter { start_url, region, ..center.clone() };
    let (access_token, token) = (object.secret("accessToken"), parse_token(object, &center));
    Some(StoredToken { file, center, access_token, token })
}

fn parse_registration(object: &JsonObject) -> Option<Registration> {
    Some(Registration {
        id: object.text("clientId")?.to_owned(),
        secret: object.secret("clientSecret")?,
        expires_at: object.time("registrationExpiresAt")?,
    })
}

/// A start URL in lower case and without `/` or `#/` at its end, which make no difference.
fn normalized(start_url: &str) -> String {
    start_url.trim_end_matches(['/', '#']).to_ascii_lowercase()
}

fn set_token(object: &mut JsonObject, token: &Token) {
    let exposed = |secret: &Secret| Value::from(secret.expose());
    let registration = token.registration.as_ref();
    object.set("startUrl", Some(token.start_url.as_str().into()));
    object.set("region", Some(token.region.as_str().into()));
    object.set("accessToken", Some(exposed(&token.access_token)));
    object.set("expiresAt", Some(timestamp::format(token.expires_at).into()));
    object.set("refreshToken", token.refresh_token.as_ref().map(exposed));
    object.set("clientId", registration.map(|registration| registration.id.as_str().into()));
    object.set("clientSecret", registration.map(|registration| exposed(&registration.secret)));
    object.set(
        "registrationExpiresAt",
        registration.map(|registration| timestamp::format(registration.expires_at).into()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Home {
        cache: TokenCache,
        _folder: tempfile::TempDir,
    }

    fn home() -> Home {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().display().to_string();
        let environment = Environment::new([("HOME".to_owned(), home)], "/".into());
        Home { cache: TokenCache::from_environment(&environment).expect("a home"), _folder: folder }
    }

    fn center(session: Option<&str>, start_url: &str) -> IdentityCenter {
        let session = session.map(str::to_owned);
        IdentityCenter { session, start_url: start_url.into(), region: "us-west-2".into(), scopes: Vec::new() }
    }

    fn corp() -> IdentityCenter {
        center(Some("corp"), "https://corp.awsapps.com/start")
    }

    fn store(cache: &TokenCache, center: &IdentityCenter, text: &str) {
        std::fs::create_dir_all(cache.folder()).expect("the folder");
        std::fs::write(cache.path(center), text).expect("written");
    }

    fn stored(cache: &TokenCache, center: &IdentityCenter) -> Value {
        let text = std::fs::read_to_string(cache.path(center)).expect("the file");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Written by the AWS CLI 2.36.7.
    const CLI: &str = r#"{"startUrl": "https://corp.awsapps.com/start", "region": "us-west-2", "accessToken": "aoa-access",
 "expiresAt": "2026-03-01T12:00:00Z", "clientId": "id", "clientSecret": "client-secret",
 "registrationExpiresAt": "2026-06-01T12:00:00Z", "refreshToken": "aor-refresh"}"#;

    #[test]
    fn files_of_tokens_are_named_as_by_the_cli() {
        let name = |center| home().cache.path(&center).file_stem().expect("a name").to_string_lossy().into_owned();
        assert_eq!(name(center(Some("admin"), "any")), "d033e22ae348aeb5660fc2140aec35850c4da997");
        assert_eq!(name(corp()), "ee0bfd2552fbd840c02cc48b6e823320543c450f");
        let legacy = center(None, "https://d-abc123.awsapps.com/start");
        assert_eq!(name(legacy), "40a89917e3175433e361b710a9d43528d7f1890a");
    }

    #[test]
    fn the_folder_is_in_the_home_of_the_caller() {
        let environment = Environment::new([("HOME".to_owned(), "/home/ada".to_owned())], "/srv".into());
        assert_eq!(
            TokenCache::from_environment(&environment).expect("a home").folder(),
            Path::new("/home/ada/.aws/sso/cache")
        );
        assert_eq!(TokenCache::from_environment(&Environment::default()).expect_err("no home").code(), "aws::cache");
    }

    #[test]
    fn a_file_of_the_cli_is_read_and_written_back_unchanged() {
        let Home { cache, _folder } = home();
        store(&cache, &corp(), CLI);
        let before = stored(&cache, &corp());
        let token = cache.read(&corp()).expect("no error").expect("a token");
        assert_eq!(
            (token.access_token.expose(), timestamp::format(token.expires_at)),
            ("aoa-access", "2026-03-01T12:00:00Z".into())
        );
        assert_eq!(
            token.renewal(token.expires_at).map(|(client, refresh)| (client.id.as_str(), refresh.expose())),
            Some(("id", "aor-refresh"))
        );

        cache.write(&corp(), &token).expect("written");
        assert_eq!(stored(&cache, &corp()), before);
    }

    #[test]
    fn members_of_other_programs_are_kept() {
        let Home { cache, _folder } = home();
        store(
            &cache,
            &corp(),
            r#"{"ACCESSTOKEN": "a", "expiresat": "2026-03-01T12:00:00UTC", "receivedAt": "then", "refreshToken": "r"}"#,
        );
        let token = cache.read(&corp()).expect("no error").expect("a token");
        assert_eq!((token.start_url.as_str(), token.registration.as_ref()), ("https://corp.awsapps.com/start", None));
        cache.write(&corp(), &Token { refresh_token: None, ..token }).expect("written");
        let expected = serde_json::json!({
            "startUrl": "https://corp.awsapps.com/start", "region": "us-west-2", "accessToken": "a",
            "expiresAt": "2026-03-01T12:00:00Z", "receivedAt": "then",
        });
        assert_eq!(stored(&cache, &corp()), expected);
    }

    #[test]
    fn garbage_behind_the_token_is_noticed_and_removed() {
        let Home { cache, _folder } = home();
        store(&cache, &corp(), &format!("{CLI}\"}}"));
        let cached = cache.cached(&corp()).expect("no error").expect("a token");
        assert!(cached.is_damaged);
        cache.write(&corp(), &cached.token).expect("written");
        assert_eq!(cache.cached(&corp()).expect("no error"), Some(CachedToken { is_damaged: false, ..cached }));
    }

    #[test]
    fn a_file_without_a_token_counts_as_missing() {
        let Home { cache, _folder } = home();
        for text in [
            "",
            "{\"accessToken\": \"a\"",
            "{\"accessToken\": \"a\"}",
            "{\"clientId\": \"id\", \"expiresAt\": \"2026-03-01T12:00:00Z\"}",
        ] {
            store(&cache, &corp(), text);
            assert_eq!(cache.read(&corp()).expect("no error"), None, "{text}");
        }
    }

    #[test]
    fn the_token_of_another_identity_center_counts_as_missing() {
        let Home { cache, _folder } = home();
        store(&cache, &corp(), CLI);
        let read = |center: IdentityCenter| cache.read(&center).expect("no error").is_some();
        assert!(read(center(Some("corp"), "https://corp.awsapps.com/start/#/")));
        assert!(!read(center(Some("corp"), "https://other.awsapps.com/start")));
        assert!(!read(IdentityCenter { region: "eu-west-1".into(), ..corp() }));
    }
}
