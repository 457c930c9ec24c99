//! The credentials that the plugin gets itself instead of the SDK: those of Identity Centers, of programs and of roles
//! that want the code of an MFA device.
//!
//! The SDK doesn't know the AWS CLI's cache of role credentials, so that every process would ask the portal again; it
//! would run a `credential_process` in the plugin's own stale environment; and it can't ask for a code.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError as SdkCredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::cli_cache::role_key::SsoRoleKey;
use crate::config::identity_center::IdentityCenter;
use crate::config::{ChainLink, Config, CredentialsKind, Profile, SourceChain};
use crate::context::{Context, OwnedContext};
use crate::credentials::session::Sts;
use crate::credentials::{mfa, process};
use crate::error::{CredentialsError, Error, SsoError};
use crate::sso::role_credentials;

/// The first profile in a chain of source profiles whose credentials are got by us.
pub(crate) fn source<'a>(config: &'a Config, profile: &'a Profile) -> Option<ChainLink<'a>> {
    SourceChain::from_profile(config, profile).links.into_iter().find(|link| is_own(*link))
}

/// Whether the credentials of a profile are got by us.
pub(crate) fn is_own(link: ChainLink<'_>) -> bool {
    matches!(link.kind, Some(CredentialsKind::Sso | CredentialsKind::Process)) || mfa::wants_code(link)
}

/// The credentials of a profile that [`is_own`].
pub(crate) async fn credentials(
    context: &Context<'_>,
    link: ChainLink<'_>,
    sts: Sts<'_>,
) -> Result<Credentials, Error> {
    let profile = link.profile;
    match link.kind {
        Some(CredentialsKind::Process) => return process::credentials(context.environment, profile).await,
        Some(CredentialsKind::AssumeRole) => return mfa::credentials(context, profile, sts).await,
        _ => {}
    }
    let center = IdentityCenter::from_profile(context.config, profile)?.ok_or_else(|| SsoError::Incomplete {
        place: format!("Profile `{}`", profile.name()),
        missing: "sso_session",
    })?;
    let role = SsoRoleKey::from_profile(&center, profile)?;
    Ok(role_credentials(context, &center, &role, Some(profile.name())).await?.into())
}

/// Provides the credentials of a profile as long as a session lives, which may be longer than theirs. Those of a source
/// profile further down a chain are given to the SDK once and not resolved again: a role can be assumed anew only as
/// long as they last.
pub(crate) struct PluginCredentialsProvider {
    context: OwnedContext,
    profile: String,
    kind: Option<CredentialsKind>,
    region: String,
    client: SharedHttpClient,
    first: Credentials,
}

impl PluginCredentialsProvider {
    /// Gets the credentials with which a profile, or the chain of source profiles that it begins, signs in. `None` if
    /// they are none that we get.
    pub(crate) async fn of_chain(
        context: &Context<'_>,
        profile: &Profile,
        sts: Sts<'_>,
    ) -> Result<Option<Self>, Error> {
        let Some(link) = source(context.config, profile) else { return Ok(None) };
        let first = credentials(context, link, sts).await?;
        Ok(Some(Self {
            context: context.to_owned_context(),
            profile: link.profile.name().to_owned(),
            kind: link.kind,
            region: sts.region.to_owned(),
            client: sts.client.clone(),
            first,
        }))
    }

    /// The profile whose credentials these are.
    pub(crate) fn profile(&self) -> &str {
        &self.profile
    }

    /// The credentials as they were got first.
    pub(crate) fn first(&self) -> &Credentials {
        &self.first
    }

    async fn next(&self) -> Result<Credentials, Error> {
        let context = self.context.as_context();
        let profile = context.config.profile(&self.profile);
        let profile = profile.ok_or_else(|| CredentialsError::Missing { profile: Some(self.profile.clone()) })?;
        let link = ChainLink { profile, kind: self.kind };
        credentials(&context, link, Sts { region: &self.region, client: &self.client }).await
    }
}

impl ProvideCredentials for PluginCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        // Our error comes back out of the SDK's: `failure` looks for it among the causes.
        future::ProvideCredentials::new(async { self.next().await.map_err(SdkCredentialsError::provider_error) })
    }
}

/// Credentials are secret, so only the profile's name is printed.
impl std::fmt::Debug for PluginCredentialsProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PluginCredentialsProvider").field("profile", &self.profile).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
