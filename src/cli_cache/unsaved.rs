//! What could not be stored in a cache, such as on a full disk or in a container with a read-only home.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::OwnedMutexGuard;

use crate::aws::timestamp::now;
use crate::cli_cache::console_sessions::ConsoleSession;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::token::Token;
use crate::error::Error;
use crate::text::secret::Secret;

/// It outlives a call. A clone shares it.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnsavedCaches {
    pub(crate) tokens: UnsavedSignIns<Token>,
    pub(crate) console_sessions: UnsavedSignIns<ConsoleSession>,
    pub(crate) roles: UnsavedRoles,
}

impl UnsavedCaches {
    /// Whether there is a sign-in that would be lost with this process.
    pub(crate) fn has_sign_in(&self) -> bool {
        self.tokens.has_any() || self.console_sessions.has_any()
    }
}

/// What a refresh replaces. The service accepts each refresh token only once, so the new one must not be lost.
pub(crate) trait SignIn: Clone {
    /// Another one after each refresh.
    fn secret(&self) -> &Secret;

    /// Whether it need not be refreshed yet.
    fn is_fresh(&self, now: DateTime<Utc>) -> bool;
}

impl SignIn for Token {
    fn secret(&self) -> &Secret {
        &self.access_token
    }

    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        Token::is_fresh(self, now)
    }
}

impl SignIn for ConsoleSession {
    fn secret(&self) -> &Secret {
        &self.session_token
    }

    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        ConsoleSession::is_fresh(self, now)
    }
}

/// The unsaved sign-ins of this process, by their files.
#[derive(Debug, Clone)]
pub(crate) struct UnsavedSignIns<T>(Arc<Mutex<HashMap<PathBuf, Shared<T>>>>);

type Shared<T> = Arc<tokio::sync::Mutex<UnsavedSignIn<T>>>;

#[derive(Debug)]
pub(crate) struct UnsavedSignIn<T>(Option<Unsaved<T>>);

#[derive(Debug)]
struct Unsaved<T> {
    sign_in: T,
    /// The secret that the file had.
    stored: Secret,
}

impl<T> Default for UnsavedSignIns<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Default for UnsavedSignIn<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> UnsavedSignIns<T> {
    /// Waits until no other task of this process has the sign-in of the file.
    pub(crate) async fn lock(&self, file: PathBuf) -> OwnedMutexGuard<UnsavedSignIn<T>> {
        let sign_in = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(file).or_default().clone();
        sign_in.lock_owned().await
    }

    /// A sign-in that is being refreshed counts.
    fn has_any(&self) -> bool {
        let sign_ins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sign_ins.values().any(|sign_in| sign_in.try_lock().map_or(true, |sign_in| sign_in.0.is_some()))
    }
}

impl<T: SignIn> UnsavedSignIn<T> {
    /// The unsaved sign-in, unless another one has been stored since.
    pub(crate) fn get(&self, stored: &T) -> Option<&T> {
        self.0.as_ref().filter(|unsaved| unsaved.stored == *stored.secret()).map(|unsaved| &unsaved.sign_in)
    }

    /// Stores a new sign-in in place of the one in the file, or keeps it here if that fails.
    ///
    /// # Errors
    ///
    /// Those of `write`.
    pub(crate) fn store(
        &mut self,
        new: &T,
        stored: &T,
        write: impl FnOnce(&T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let result = write(new);
        self.0 = result.is_err().then(|| Unsaved { sign_in: new.clone(), stored: stored.secret().clone() });
        result
    }

    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }
}

impl UnsavedSignIn<Token> {
    /// Marks a token that the portal has rejected as expired. Its refresh token may still be valid.
    pub(crate) fn retire(&mut self, access_token: &Secret) {
        if let Some(unsaved) = &mut self.0
            && unsaved.sign_in.access_token == *access_token
        {
            unsaved.sign_in.expires_at = now();
        }
    }
}

/// The unsaved credentials of roles, by their files.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnsavedRoles(Arc<Mutex<HashMap<PathBuf, UnsavedRole>>>);

#[derive(Debug)]
struct UnsavedRole {
    credentials: RoleCredentials,
    is_sso: bool,
}

impl UnsavedRoles {
    pub(crate) fn get(&self, file: &Path) -> Option<RoleCredentials> {
        self.locked().get(file).map(|role| role.credentials.clone())
    }

    pub(crate) fn insert(&self, file: PathBuf, credentials: RoleCredentials, is_sso: bool) {
        let mut roles = self.locked();
        roles.retain(|_, role| now() < role.credentials.expires_at);
        roles.insert(file, UnsavedRole { credentials, is_sso });
    }

    pub(crate) fn remove(&self, file: &Path) {
        self.locked().remove(file);
    }

    /// Removes the roles of IAM Identity Center whose files are in this folder.
    pub(crate) fn remove_all_sso(&self, folder: &Path) {
        self.locked().retain(|file, role| !(role.is_sso && file.starts_with(folder)));
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<PathBuf, UnsavedRole>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::CacheError;

    fn token(access_token: &str) -> Token {
        Token {
            start_url: "https://corp.awsapps.com/start".into(),
            region: "eu-west-1".into(),
            access_token: Secret::new(access_token),
            expires_at: now() + chrono::TimeDelta::hours(1),
            refresh_token: None,
            registration: None,
        }
    }

    fn full_disk(_: &Token) -> Result<(), Error> {
        Err(CacheError { path: "file".into(), reason: "No space left on device".into() }.into())
    }

    #[tokio::test]
    async fn a_token_is_kept_until_the_file_changes() {
        let tokens = UnsavedSignIns::<Token>::default();
        let mut unsaved = tokens.lock("file".into()).await;
        unsaved.store(&token("refreshed"), &token("stored"), full_disk).expect_err("not stored");
        drop(unsaved);
        let unsaved = tokens.clone().lock("file".into()).await;
        let kept = unsaved.get(&token("stored")).expect("a token");
        assert_eq!(kept.access_token.expose(), "refreshed");
        assert_eq!(unsaved.get(&token("of another sign-in")), None);
        assert_eq!(tokens.lock("other".into()).await.get(&token("stored")), None);
    }

    #[test]
    fn a_rejected_token_keeps_its_refresh_token() {
        let mut unsaved = UnsavedSignIn::<Token>::default();
        let refreshed = Token { refresh_token: Some(Secret::new("rotated")), ..token("refreshed") };
        unsaved.store(&refreshed, &token("stored"), full_disk).expect_err("not stored");
        let is_valid = |unsaved: &UnsavedSignIn<Token>| {
            let kept = unsaved.get(&token("stored")).expect("a token");
            assert_eq!(kept.refresh_token, refreshed.refresh_token);
            kept.is_valid(now())
        };
        unsaved.retire(&Secret::new("stored"));
        assert!(is_valid(&unsaved));
        unsaved.retire(&Secret::new("refreshed"));
        assert!(!is_valid(&unsaved));
    }
}
