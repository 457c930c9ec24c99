//! The SDK's configuration for requests that a profile or keys sign.

use aws_config::{Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;

use crate::client::sdk::{SourceVariables, in_memory, loader, sdk_environment};
use crate::config::Profile;
use crate::context::Context;
use crate::credentials::plugin_provider::PluginCredentialsProvider;
use crate::credentials::preloaded_provider::PreloadedProvider;
use crate::credentials::sdk_profile::SdkProfile;
use crate::credentials::session::Sts;
use crate::credentials::source::{Source, TimeoutProvider};
use crate::credentials::validate_source_chain;
use crate::error::Error;

/// The SDK's configuration for a source of credentials. Those that we get ourselves are got here.
pub(crate) async fn sdk_config(
    context: &Context<'_>,
    source: &Source,
    profile: Option<&Profile>,
    sts: Sts<'_>,
) -> Result<SdkConfig, Error> {
    let Context { environment, config, .. } = *context;
    let own = match (source, profile) {
        (Source::Profile, Some(profile)) => {
            validate_source_chain::check(environment, config, profile)?;
            PluginCredentialsProvider::of_chain(context, profile, sts).await?
        }
        _ => None,
    };
    let written = profile.map(|profile| SdkProfile::of(config, profile, source, environment, own.as_ref()));
    let mut loader = loader(context, profile, sts.client.clone())?
        .env(sdk_environment(environment, source_variables(source, written.as_ref())))
        .region(Region::new(sts.region.to_owned()));
    loader = match &written {
        Some(written) => loader.profile_files(in_memory(&written.text)).profile_name(&written.name),
        None => loader.profile_files(in_memory("")),
    };
    if let Source::Keys(keys) = source {
        loader = loader.credentials_provider(keys.clone());
    } else if let Some(own) = own.filter(|own| profile.is_some_and(|profile| profile.name() == own.profile())) {
        loader = loader.credentials_provider(PreloadedProvider::new(own.first().clone(), own));
    }
    let sdk = loader.load().await;
    Ok(match (source, sdk.credentials_provider()) {
        (Source::InstanceMetadata, Some(provider)) => {
            let bounded = SharedCredentialsProvider::new(TimeoutProvider::metadata(provider));
            sdk.into_builder().credentials_provider(bounded).build()
        }
        _ => sdk,
    })
}

/// Which variables the SDK needs for the source, or for the `credential_source` at the end of a chain of profiles.
fn source_variables(source: &Source, written: Option<&SdkProfile>) -> SourceVariables {
    let chain_ends_in = |end: &str| written.is_some_and(|written| written.credential_sources.iter().any(|s| s == end));
    SourceVariables {
        web_identity: matches!(source, Source::WebIdentity),
        container: matches!(source, Source::Container) || chain_ends_in("EcsContainer"),
        instance_metadata: matches!(source, Source::InstanceMetadata) || chain_ends_in("Ec2InstanceMetadata"),
    }
}
