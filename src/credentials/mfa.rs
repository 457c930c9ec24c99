//! Roles that want the code of an MFA device: profiles with `mfa_serial`, which the SDK can't assume.
//!
//! Their keys come from the AWS CLI's cache, or a code gets them from STS; then they go into the cache, so that nobody
//! is asked again for as long as they are good, neither here nor by the CLI.

pub(crate) mod cache;
pub(crate) mod role;
pub(crate) mod source;

use std::future::Future;
use std::pin::Pin;

use aws_credential_types::Credentials;

use crate::aws::timestamp;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::client::explain::Request;
use crate::config::{ChainLink, CredentialsKind, Profile, first_line};
use crate::context::Context;
use crate::context::mfa::MfaCode;
use crate::context::mfa::MfaState;
use crate::credentials::mfa::role::Role;
use crate::credentials::sdk_config::sdk_config;
use crate::credentials::session::Sts;
use crate::credentials::source::Source;
use crate::error::{CredentialsError, Error};

/// The keys of a role that need no code: those of this call as long as they last, or those in the cache.
fn known_keys(known: &MfaState, context: &Context<'_>, role: &Role) -> Result<Option<RoleCredentials>, Error> {
    let own = known.roles.get(&role.file_name()?).filter(|keys| timestamp::now() < keys.expires_at).cloned();
    Ok(own.or_else(|| cache::read(context.environment, role)))
}

/// Whether a profile assumes a role for which a code is needed.
pub(crate) fn wants_code(link: ChainLink<'_>) -> bool {
    link.kind == Some(CredentialsKind::AssumeRole) && Role::of(link.profile).is_some()
}

/// The keys of the role of a profile that [`wants_code`]. A future on the heap, for the role's source may be another
/// such profile.
///
/// # Errors
///
/// [`CredentialsError::MfaNeeded`] if there is neither a code nor a person to ask, [`CredentialsError::MfaRefused`] for a wrong code, and all
/// errors of its source.
pub(crate) fn credentials<'a>(
    context: &'a Context<'_>,
    profile: &'a Profile,
    sts: Sts<'a>,
) -> Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>> {
    Box::pin(async move {
        let role =
            Role::of(profile).ok_or_else(|| CredentialsError::Missing { profile: Some(profile.name().into()) })?;
        if let Some(keys) = known_keys(&*context.mfa.lock().await, context, &role)? {
            return Ok(keys.into());
        }
        // A code is good for a moment only, so everything else comes first.
        let source = source::credentials(context, profile, sts).await?;
        let sdk = sdk_config(context, &Source::Keys(source), Some(profile), sts).await?;
        let request =
            Request { action: "sts:AssumeRole", region: sts.region, profile: Some(role.profile), kind: profile.kind() };
        // One at a time: the next one may want the keys of the same role.
        let mut known = context.mfa.lock().await;
        if let Some(keys) = known_keys(&known, context, &role)? {
            return Ok(keys.into());
        }
        let code = code(context, &mut known, &role)?;
        let assumed = role.assume(&sdk, &code, request).await?;
        // The keys are good even where they can't be stored, such as in a read-only home.
        let _ = cache::write(context.environment, &role, &assumed);
        known.roles.insert(role.file_name()?, assumed.keys.clone());
        Ok(assumed.keys.into())
    })
}

/// The code that the call names, or else the one that the person gives.
fn code(context: &Context<'_>, known: &mut MfaState, role: &Role) -> Result<MfaCode, Error> {
    let serial = first_line(role.serial);
    match (known.code.take(), context.ask_mfa_code) {
        (Some(code), _) => Ok(code),
        // The words of the AWS CLI.
        (None, Some(ask)) => ask(&format!("Enter MFA code for {serial}: ")),
        (None, None) => Err(CredentialsError::MfaNeeded { profile: role.profile.into(), serial: serial.into() }.into()),
    }
}

#[cfg(test)]
mod tests;
