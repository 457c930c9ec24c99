//! The tokens in `~/.aws/sso/cache`, where the AWS CLI and the SDKs keep theirs too.

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
use crate::files::{FileError, FileLock};
use crate::text::secret::Secret;

/// How long to wait for somebody else who changes a token. A refresh takes no longer, with its retries.
const PATIENCE: Duration = Duration::from_secs(120);

/// The folder of the caller's home with the tokens of all sessions. No variable moves it (as in the AWS CLI).
///
/// A token's file is named after the hexadecimal SHA-1 of the session's name, or of the start URL of a legacy profile.
/// Other files there are left alone. Beside the tokens lie our locks (`.{name}.lock`), which stay.
#[derive(Debug, Clone)]
pub(crate) struct TokenCache {
    folder: PathBuf,
}

/// A token as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CachedToken {
    /// The token.
    pub(crate) token: Token,
    /// Whether there is garbage behind the token in its file, on which the AWS CLI would stumble. The next write mends
    /// it.
    pub(crate) damaged: bool,
}

impl TokenCache {
    /// The cache in the caller's home; nothing is opened.
    ///
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

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a token.
    pub(crate) fn path(&self, center: &IdentityCenter) -> PathBuf {
        self.folder.join(format!("{}.json", name(center)))
    }

    /// The right to change the token, for a request at the most: everybody here who refreshes, stores or removes it
    /// takes it before they read what is stored. The AWS CLI and the SDKs know nothing of it.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if there can be no lock, or if somebody else doesn't give it back.
    pub(crate) async fn lock(&self, center: &IdentityCenter) -> Result<FileLock, Error> {
        Ok(FileLock::acquire(&self.folder.join(format!(".{}.lock", name(center))), PATIENCE).await?)
    }

    /// The lock of those who ask a person to sign in. It is held until the person has decided, and another one so that
    /// no refresh has to wait for that.
    pub(crate) fn login_lock(&self, center: &IdentityCenter) -> PathBuf {
        self.folder.join(format!(".{}.login.lock", name(center)))
    }

    /// The token; see [`TokenCache::cached`].
    pub(crate) fn read(&self, center: &IdentityCenter) -> Result<Option<Token>, Error> {
        Ok(self.cached(center)?.map(|cached| cached.token))
    }

    /// The token as it is stored. `None` if there is no file, if it holds no token, or if the token is that of another
    /// start URL or region, from before the session was changed.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the file is there and can't be read.
    pub(crate) fn cached(&self, center: &IdentityCenter) -> Result<Option<CachedToken>, Error> {
        let object = JsonObject::read(&self.path(center))?;
        Ok(object
            .and_then(|object| Some(CachedToken { token: token_in(&object, center)?, damaged: object.is_damaged() })))
    }

    /// Every token of an Identity Center in the folder, whoever stored it, with its file and the start URL and region
    /// that it names. Other vendors keep files of their own there.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the folder or a file in it can't be read.
    pub(crate) fn all(&self) -> Result<Vec<(PathBuf, IdentityCenter, Token)>, Error> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(vec![]),
            entries => entries.map_err(|error| FileError::new(&self.folder, error))?,
        };
        let mut all = Vec::new();
        for entry in entries {
            let file = entry.map_err(|error| FileError::new(&self.folder, error))?.path();
            if file.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let Some(object) = JsonObject::read(&file)? else { continue };
            let text = |key| object.text(key).unwrap_or_default().to_owned();
            let (start_url, region) = (text("startUrl"), text("region"));
            let center = IdentityCenter { session: None, start_url, region, scopes: Vec::new() };
            let is_of_a_center = !center.start_url.is_empty() && !center.region.is_empty() && is_hash(&file);
            if let Some(token) = token_in(&object, &center).filter(|_| is_of_a_center) {
                all.push((file, center, token));
            }
        }
        Ok(all)
    }

    /// Stores a token in one step; take [`TokenCache::lock`] first. Members of the file that we don't know stay.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, center: &IdentityCenter, token: &Token) -> Result<(), Error> {
        let path = self.path(center);
        let mut object = JsonObject::read(&path)?.unwrap_or_default();
        put(&mut object, token);
        object.write(&path)
    }
}

/// Whether a file has a name as the AWS CLI gives it: a SHA-1 in hexadecimal digits.
fn is_hash(file: &Path) -> bool {
    file.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.len() == 40 && hex::decode(stem).is_ok())
}

fn name(center: &IdentityCenter) -> String {
    hex::encode(Sha1::digest(center.key()))
}

/// What a file says, if it is a token for this center. The AWS CLI asks for an access token and its end only.
fn token_in(object: &JsonObject, center: &IdentityCenter) -> Option<Token> {
    let start_url = object.text("startUrl").unwrap_or(&center.start_url);
    let region = object.text("region").unwrap_or(&center.region);
    if plain(start_url) != plain(&center.start_url) || !region.eq_ignore_ascii_case(&center.region) {
        return None;
    }
    Some(Token {
        start_url: start_url.to_owned(),
        region: region.to_owned(),
        access_token: object.secret("accessToken")?,
        expires_at: object.time("expiresAt")?,
        refresh_token: object.secret("refreshToken"),
        registration: registration_in(object),
    })
}

fn registration_in(object: &JsonObject) -> Option<Registration> {
    Some(Registration {
        id: object.text("clientId")?.to_owned(),
        secret: object.secret("clientSecret")?,
        expires_at: object.time("registrationExpiresAt")?,
    })
}

/// A start URL without what makes no difference: its case, and `/` or `#/` at its end.
fn plain(start_url: &str) -> String {
    start_url.trim_end_matches(['/', '#']).to_ascii_lowercase()
}

fn put(object: &mut JsonObject, token: &Token) {
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

    /// A file of the AWS CLI 2.36.7.
    const CLI: &str = r#"{"startUrl": "https://corp.awsapps.com/start", "region": "us-west-2", "accessToken": "aoa-access",
 "expiresAt": "2026-03-01T12:00:00Z", "clientId": "id", "clientSecret": "client-secret",
 "registrationExpiresAt": "2026-06-01T12:00:00Z", "refreshToken": "aor-refresh"}"#;

    #[test]
    fn a_tokens_file_is_named_as_the_cli_names_it() {
        let name = |center| home().cache.path(&center).file_stem().expect("a name").to_string_lossy().into_owned();
        assert_eq!(name(center(Some("admin"), "any")), "d033e22ae348aeb5660fc2140aec35850c4da997");
        assert_eq!(name(corp()), "ee0bfd2552fbd840c02cc48b6e823320543c450f");
        let legacy = center(None, "https://d-abc123.awsapps.com/start");
        assert_eq!(name(legacy), "40a89917e3175433e361b710a9d43528d7f1890a");
    }

    #[test]
    fn the_folder_is_in_the_callers_home() {
        let environment = Environment::new([("HOME".to_owned(), "/home/ada".to_owned())], "/srv".into());
        assert_eq!(
            TokenCache::from_environment(&environment).expect("a home").folder(),
            Path::new("/home/ada/.aws/sso/cache")
        );
        assert_eq!(TokenCache::from_environment(&Environment::default()).expect_err("no home").code(), "aws::cache");
    }

    #[test]
    fn the_clis_file_is_read_and_written_back_the_same() {
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
    fn members_of_other_programs_stay() {
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
    fn garbage_behind_the_token_is_noticed_and_mended() {
        let Home { cache, _folder } = home();
        store(&cache, &corp(), &format!("{CLI}\"}}"));
        let cached = cache.cached(&corp()).expect("no error").expect("a token");
        assert!(cached.damaged);
        cache.write(&corp(), &cached.token).expect("written");
        assert_eq!(cache.cached(&corp()).expect("no error"), Some(CachedToken { damaged: false, ..cached }));
    }

    #[test]
    fn what_is_no_token_is_none() {
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
    fn the_token_of_another_center_is_none() {
        let Home { cache, _folder } = home();
        store(&cache, &corp(), CLI);
        let read = |center: IdentityCenter| cache.read(&center).expect("no error").is_some();
        assert!(read(center(Some("corp"), "https://corp.awsapps.com/start/#/")));
        assert!(!read(center(Some("corp"), "https://other.awsapps.com/start")));
        assert!(!read(IdentityCenter { region: "eu-west-1".into(), ..corp() }));
    }
}
