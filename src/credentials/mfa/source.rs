//! The credentials with which a role is assumed.

use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;

use crate::client::explain::{Request, explain_credentials};
use crate::config::{ChainEnd, CredentialsKind, Profile, SourceChain};
use crate::context::Context;
use crate::credentials::plugin_provider;
use crate::credentials::sdk_config::sdk_config;
use crate::credentials::session::Sts;
use crate::credentials::source::{Source, environment_keys, profile_keys};
use crate::credentials::validate_source_chain::not_found;
use crate::error::{CredentialsError, Error};

/// The credentials of the `source_profile` or `credential_source` of a profile that assumes a role.
pub(crate) async fn credentials(context: &Context<'_>, profile: &Profile, sts: Sts<'_>) -> Result<Credentials, Error> {
    let failed = |reason: &str| failed(profile, reason);
    let source = match (profile.get("source_profile"), profile.get("credential_source")) {
        (Some(_), None) => return of_source_profile(context, profile, sts).await,
        (None, Some("Environment")) => match environment_keys(context.environment)? {
            Some(keys) => return Ok(keys),
            None => return Err(failed("it says `credential_source = Environment`, where no keys are")),
        },
        (None, Some("EcsContainer")) => Source::Container,
        (None, Some("Ec2InstanceMetadata")) => Source::InstanceMetadata,
        (None, Some(_)) => {
            return Err(failed("its `credential_source` is none of Environment, EcsContainer and Ec2InstanceMetadata"));
        }
        (Some(_), Some(_)) => return Err(failed("it has both a `source_profile` and a `credential_source`")),
        (None, None) => return Err(failed("it has neither a `source_profile` nor a `credential_source`")),
    };
    of_sdk(context, &source, None, profile, sts).await
}

async fn of_source_profile(context: &Context<'_>, profile: &Profile, sts: Sts<'_>) -> Result<Credentials, Error> {
    let SourceChain { links, end } = SourceChain::from_profile(context.config, profile);
    if let ChainEnd::Loop(again) = end {
        let names: Vec<_> = links.iter().map(|link| link.profile.name()).chain([again.name()]).collect();
        return Err(failed(profile, &format!("its source profiles lead in a circle: {}", names.join(" -> "))));
    }
    let source = match (links.get(1), end) {
        (Some(source), _) => *source,
        (None, ChainEnd::MissingProfile(name)) => return Err(not_found(context.config, profile, name)),
        (None, _) => return Err(failed(profile, "nothing provides them")),
    };
    if matches!(source.kind, None | Some(CredentialsKind::Static))
        && let Some(keys) = profile_keys(source.profile)?
    {
        return Ok(keys);
    }
    if plugin_provider::is_own(source) {
        return plugin_provider::credentials(context, source, sts).await;
    }
    of_sdk(context, &Source::Profile, Some(source.profile), profile, sts).await
}

/// The credentials that the SDK gets, `from` this profile if there is one, for the role of a `profile`.
async fn of_sdk(
    context: &Context<'_>,
    source: &Source,
    from: Option<&Profile>,
    profile: &Profile,
    sts: Sts<'_>,
) -> Result<Credentials, Error> {
    let request = Request {
        action: "sts:AssumeRole",
        region: sts.region,
        profile: from.map(Profile::name).or(Some(profile.name())),
        kind: from.and_then(Profile::kind),
    };
    let sdk = sdk_config(context, source, from, sts).await?;
    let provider = sdk.credentials_provider().ok_or_else(|| failed(profile, "nothing provides them"))?;
    provider.provide_credentials().await.map_err(|error| explain_credentials(&error, request))
}

fn failed(profile: &Profile, reason: &str) -> Error {
    CredentialsError::Failed { profile: Some(profile.name().into()), reason: reason.into() }.into()
}
