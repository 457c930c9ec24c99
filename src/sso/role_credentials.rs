//! The keys of roles: from the cache that the AWS CLI keeps in `~/.aws/cli/cache`, else from the portal.

mod cache;
mod key;

pub use cache::RoleCache;
pub use key::RoleKey;

use super::keys::RoleCredentials;
use super::{IdentityCenter, Portal, fresh_token};
use crate::error::Error;
use crate::session::Basis;

/// The keys of a role: those in the cache if they are good for 15 minutes at least, for which no token is needed and
/// nobody is asked; else new ones from the portal, which go into the cache. `profile` is whom the errors name.
///
/// # Errors
///
/// [`Error::SignedOut`], [`Error::SignInExpired`], [`Error::RoleNotAssigned`], and what keeps the portal from
/// answering.
pub async fn role_credentials(
    basis: &Basis<'_>,
    center: &IdentityCenter,
    role: &RoleKey,
    profile: Option<&str>,
) -> Result<RoleCredentials, Error> {
    let cache = RoleCache::of(basis.environment)?;
    if let Some(keys) = cache.fresh(role) {
        return Ok(keys);
    }
    let token = fresh_token(basis, center, profile).await?;
    let keys = Portal::open(basis, center, &token, profile).await?.role_credentials(role).await?;
    // The keys are good even where they can't be stored, such as in a read-only home. The next call asks again.
    let _ = cache.write(role, &keys);
    Ok(keys)
}

#[cfg(test)]
mod tests;
