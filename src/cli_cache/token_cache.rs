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
use crate::files::{FileError, FileLock, private};
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

    /// Removes a token; take [`TokenCache::lock`] first, lest a refresh brings it back. That there is none is no error.
    /// The registration stays (as with the AWS CLI).
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn remove(&self, center: &IdentityCenter) -> Result<(), Error> {
        Ok(private::remove(&self.path(center))?)
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
mod tests;
