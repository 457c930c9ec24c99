//! Refreshed tokens that could not be stored, such as in a container with a read-only home.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::cli_cache::token::Token;
use crate::text::secret::Secret;

/// The unsaved tokens of this process, by their files. They outlive a call, because a refresh may have made the stored
/// refresh token invalid. A clone shares them.
#[derive(Clone, Default)]
pub(crate) struct UnsavedTokens(Arc<Mutex<HashMap<PathBuf, Arc<tokio::sync::Mutex<UnsavedToken>>>>>);

#[derive(Default)]
pub(crate) struct UnsavedToken(Option<Unsaved>);

struct Unsaved {
    token: Token,
    /// The access token that the file had.
    stored: Secret,
}

impl UnsavedTokens {
    /// Waits until no other task of this process has the token of the file.
    pub(crate) async fn lock(&self, file: PathBuf) -> OwnedMutexGuard<UnsavedToken> {
        let token = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(file).or_default().clone();
        token.lock_owned().await
    }
}

impl UnsavedToken {
    /// The unsaved token, unless another one has been stored since.
    pub(crate) fn get(&self, stored: &Token) -> Option<&Token> {
        self.0.as_ref().filter(|unsaved| unsaved.stored == stored.access_token).map(|unsaved| &unsaved.token)
    }

    pub(crate) fn set(&mut self, token: Token, stored: &Token) {
        self.0 = Some(Unsaved { token, stored: stored.access_token.clone() });
    }

    pub(crate) fn clear(&mut self) {
        self.0 = None;
    }

    /// Drops this token if the portal has rejected it.
    pub(crate) fn retire(&mut self, access_token: &Secret) {
        if self.0.as_ref().is_some_and(|unsaved| unsaved.token.access_token == *access_token) {
            self.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::timestamp::now;

    fn token(access_token: &str) -> Token {
        Token {
            start_url: "https://corp.awsapps.com/start".into(),
            region: "eu-west-1".into(),
            access_token: Secret::new(access_token),
            expires_at: now(),
            refresh_token: None,
            registration: None,
        }
    }

    #[tokio::test]
    async fn a_token_is_kept_until_the_file_changes() {
        let tokens = UnsavedTokens::default();
        tokens.lock("file".into()).await.set(token("refreshed"), &token("stored"));
        let unsaved = tokens.clone().lock("file".into()).await;
        let kept = unsaved.get(&token("stored")).expect("a token");
        assert_eq!(kept.access_token.expose(), "refreshed");
        assert_eq!(unsaved.get(&token("of another sign-in")), None);
        assert_eq!(tokens.lock("other".into()).await.get(&token("stored")), None);
    }

    #[test]
    fn only_a_rejected_token_is_dropped() {
        let mut unsaved = UnsavedToken::default();
        unsaved.set(token("refreshed"), &token("stored"));
        unsaved.retire(&Secret::new("stored"));
        assert!(unsaved.get(&token("stored")).is_some());
        unsaved.retire(&Secret::new("refreshed"));
        assert!(unsaved.get(&token("stored")).is_none());
    }
}
