//! What becomes of a token that the portal does not accept.

use crate::aws::timestamp;
use crate::cli_cache::token::Token;
use crate::sso::portal::Portal;

impl Portal {
    /// Marks the token in the cache as one whose time is over, so that nobody uses it again and a sign-in is not skipped
    /// for its sake. Its refresh token stays: whether that still works is for SSO-OIDC to say. A token that somebody
    /// else has stored in the meantime is left alone.
    pub(crate) async fn retire_token(&self) {
        // If the cache can't be read or written, the token is refused again: that is no worse than now.
        let Ok(_lock) = self.tokens.lock(&self.center).await else { return };
        let Ok(Some(stored)) = self.tokens.read(&self.center) else { return };
        let now = timestamp::now();
        if stored.access_token == self.access_token && stored.is_alive(now) {
            let _ = self.tokens.write(&self.center, &Token { expires_at: now, ..stored });
        }
    }
}
