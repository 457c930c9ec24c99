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
    let (status, command) = match kind {
        CredentialsKind::Sso => (sso_status(environment, config, profile, now)?, "aws sso login"),
        CredentialsKind::Login => (login_status(environment, profile, now)?, "aws login"),
        _ => return None,
    };
    let (name, command) = (profile.name(), format!("`{command} --profile {}`", quoted(profile.name())));
    match status {
        Ok(SignInStatus::SignedOut) => Some(format!("profile `{name}` is not signed in: {command}")),
        Ok(SignInStatus::Expired) => Some(format!("the sign-in of profile `{name}` has expired: {command}")),
        Ok(_) => None,
        Err(error) => Some(format!("the sign-in of profile `{name}` can't be read: {error}")),
    }
}

fn sso_status(
    environment: &Environment,
    config: &Config,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Option<Result<SignInStatus, Error>> {
    let center = IdentityCenter::from_profile(config, profile).ok()??;
    let token = TokenCache::from_environment(environment).ok()?.read(&center);
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
