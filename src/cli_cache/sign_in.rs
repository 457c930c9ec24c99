//! Whether the sign-in is there that a profile gets its credentials from.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::cli_cache::console_sessions::{ConsoleSession, ConsoleSessionCache};
use crate::cli_cache::token::{SignInStatus, Token};
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, CredentialsKind, Profile};
use crate::error::Error;
use crate::text::quote::quoted;

/// A sign-in as the caches have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CachedSignIn {
    pub(crate) status: SignInStatus,
    /// When its token or its keys expire; `None` without a sign-in.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

impl CachedSignIn {
    const SIGNED_OUT: Self = Self { status: SignInStatus::SignedOut, expires_at: None };
}

/// The sign-in of a profile with this kind of credentials. `None` if it needs none, and if the config or the caller has
/// no place for it.
pub(crate) fn of_profile(
    environment: &Environment,
    config: &Config,
    profile: &Profile,
    kind: CredentialsKind,
    now: DateTime<Utc>,
) -> Option<Result<CachedSignIn, Error>> {
    match kind {
        CredentialsKind::Sso => {
            let center = IdentityCenter::from_profile(config, profile).ok()??;
            let token = TokenCache::from_environment(environment).ok()?.read(&center);
            let sign_in = |token: Token| CachedSignIn { status: token.status(now), expires_at: Some(token.expires_at) };
            Some(token.map(|token| token.map_or(CachedSignIn::SIGNED_OUT, sign_in)))
        }
        CredentialsKind::Login => {
            let name = profile.get("login_session").filter(|name| !name.trim().is_empty())?;
            let session = ConsoleSessionCache::from_environment(environment).ok()?.read(name);
            let sign_in = |session: ConsoleSession| CachedSignIn {
                status: session.status(now),
                expires_at: Some(session.expires_at),
            };
            Some(session.map(|session| session.map_or(CachedSignIn::SIGNED_OUT, sign_in)))
        }
        _ => None,
    }
}

/// What is wrong with the sign-in of a profile with this kind of credentials, as a clause. `None` if a command needs no
/// new one.
pub(crate) fn problem(
    environment: &Environment,
    config: &Config,
    profile: &Profile,
    kind: CredentialsKind,
    now: DateTime<Utc>,
) -> Option<String> {
    let sign_in = of_profile(environment, config, profile, kind, now)?;
    let (session, login) = match kind {
        CredentialsKind::Sso => {
            let center = IdentityCenter::from_profile(config, profile).ok()??;
            let login = center.login_command(Some(profile.name()));
            (center.session, login)
        }
        _ => (None, format!("aws login --profile {}", quoted(profile.name()))),
    };
    // A session is named, because all of its profiles then have the same text.
    let (not_signed_in, name) = match (&session, profile.name()) {
        (Some(session), _) => (format!("not signed in to `{session}`"), format!("the sign-in to `{session}`")),
        (None, profile) => {
            (format!("profile `{profile}` is not signed in"), format!("the sign-in of profile `{profile}`"))
        }
    };
    match sign_in.map(|sign_in| sign_in.status) {
        Ok(SignInStatus::SignedOut) => Some(format!("{not_signed_in}: `{login}`")),
        Ok(SignInStatus::Expired) => Some(format!("{name} has expired: `{login}`")),
        Ok(_) => None,
        Err(error) => Some(format!("{name} can't be read: {error}")),
    }
}
