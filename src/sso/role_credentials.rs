//! The keys of roles: from the cache that the AWS CLI keeps in `~/.aws/cli/cache`, else from the portal.

use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::RoleKey;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::sso::portal::Portal;
use crate::sso::refresh::fresh_token;

/// The keys of a role: those in the cache if they are good for 15 minutes at least, for which no token is needed and
/// nobody is asked; else new ones from the portal, which go into the cache. `profile` is whom the errors name.
///
/// # Errors
///
/// [`SsoError::SignedOut`](crate::error::SsoError::SignedOut), [`SsoError::Expired`](crate::error::SsoError::Expired), [`SsoError::RoleNotAssigned`](crate::error::SsoError::RoleNotAssigned), and what keeps the portal from
/// answering.
pub(crate) async fn role_credentials(
    context: &Context<'_>,
    center: &IdentityCenter,
    role: &RoleKey,
    profile: Option<&str>,
) -> Result<RoleCredentials, Error> {
    let cache = RoleCache::of(context.environment)?;
    if let Some(keys) = cache.fresh(role) {
        return Ok(keys);
    }
    let token = fresh_token(context, center, profile).await?;
    let keys = Portal::open(context, center, &token, profile).await?.role_credentials(role).await?;
    // The keys are good even where they can't be stored, such as in a read-only home. The next call asks again.
    let _ = cache.write(role, &keys);
    Ok(keys)
}

#[cfg(test)]
mod tests;
