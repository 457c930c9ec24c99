//! The keys of roles: from the cache that the AWS CLI keeps in `~/.aws/cli/cache`, else from the portal.

use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::SsoRoleKey;
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
/// `SsoError::SignedOut`, `SsoError::Expired`, `SsoError::RoleNotAssigned`, and what keeps the portal from
/// answering.
pub(crate) async fn role_credentials(
    context: &Context<'_>,
    center: &IdentityCenter,
    role: &SsoRoleKey,
    profile: Option<&str>,
) -> Result<RoleCredentials, Error> {
    let cache = RoleCache::from_environment(context.environment)?;
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
mod tests {
    use std::time::Duration;

    use aws_sandbox::Options;

    use super::*;
    use crate::error::SsoError;
    use crate::test_support::{Fixture, corp};

    async fn keys_of(fixture: &Fixture, center: &IdentityCenter, role: &SsoRoleKey) -> Result<RoleCredentials, Error> {
        role_credentials(&fixture.context(), center, role, Some("dev")).await
    }

    fn developer() -> (IdentityCenter, SsoRoleKey) {
        let center = corp();
        let role = SsoRoleKey::new(&center, "111122223333", "developer");
        (center, role)
    }

    fn calls(fixture: &Fixture) -> usize {
        fixture.sandbox.count("GetRoleCredentials")
    }

    #[tokio::test]
    async fn the_second_time_nobody_is_asked_and_no_token_is_needed() {
        let fixture = Fixture::new(Options::default());
        let (center, role) = developer();
        fixture.sign_in(&center);
        let first = keys_of(&fixture, &center, &role).await.expect("from the portal");
        fixture.token_cache().remove(&center).expect("no token");
        fixture.sandbox.clear_requests();
        assert_eq!(keys_of(&fixture, &center, &role).await.expect("from the cache"), first);
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn keys_with_little_time_are_replaced() {
        let lifetime = Duration::from_secs(14 * 60);
        let fixture = Fixture::new(Options { role_credentials_lifetime: lifetime, ..Options::default() });
        let (center, role) = developer();
        fixture.sign_in(&center);
        let first = keys_of(&fixture, &center, &role).await.expect("from the portal");
        assert_ne!(
            keys_of(&fixture, &center, &role).await.expect("from the portal").access_key_id,
            first.access_key_id
        );
        assert_eq!(calls(&fixture), 2);
    }

    #[tokio::test]
    async fn a_legacy_sign_in_has_names_of_its_own() {
        let fixture = Fixture::new(Options::default());
        let center = fixture.legacy_center();
        fixture.sign_in(&center);
        let role = SsoRoleKey::new(&center, "444455556666", "tester");
        keys_of(&fixture, &center, &role).await.expect("from the portal");
        assert!(RoleCache::from_environment(fixture.context().environment).expect("a home").fresh(&role).is_some());
    }

    #[tokio::test]
    async fn without_a_token_the_error_names_the_sign_in() {
        let fixture = Fixture::new(Options::default());
        let (center, role) = developer();
        let error = keys_of(&fixture, &center, &role).await.expect_err("signed out");
        assert!(
            matches!(&error, Error::Sso(SsoError::SignedOut { login, .. }) if login == "aws sso login --sso-session corp"),
            "{error:?}"
        );
        assert_eq!(calls(&fixture), 0);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_cache_that_cannot_be_written_is_no_obstacle() {
        let fixture = Fixture::new(Options::default());
        let (center, role) = developer();
        fixture.sign_in(&center);
        std::fs::write(fixture.path(".aws/cli"), "in the way").expect("written");
        keys_of(&fixture, &center, &role).await.expect("from the portal");
    }
}
