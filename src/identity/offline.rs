//! The identity as the AWS files and caches tell it, without the network.

use chrono::{DateTime, Utc};

use crate::aws::arn::Arn;
use crate::aws::environment::Environment;
use crate::aws::{timestamp, variables};
use crate::cli_cache::console_sessions::ConsoleSessionCache;
use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::cli_cache::sign_in::{self, CachedSignIn};
use crate::config::identity_center::IdentityCenter;
use crate::config::{ChainEnd, CredentialsKind, Profile, SourceChains};
use crate::context::Context;
use crate::credentials::SessionPreview;
use crate::credentials::kinds::assume_role;
use crate::error::Error;
use crate::identity::Identity;

/// The identity of a profile, or of the active one. What only AWS knows is `None`.
///
/// # Errors
///
/// Invalid settings, and credentials that are missing or expired.
pub(crate) fn from_files<'a>(
    context: &Context<'a>,
    chains: &mut SourceChains<'a>,
    profile: Option<&'a str>,
) -> Result<Identity, Error> {
    let Context { environment, config, .. } = *context;
    let session = SessionPreview::new(environment, config, profile)?;
    let kind = session.kind();
    // The kind is also that of a call for which nothing is set. Only a request shows whether the computer is an instance
    // with a role.
    let source = (kind != CredentialsKind::InstanceMetadata).then(|| session.source().to_owned());
    let role = Role::from_files(environment, kind, session.signed_by);
    let identity = Identity {
        account_id: session.account_id().map(str::to_owned).or(role.account_id),
        role_name: role.role_name,
        session_name: role.session_name,
        region: session.region.clone(),
        source,
        sign_in: sign_in(context, chains, profile),
        ..Identity::default()
    };
    let Some(profile) = session.signed_by else {
        return Ok(Identity { expires_at: session.keys_expire_at(), ..identity });
    };
    Ok(Identity {
        profile: Some(profile.name().to_owned()),
        sso_session: profile.get("sso_session").map(str::to_owned),
        expires_at: cached_expiry(context, profile, kind)?,
        ..identity
    })
}

/// The sign-in that a profile, or the active one, or the last of its source profiles needs. `None` also if it can't be
/// read; [`sign_in_problem`] says so.
pub(crate) fn sign_in<'a>(
    context: &Context<'a>,
    chains: &mut SourceChains<'a>,
    profile: Option<&'a str>,
) -> Option<CachedSignIn> {
    let (profile, kind) = last_profile(context, chains, profile)?;
    sign_in::of_profile(context.environment, context.config, profile, kind, timestamp::now())?.ok()
}

/// What is wrong with the sign-in that a profile, or the active one, or the last of its source profiles needs.
pub(crate) fn sign_in_problem<'a>(
    context: &Context<'a>,
    chains: &mut SourceChains<'a>,
    profile: Option<&'a str>,
) -> Option<String> {
    let (profile, kind) = last_profile(context, chains, profile)?;
    sign_in::problem(context.environment, context.config, profile, kind, timestamp::now())
}

/// The profile that has the credentials with which a profile, or the active one, begins, and their kind.
fn last_profile<'a>(
    context: &Context<'a>,
    chains: &mut SourceChains<'a>,
    profile: Option<&'a str>,
) -> Option<(&'a Profile, CredentialsKind)> {
    let profile = SessionPreview::new(context.environment, context.config, profile).ok()?.signed_by?;
    let (link, ChainEnd::Own(kind)) = chains.end(profile)? else { return None };
    Some((link.profile, kind))
}

/// The role that the credentials are for, as far as it is known.
#[derive(Default)]
struct Role {
    account_id: Option<String>,
    role_name: Option<String>,
    session_name: Option<String>,
}

impl Role {
    fn from_files(environment: &Environment, kind: CredentialsKind, profile: Option<&Profile>) -> Self {
        let value = |key| profile?.get(key).filter(|value| !value.is_empty()).map(str::to_owned);
        let variable = |name| environment.non_empty(name).map(str::to_owned);
        match kind {
            CredentialsKind::Sso => Self { role_name: value("sso_role_name"), ..Self::default() },
            CredentialsKind::Login => {
                let name = value("login_session").unwrap_or_default();
                Self::from_session(Arn::parse(&name))
            }
            CredentialsKind::WebIdentity if value("web_identity_token_file").is_none() => {
                let role = variable(variables::AWS_ROLE_ARN).unwrap_or_default();
                Self::from_role(Arn::parse(&role), variable(variables::AWS_ROLE_SESSION_NAME))
            }
            CredentialsKind::AssumeRole | CredentialsKind::WebIdentity => {
                let role = value("role_arn").unwrap_or_default();
                Self::from_role(Arn::parse(&role), value("role_session_name"))
            }
            _ => Self::default(),
        }
    }

    fn from_role(arn: Option<Arn>, session_name: Option<String>) -> Self {
        let Some(arn) = arn else { return Self { session_name, ..Self::default() } };
        let account_id = arn.account_id().map(str::to_owned);
        Self { account_id, role_name: Some(arn.resource_name().to_owned()), session_name }
    }

    fn from_session(arn: Option<Arn>) -> Self {
        let role = arn.and_then(|arn| arn.assumed_role());
        let session_name = role.map(|role| role.session_name).or(arn.and_then(|arn| arn.federated_user()));
        Self {
            account_id: arn.and_then(|arn| arn.account_id()).map(str::to_owned),
            role_name: role.map(|role| role.role_name.to_owned()),
            session_name: session_name.map(str::to_owned),
        }
    }
}

/// When the cached credentials of a profile expire.
fn cached_expiry(
    context: &Context<'_>,
    profile: &Profile,
    kind: CredentialsKind,
) -> Result<Option<DateTime<Utc>>, Error> {
    let Context { environment, config, .. } = *context;
    let role_cache = || RoleCache::from_environment(environment, &context.unsaved.roles);
    match kind {
        CredentialsKind::Sso => {
            let Some(center) = IdentityCenter::from_profile(config, profile)? else { return Ok(None) };
            let role = SsoRoleKey::from_profile(&center, profile)?;
            Ok(role_cache()?.fresh(&role).map(|keys| keys.expires_at))
        }
        CredentialsKind::AssumeRole => {
            let cached = |role| role_cache().ok()?.fresh(&role);
            Ok(assume_role::key(profile).ok().and_then(cached).map(|keys| keys.expires_at))
        }
        CredentialsKind::Login => {
            let name = profile.get("login_session").unwrap_or_default();
            let session = ConsoleSessionCache::from_environment(environment)?.read(name)?;
            Ok(session.filter(|session| session.is_valid(timestamp::now())).map(|session| session.expires_at))
        }
        _ => Ok(None),
    }
}
