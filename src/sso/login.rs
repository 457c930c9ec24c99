//! Signing in: without the user where that is possible, else in a browser.

pub(crate) mod browser;
pub(crate) mod callback;
pub(crate) mod context;
pub(crate) mod device;
pub(crate) mod flow_choice;
pub(crate) mod openers;
pub(crate) mod options;
pub(crate) mod page;
pub(crate) mod pkce;
pub(crate) mod registration_cache;

use std::time::Duration;

pub(crate) use options::{Flow, LoginOptions, Prompt};

use crate::aws::timestamp::now;
use crate::cli_cache::token::Token;
use crate::cli_cache::token_cache::{CachedToken, TokenCache};
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::files::FileLock;
use crate::sso::login::context::LoginContext;
use crate::sso::login::registration_cache::{RegistrationCache, RegistrationGuard};
use crate::sso::oidc::Reason;
use crate::sso::refresh::{RefreshOutcome, refresh};
use crate::sso::vanity_url::{self, ResolvedStartUrl};

/// How long to wait for another shell that is signing in: a little longer than its user may take.
const LOCK_TIMEOUT: Duration = Duration::from_secs(11 * 60);

/// Signs in and stores the token. Its region is that of the Identity Center, unless the start URL leads to another one. Then
/// the caller has to correct `sso_region`: a token for another region isn't used.
///
/// Unless `force` is set, a token that is valid for 15 more minutes is kept without a request, and one that can be
/// refreshed is refreshed without the user. Of several concurrent calls, in any number of processes, one prompts the
/// user, and the others wait and use its token, with `force` too.
///
/// Dropping the future ends the sign-in and closes its port immediately.
///
/// # Errors
///
/// `SsoError::Denied`, `SsoError::TimedOut`, `SsoError::Failed`; [`Error::Cache`] if the token can't be
/// stored; connection and service errors.
pub(crate) async fn login(
    context: &Context<'_>,
    center: &IdentityCenter,
    options: &LoginOptions,
    show: &(dyn Fn(Prompt) + Sync),
) -> Result<Token, Error> {
    let cache = TokenCache::from_environment(context.environment)?;
    let stored = cache.cached(center)?;
    if let Some(CachedToken { token, is_damaged }) =
        stored.as_ref().filter(|s| !options.force && s.token.is_fresh(now()))
    {
        if *is_damaged && let Err(error) = repair(&cache, center).await {
            context.warnings.add(error.to_string());
        }
        return Ok(token.clone());
    }
    let lock = LoginLock::acquire(&cache, center, show).await;
    if let Ok(lock) = &lock
        && let Some(token) = lock.token_of_other_shell(&cache, center, stored.as_ref().map(|stored| &stored.token))?
    {
        return Ok(token);
    }
    let refreshed = if options.force { RefreshOutcome::Impossible } else { refresh(context, &cache, center).await? };
    if let RefreshOutcome::SignIn(token) = refreshed {
        return Ok(token);
    }
    // If the token can't be stored, the user must not sign in for nothing.
    let _lock = lock?;
    cache.check_room()?;
    let is_registration_refused = matches!(refreshed, RefreshOutcome::Refused(Reason::Client));
    let (center, portal_url) = followed(context, center).await;
    let center = &center;
    let mut login = LoginContext::open(context, center, options, show).await?;
    login.oidc.set_portal_url(portal_url);
    let token = sign_in(&login, &cache, options.flow, is_registration_refused).await?;
    store(&cache, center, &token).await?;
    Ok(token)
}

/// The Identity Center in the region that its start URL leads to, and the URL that AWS knows. An unknown host may
/// belong to AWS, so one without a redirect only gets a warning.
async fn followed(context: &Context<'_>, center: &IdentityCenter) -> (IdentityCenter, String) {
    match vanity_url::resolve(context, &center.start_url).await {
        Ok(ResolvedStartUrl { url, region }) => {
            let region = region.unwrap_or_else(|| center.region.clone());
            (IdentityCenter { region, ..center.clone() }, url)
        }
        Err(reason) => {
            context.warnings.add(format!("The start URL {} {reason}.", center.start_url));
            (center.clone(), center.start_url.clone())
        }
    }
}

/// Signs in with the given flow, else with the one that fits the environment. Forgets a registration that SSO-OIDC has
/// just refused.
async fn sign_in(
    login: &LoginContext<'_>,
    cache: &TokenCache,
    flow: Option<Flow>,
    is_registration_refused: bool,
) -> Result<Token, Error> {
    let flow = match (&login.center.session, flow) {
        (None, _) => Flow::Device,
        (Some(_), Some(flow)) => flow,
        (Some(_), None) => flow_choice::flow(login.context.environment),
    };
    let registrations = RegistrationCache::new(&login.oidc, cache, login.center, flow)?;
    if is_registration_refused {
        registrations.forget()?;
    }
    let guard = RegistrationGuard::new(&registrations);
    let token = match flow {
        Flow::Pkce => pkce::sign_in(login, &registrations).await,
        Flow::Device => device::sign_in(login, &registrations).await,
    };
    let token = token.map_err(|error| error.into_sign_in_error(login.center))?;
    guard.keep();
    Ok(token)
}

/// Held by the one shell that prompts the user to sign in to an Identity Center.
struct LoginLock {
    _lock: FileLock,
    has_waited: bool,
}

impl LoginLock {
    async fn acquire(
        cache: &TokenCache,
        center: &IdentityCenter,
        show: &(dyn Fn(Prompt) + Sync),
    ) -> Result<Self, Error> {
        let path = cache.login_lock(center);
        if let Some(lock) = FileLock::try_acquire(&path)? {
            return Ok(Self { _lock: lock, has_waited: false });
        }
        show(Prompt::Waiting);
        Ok(Self { _lock: FileLock::acquire(&path, LOCK_TIMEOUT).await?, has_waited: true })
    }

    /// The token that another shell has stored while this one waited for the lock.
    fn token_of_other_shell(
        &self,
        cache: &TokenCache,
        center: &IdentityCenter,
        before: Option<&Token>,
    ) -> Result<Option<Token>, Error> {
        let stored = if self.has_waited { cache.read(center)? } else { None };
        let is_new = |token: &Token| before.is_none_or(|before| before.access_token != token.access_token);
        Ok(stored.filter(|token| is_new(token) && token.is_fresh(now())))
    }
}

/// Stores a new token, if possible not while another process refreshes the old one. If that process doesn't release the
/// lock, the token is stored nevertheless: otherwise the user would have signed in for nothing.
async fn store(cache: &TokenCache, center: &IdentityCenter, token: &Token) -> Result<(), Error> {
    let _lock = cache.lock(center).await.ok();
    cache.write(center, token)
}

/// Removes extra text after a token that is kept, because the AWS CLI can't read such a file.
async fn repair(cache: &TokenCache, center: &IdentityCenter) -> Result<(), Error> {
    let _lock = cache.lock(center).await?;
    match cache.cached(center)? {
        Some(CachedToken { token, is_damaged: true }) => cache.write(center, &token),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
