//! The credentials of roles: from the cache of the AWS CLI in `~/.aws/cli/cache`, else from the portal.

use crate::cli_cache::role_cache::{RoleCache, unsaved_roles_warning};
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::Error;
use crate::sso::portal::Portal;
use crate::sso::refresh::fresh_token;

/// The credentials of a role. Those in the cache are used if they are valid for 15 more minutes, which needs neither a
/// token nor a request. Otherwise the portal issues new ones, which are then cached. Errors name `profile`.
///
/// # Errors
///
/// `SsoError::SignedOut`, `SsoError::Expired`, `SsoError::RoleNotAssigned`, and errors of the portal.
pub(crate) async fn role_credentials(
    context: &Context<'_>,
    center: &IdentityCenter,
    role: &SsoRoleKey,
    profile: Option<&str>,
) -> Result<RoleCredentials, Error> {
    let cache = RoleCache::from_environment(context.environment, &context.unsaved.roles)?;
    if let Some(credentials) = cache.fresh(role) {
        return Ok(credentials);
    }
    let token = fresh_token(context, center, profile).await?;
    let credentials = Portal::open(context, center, &token.access_token, profile).await?.role_credentials(role).await?;
    if let Err(error) = cache.write(role, &credentials) {
        context.warnings.add(unsaved_roles_warning(&error));
    }
    Ok(credentials)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use aws_sandbox::Options;

    use super::*;
    use crate::cli_cache::unsaved::UnsavedRoles;
    use crate::error::SsoError;
    use crate::test_support::{Fixture, corp};

    async fn credentials(
        fixture: &Fixture,
        center: &IdentityCenter,
        role: &SsoRoleKey,
    ) -> Result<RoleCredentials, Error> {
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
    async fn cached_credentials_need_no_request_and_no_token() {
        let fixture = Fixture::new(Options::default());
        let (center, role) = developer();
        fixture.sign_in(&center);
        let first = credentials(&fixture, &center, &role).await.expect("from the portal");
        std::fs::remove_file(fixture.token_cache().path(&center)).expect("removed");
        fixture.sandbox.clear_requests();
        assert_eq!(credentials(&fixture, &center, &role).await.expect("from the cache"), first);
        assert!(fixture.sandbox.requests().is_empty());
    }

    #[tokio::test]
    async fn credentials_near_their_expiry_are_replaced() {
        let lifetime = Duration::from_secs(14 * 60);
        let fixture = Fixture::new(Options { role_credentials_lifetime: lifetime, ..Options::default() });
        let (center, role) = developer();
        fixture.sign_in(&center);
        let first = credentials(&fixture, &center, &role).await.expect("from the portal");
        assert_ne!(
            credentials(&fixture, &center, &role).await.expect("from the portal").access_key_id,
            first.access_key_id
        );
        assert_eq!(calls(&fixture), 2);
    }

    #[tokio::test]
    async fn a_legacy_sign_in_uses_the_cache_too() {
        let fixture = Fixture::new(Options::default());
        let center = fixture.legacy_center();
        fixture.sign_in(&center);
        let role = SsoRoleKey::new(&center, "444455556666", "tester");
        credentials(&fixture, &center, &role).await.expect("from the portal");
        let cache = RoleCache::from_environment(fixture.context().environment, &UnsavedRoles::default());
        assert!(cache.expect("a home").fresh(&role).is_some());
    }

    #[tokio::test]
    async fn without_a_token_the_error_names_the_login_command() {
        let fixture = Fixture::new(Options::default());
        let (center, role) = developer();
        let error = credentials(&fixture, &center, &role).await.expect_err("signed out");
        assert!(
            matches!(&error, Error::Sso(SsoError::SignedOut { login, .. }) if login == "aws sso login --sso-session corp"),
            "{error:?}"
        );
        assert_eq!(calls(&fixture), 0);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_read_only_cache_is_no_error() {
        let fixture = Fixture::new(Options::default());
        let (center, role) = developer();
        fixture.sign_in(&center);
        std::fs::write(fixture.path(".aws/cli"), "in the way").expect("written");
        credentials(&fixture, &center, &role).await.expect("from the portal");
    }
}
