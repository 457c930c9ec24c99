//! The identity as the AWS files and caches tell it, without the network.

use chrono::{DateTime, Utc};

use crate::aws::arn::Arn;
use crate::aws::environment::Environment;
use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, CredentialsKind, Profile, first_line};
use crate::context::Context;
use crate::credentials::SessionPreview;
use crate::error::Error;
use crate::identity::Identity;

/// The identity of a profile, or of the active one. What only AWS knows is `None`.
///
/// # Errors
///
/// Invalid settings, and credentials that are missing or expired.
pub(crate) fn from_files(context: &Context<'_>, profile: Option<&str>) -> Result<Identity, Error> {
    let Context { environment, config, .. } = *context;
    let session = SessionPreview::new(environment, config, profile)?;
    let identity =
        Identity { region: session.region.clone(), source: Some(session.source().to_owned()), ..Identity::default() };
    let Some(profile) = session.signed_by else {
        return Ok(Identity { expires_at: session.keys_expire_at(), ..identity });
    };
    // The other lines of a value may be keys that were indented by mistake, secrets among them.
    let value = |key| profile.get(key).map(|value| first_line(value).into_owned());
    let assumed_role = || Some(Arn::parse(profile.get("role_arn")?)?.resource_name().to_owned());
    Ok(Identity {
        account_id: session.account_id().map(str::to_owned),
        role_name: value("sso_role_name").or_else(assumed_role),
        session_name: value("role_session_name"),
        profile: Some(profile.name().to_owned()),
        sso_session: value("sso_session"),
        expires_at: cached_expiry(environment, config, profile)?,
        ..identity
    })
}

/// When the cached keys of a role of IAM Identity Center expire.
fn cached_expiry(
    environment: &Environment,
    config: &Config,
    profile: &Profile,
) -> Result<Option<DateTime<Utc>>, Error> {
    if profile.kind() != Some(CredentialsKind::Sso) {
        return Ok(None);
    }
    let Some(center) = IdentityCenter::from_profile(config, profile)? else { return Ok(None) };
    let role = SsoRoleKey::from_profile(&center, profile)?;
    Ok(RoleCache::from_environment(environment)?.fresh(&role).map(|keys| keys.expires_at))
}
