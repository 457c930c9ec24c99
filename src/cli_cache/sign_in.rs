//! Whether the sign-in is there that a profile gets its credentials from.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::cli_cache::console_sessions::ConsoleSessionCache;
use crate::cli_cache::token::SignInStatus;
use crate::cli_cache::token_cache::TokenCache;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, CredentialsKind, Profile};
use crate::error::Error;
use crate::text::quote::quoted;

/// What is wrong with the sign-in of a profile with this kind of credentials, as a clause. `None` if a command needs no
/// new one, and if the config or the caller has no place for it.
pub(crate) fn problem(
    environment: &Environment,
    config: &Config,
    profile: &Profile,
    kind: CredentialsKind,
    now: DateTime<Utc>,
) -> Option<String> {
    let (status, session, login) = match kind {
        CredentialsKind::Sso => {
            let center = IdentityCenter::from_profile(config, profile).ok()??;
            let login = center.login_command(Some(profile.name()));
            (sso_status(environment, &center, now)?, center.session, login)
        }
        CredentialsKind::Login => {
            (login_status(environment, profile, now)?, None, format!("aws login --profile {}", quoted(profile.name())))
        }
        _ => return None,
    };
    // A session is named, because all of its profiles then have the same text.
    let (not_signed_in, sign_in) = match (&session, profile.name()) {
        (Some(session), _) => (format!("not signed in to `{session}`"), format!("the sign-in to `{session}`")),
        (None, name) => (format!("profile `{name}` is not signed in"), format!("the sign-in of profile `{name}`")),
    };
    match status {
        Ok(SignInStatus::SignedOut) => Some(format!("{not_signed_in}: `{login}`")),
        Ok(SignInStatus::Expired) => Some(format!("{sign_in} has expired: `{login}`")),
        Ok(_) => None,
        Err(error) => Some(format!("{sign_in} can't be read: {error}")),
    }
}

fn sso_status(
    environment: &Environment,
    center: &IdentityCenter,
    now: DateTime<Utc>,
) -> Option<Result<SignInStatus, Error>> {
    let token = TokenCache::from_environment(environment).ok()?.read(center);
    Some(token.map(|token| SignInStatus::from_token(token.as_ref(), now)))
}

fn login_status(
    environment: &Environment,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Option<Result<SignInStatus, Error>> {
    let name = profile.get("login_session").filter(|name| !name.trim().is_empty())?;
    let session = ConsoleSessionCache::from_environment(environment).ok()?.read(name);
    Some(session.map(|session| session.map_or(SignInStatus::SignedOut, |session| session.status(now))))
}
