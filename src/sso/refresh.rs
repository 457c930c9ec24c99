//! Tokens that are renewed without asking anybody.

use std::time::Duration;

use crate::aws::timestamp::now;
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::{Cached, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::files::lock::Lock;
use crate::sso::oidc::{Failure, Oidc, Reason};

/// How long another program may take from its request to its file.
const GRACE: Duration = Duration::from_millis(200);

/// What a refresh has come to.
#[derive(Debug)]
pub(crate) enum Refreshed {
    /// There is a new token, ours or that of another process.
    Token(Token),
    /// Nothing is stored.
    SignedOut,
    /// What is stored can't be refreshed.
    Impossible,
    /// The service doesn't take the refresh token or the registration any more.
    Refused(Reason),
}

/// A token that lives for a while longer: the stored one if it is good for 15 minutes, else a refreshed one, which is
/// then stored. However many ask at once, in whatever processes, there is one request. Never opens a browser.
///
/// A token that ends sooner and can't be refreshed is good for as long as it lives.
///
/// # Errors
///
/// [`SsoError::SignedOut`](crate::error::SsoError::SignedOut) or [`SsoError::Expired`](crate::error::SsoError::Expired) if somebody has to sign in; those of [`refresh`] if it could not
/// be told.
pub(crate) async fn fresh_token(
    context: &Context<'_>,
    center: &IdentityCenter,
    profile: Option<&str>,
) -> Result<Token, Error> {
    let cache = TokenCache::of(context.environment)?;
    let Some(Cached { token: stored, damaged }) = cache.cached(center)? else { return Err(center.signed_out(profile)) };
    if damaged {
        let (path, login) = (cache.path(center), center.login_command(profile));
        let path = path.display();
        context.warnings.add(format!(
            "{path} has extra text after the token, which the AWS CLI can't read; repair it with `{login}`"
        ));
    }
    if stored.is_fresh(now()) || (stored.is_alive(now()) && stored.renewal(now()).is_none()) {
        return Ok(stored);
    }
    match refresh(context, &cache, center).await {
        Ok(Refreshed::Token(token)) => Ok(token),
        Ok(Refreshed::SignedOut) => Err(center.signed_out(profile)),
        _ if stored.is_alive(now()) => Ok(stored),
        Ok(Refreshed::Impossible | Refreshed::Refused(_)) => Err(center.expired(profile)),
        Err(error) => Err(error),
    }
}

/// Refreshes the stored token, unless another process has just done it.
///
/// # Errors
///
/// [`Error::Cache`] if the token can't be read or stored, and what `session::failure` tells if the service can't be
/// reached.
pub(crate) async fn refresh(
    context: &Context<'_>,
    cache: &TokenCache,
    center: &IdentityCenter,
) -> Result<Refreshed, Error> {
    let lock = cache.lock(center).await?;
    let Some(stored) = cache.read(center)? else { return Ok(Refreshed::SignedOut) };
    if stored.is_fresh(now()) {
        return Ok(Refreshed::Token(stored));
    }
    if stored.renewal(now()).is_none() {
        return Ok(Refreshed::Impossible);
    }
    let exchange = Exchange {
        oidc: Oidc::open(context, center).await?,
        cache: cache.clone(),
        center: center.clone(),
        stored,
        lock,
    };
    // A refresh that is under way is finished even if nobody waits for it any more: the service may have replaced the
    // refresh token, and the new one must be stored.
    let task = tokio::spawn(exchange.run());
    task.await.map_err(|cause| Error::Internal(format!("The refresh has broken off: {cause}")))?
}

/// One refresh, with all that it needs.
struct Exchange {
    oidc: Oidc,
    cache: TokenCache,
    center: IdentityCenter,
    stored: Token,
    lock: Lock,
}

impl Exchange {
    async fn run(self) -> Result<Refreshed, Error> {
        let Some((client, refresh_token)) = self.stored.renewal(now()) else { return Ok(Refreshed::Impossible) };
        match self.oidc.refreshed_token(client, refresh_token).await {
            Ok(token) => {
                self.cache.write(&self.center, &token)?;
                Ok(Refreshed::Token(token))
            }
            Err(Failure::Refused { reason, .. }) => self.refused(reason).await,
            Err(Failure::Unanswered(error)) => Err(error),
        }
    }

    /// The AWS CLI and the SDKs know nothing of our lock: one of them may have used the refresh token a moment ago, and
    /// then its new token is on the way into the file. Nobody else has to wait for that.
    async fn refused(self, reason: Reason) -> Result<Refreshed, Error> {
        drop(self.lock);
        tokio::time::sleep(GRACE).await;
        let theirs = self.cache.read(&self.center)?.filter(|token| token.is_fresh(now()));
        Ok(theirs.map_or(Refreshed::Refused(reason), Refreshed::Token))
    }
}

#[cfg(test)]
mod tests;
