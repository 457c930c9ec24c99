//! Who a caller will be, as far as the AWS files and the caches say.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_key::RoleKey;
use crate::config::identity_center::IdentityCenter;
use crate::config::{Config, CredentialsKind, Profile};
use crate::context::Context;
use crate::credentials::session_preview::SessionPreview;
use crate::error::Error;
use crate::identity::Identity;

/// The identity of a profile, or of the active one, without asking anybody. What only AWS knows is `None`.
///
/// # Errors
///
/// Those of settings that make no sense, and of credentials that are not there, or past their time.
pub(crate) fn offline(context: &Context<'_>, profile: Option<&str>) -> Result<Identity, Error> {
    let Context { environment, config, .. } = *context;
    let prepared = SessionPreview::of(environment, config, profile)?;
    let identity =
        Identity { region: prepared.region.clone(), source: Some(prepared.source().to_owned()), ..Identity::default() };
    let Some(profile) = prepared.signed_by else {
        return Ok(Identity { expires_at: prepared.keys_expire_at(), ..identity });
    };
    let role = || profile.get("role_arn")?.rsplit('/').next();
    Ok(Identity {
        account_id: prepared.account_id().map(str::to_owned),
        role_name: profile.get("sso_role_name").or_else(role).map(str::to_owned),
        session_name: profile.get("role_session_name").map(str::to_owned),
        profile: Some(profile.name().to_owned()),
        sso_session: profile.get("sso_session").map(str::to_owned),
        expires_at: cached_until(environment, config, profile)?,
        ..identity
    })
}

/// When the role's keys in the cache end.
fn cached_until(environment: &Environment, config: &Config, profile: &Profile) -> Result<Option<DateTime<Utc>>, Error> {
    if profile.kind() != Some(CredentialsKind::Sso) {
        return Ok(None);
    }
    let Some(center) = IdentityCenter::from_profile(config, profile)? else { return Ok(None) };
    let role = RoleKey::of_profile(&center, profile)?;
    Ok(RoleCache::of(environment)?.fresh(&role).map(|keys| keys.expires_at))
}
