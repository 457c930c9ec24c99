//! Signing in: silently where that is possible, else with a person and a browser.

pub(crate) mod browser;
pub(crate) mod callback;
pub(crate) mod context;
pub(crate) mod device;
pub(crate) mod environment_detection;
pub(crate) mod page;
pub(crate) mod pkce;
pub(crate) mod registration_cache;

use std::time::Duration;

use crate::aws::timestamp::now;
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::{CachedToken, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::files::FileLock;
use crate::sso::login::context::LoginContext;
use crate::sso::oidc::{Oidc, Reason};
use crate::sso::refresh::{Refreshed, refresh};

/// How long to wait for another shell that signs in: as long as its browser may take, and a little more.
const TURN: Duration = Duration::from_secs(11 * 60);

/// How long the browser may take (as with the AWS CLI).
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// How a person agrees to a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// In a browser on this machine, which comes back with a code (RFC 7636, RFC 8252).
    Pkce,
    /// In a browser on any machine, with a code to compare or to enter (RFC 8628).
    Device,
}

/// What the caller wants of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoginOptions {
    /// Sign in anew, even if the token is good or could be refreshed.
    pub(crate) force: bool,
    /// Whether a browser may be opened.
    pub(crate) browser: bool,
    /// The flow; by default the one for the surroundings. A legacy profile always has the device's.
    pub(crate) flow: Option<Flow>,
}

impl Default for LoginOptions {
    fn default() -> Self {
        Self { force: false, browser: true, flow: None }
    }
}

/// What to tell the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// The browser has been opened at this page.
    Browser {
        /// The page.
        url: String,
    },
    /// The person has to open this page, on this machine.
    OpenYourself {
        /// The page.
        url: String,
    },
    /// The person has to agree on a page, on any machine.
    Device {
        /// The page on which to enter the code.
        url: String,
        /// The page with the code already entered.
        url_complete: Option<String>,
        /// The code to enter or to compare.
        code: String,
        /// Whether the browser has been opened at the page.
        opened: bool,
    },
    /// Another shell is just signing in to the same Identity Center. It has told its person what to do; its token will
    /// do for this call too.
    Waiting,
}

/// Signs in and stores the token.
///
/// Unless `force` is set, a token that is good for 15 minutes is kept without a request, and one that can be refreshed
/// is refreshed without asking anybody. Of several calls at once, in whatever processes, one asks the person, and the
/// others wait and take its token, with `force` too.
///
/// Dropping the future ends the sign-in and closes its port at once.
///
/// # Errors
///
/// `SsoError::Denied`, `SsoError::TimedOut`, `SsoError::Failed`; [`Error::Cache`] if the token can't be
/// stored; and what `session::failure` tells if the service can't be reached.
pub(crate) async fn login(
    context: &Context<'_>,
    center: &IdentityCenter,
    options: &LoginOptions,
    tell: &(dyn Fn(Prompt) + Sync),
) -> Result<Token, Error> {
    let cache = TokenCache::from_environment(context.environment)?;
    let stored = cache.cached(center)?;
    if let Some(CachedToken { token, damaged }) = stored.as_ref().filter(|s| !options.force && s.token.is_fresh(now()))
    {
        if *damaged {
            mend(&cache, center).await?;
        }
        return Ok(token.clone());
    }
    let turn = Turn::take(&cache, center, tell).await?;
    if let Some(token) = turn.token_of_another(&cache, center, stored.as_ref().map(|stored| &stored.token))? {
        return Ok(token);
    }
    let refreshed = if options.force { Refreshed::Impossible } else { refresh(context, &cache, center).await? };
    if let Refreshed::Token(token) = refreshed {
        return Ok(token);
    }
    let registration_refused = matches!(refreshed, Refreshed::Refused(Reason::Client));
    let oidc = Oidc::open(context, center).await?;
    let attempt = LoginContext {
        context,
        center,
        cache: &cache,
        oidc: &oidc,
        browser: options.browser,
        patience: PATIENCE,
        tell,
    };
    let token = attempt.sign_in(options.flow, registration_refused).await?;
    store(&cache, center, &token).await?;
    Ok(token)
}

/// The right to ask the person.
struct Turn {
    _lock: FileLock,
    waited: bool,
}

impl Turn {
    async fn take(cache: &TokenCache, center: &IdentityCenter, tell: &(dyn Fn(Prompt) + Sync)) -> Result<Self, Error> {
        let path = cache.login_lock(center);
        if let Some(lock) = FileLock::try_acquire(&path)? {
            return Ok(Self { _lock: lock, waited: false });
        }
        tell(Prompt::Waiting);
        Ok(Self { _lock: FileLock::acquire(&path, TURN).await?, waited: true })
    }

    /// The token that somebody else has got while we waited.
    fn token_of_another(
        &self,
        cache: &TokenCache,
        center: &IdentityCenter,
        before: Option<&Token>,
    ) -> Result<Option<Token>, Error> {
        let stored = if self.waited { cache.read(center)? } else { None };
        let is_new = |token: &Token| before.is_none_or(|before| before.access_token != token.access_token);
        Ok(stored.filter(|token| is_new(token) && token.is_fresh(now())))
    }
}

/// Stores a new token, not in the middle of a refresh of the old one. What a person has just done for it is worth more
/// than a lock that another process doesn't give back.
async fn store(cache: &TokenCache, center: &IdentityCenter, token: &Token) -> Result<(), Error> {
    let _lock = cache.lock(center).await.ok();
    cache.write(center, token)
}

/// Removes garbage from behind a token that is kept, on which the AWS CLI would stumble.
async fn mend(cache: &TokenCache, center: &IdentityCenter) -> Result<(), Error> {
    let _lock = cache.lock(center).await?;
    match cache.cached(center)? {
        Some(CachedToken { token, damaged: true }) => cache.write(center, &token),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
