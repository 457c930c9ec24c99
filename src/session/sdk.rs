//! The SDK's configuration: what it is told of the caller's variables and of the profile.

use aws_config::{AppName, BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::os_shim_internal::Env;

use super::basis::Basis;
use super::credentials::{Bounded, Source};
use super::http::Route;
use super::own::Own;
use super::primed::Primed;
use super::sdk_profile::SdkProfile;
use super::{Sts, chain, retry};
use crate::config::{Profile, first_line, masked_url};
use crate::environment::Environment;
use crate::error::Error;

/// The HTTP client that the variables and the profile ask for.
pub fn client(basis: &Basis<'_>, profile: Option<&Profile>) -> Result<SharedHttpClient, Error> {
    basis.clients.get(&Route::of(basis.environment, profile.and_then(|profile| profile.get("ca_bundle"))))
}

/// What all SDK clients have in common.
pub fn loader(basis: &Basis<'_>, profile: Option<&Profile>, client: SharedHttpClient) -> Result<ConfigLoader, Error> {
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .retry_config(retry::retry_config(basis.environment, profile)?)
        .timeout_config(retry::timeout_config(basis.settings))
        .stalled_stream_protection(retry::stall_config(basis.settings))
        .http_client(client);
    Ok(match AppName::new(env!("CARGO_PKG_NAME")) {
        Ok(name) => loader.app_name(name),
        Err(_) => loader,
    })
}

/// The SDK's configuration for a source of credentials. Those that we get ourselves are got here.
pub async fn sdk_config(
    basis: &Basis<'_>,
    source: &Source,
    profile: Option<&Profile>,
    sts: Sts<'_>,
) -> Result<SdkConfig, Error> {
    let Basis { environment, config, .. } = *basis;
    let own = match (source, profile) {
        (Source::Profile, Some(profile)) => {
            chain::check(environment, config, profile)?;
            Own::of_chain(basis, profile, sts).await?
        }
        _ => None,
    };
    let written = profile.map(|profile| SdkProfile::of(config, profile, source, environment, own.as_ref()));
    let mut loader = loader(basis, profile, sts.client.clone())?
        .env(sdk_environment(environment, source, written.as_ref()))
        .region(Region::new(sts.region.to_owned()));
    loader = match &written {
        Some(written) => loader.profile_files(in_memory(&written.text)).profile_name(&written.name),
        None => loader.profile_files(in_memory("")),
    };
    if let Source::Keys(keys) = source {
        loader = loader.credentials_provider(keys.clone());
    } else if let Some(own) = own.filter(|own| profile.is_some_and(|profile| profile.name() == own.profile())) {
        loader = loader.credentials_provider(Primed::new(own.first().clone(), own));
    }
    let sdk = loader.load().await;
    Ok(match (source, sdk.credentials_provider()) {
        (Source::InstanceMetadata, Some(provider)) => {
            let bounded = SharedCredentialsProvider::new(Bounded::metadata(provider));
            sdk.into_builder().credentials_provider(bounded).build()
        }
        _ => sdk,
    })
}

/// Endpoints that are no URL make the SDK fail late and without their name.
pub fn check_endpoints(environment: &Environment, profile_endpoint: Option<&str>) -> Result<(), Error> {
    let variables = [
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_EC2",
        "AWS_ENDPOINT_URL_SSO",
        "AWS_ENDPOINT_URL_SSO_OIDC",
        "AWS_ENDPOINT_URL_STS",
    ];
    let set = variables.iter().filter_map(|name| Some((*name, environment.non_empty(name)?)));
    let host = |url: &str| url.strip_prefix("http://").or(url.strip_prefix("https://")).map(str::len);
    let wrong = |url: &str| host(url).is_none_or(|length| length == 0) || !url.chars().all(|c| c.is_ascii_graphic());
    let of_profile = profile_endpoint.filter(|url| !url.trim().is_empty()).map(|url| ("endpoint_url", url));
    match set.chain(of_profile).find(|(_, url)| wrong(url)) {
        None => Ok(()),
        Some((name, url)) => Err(Error::Setting {
            name: name.into(),
            value: Some(masked_url(&first_line(url))),
            expected: "a URL such as https://ec2.eu-west-1.amazonaws.com".into(),
        }),
    }
}

/// A config file of this text.
pub fn in_memory(text: &str) -> EnvConfigFiles {
    EnvConfigFiles::builder().with_contents(EnvConfigFileKind::Config, text).build()
}

/// The variables that the SDK gets to see. It would let keys in the environment win over any profile, and go on to
/// other sources where the chosen one fails; aws-config panics on bad retry variables, which are read elsewhere, and the
/// SDK's clients on an empty endpoint.
pub fn sdk_environment(environment: &Environment, source: &Source, written: Option<&SdkProfile>) -> Env {
    let chain_ends_in = |end: &str| written.is_some_and(|written| written.credential_sources.iter().any(|s| s == end));
    let hidden = |name: &str| match name {
        "AWS_MAX_ATTEMPTS" | "AWS_RETRY_MODE" | "AWS_PROFILE" | "AWS_CONFIG_FILE" | "AWS_SHARED_CREDENTIALS_FILE" => {
            true
        }
        "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" | "AWS_SESSION_TOKEN" => true,
        "AWS_WEB_IDENTITY_TOKEN_FILE" | "AWS_ROLE_ARN" => !matches!(source, Source::WebIdentity),
        _ if name.starts_with("AWS_CONTAINER_") => {
            !matches!(source, Source::Container) && !chain_ends_in("EcsContainer")
        }
        _ => false,
    };
    let no_endpoint = |name: &str, value: &str| name.starts_with("AWS_ENDPOINT_URL") && value.trim().is_empty();
    let seen = environment.vars().filter(|(name, value)| !hidden(name) && !no_endpoint(name, value));
    let mut vars: std::collections::HashMap<_, _> = seen.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    for file in ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_LOGIN_CACHE_DIRECTORY"] {
        if let Some(path) = vars.get_mut(file) {
            *path = environment.path(path).to_string_lossy().into_owned();
        }
    }
    if !matches!(source, Source::InstanceMetadata) && !chain_ends_in("Ec2InstanceMetadata") {
        vars.insert("AWS_EC2_METADATA_DISABLED".into(), "true".into());
    }
    Env::from(vars)
}
