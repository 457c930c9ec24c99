//! The SDK's configuration from the caller's variables and the profile.

use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::{AppName, BehaviorVersion, ConfigLoader, SdkConfig};
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::os_shim_internal::Env;
use aws_types::service_config::ServiceConfigKey;

use crate::aws::environment::Environment;
use crate::aws::url::is_http_url;
use crate::aws::variables;
use crate::client::retries_and_timeouts::{retry_config, timeout_config};
use crate::config::{Profile, Section, first_line, masked_url};
use crate::context::Context;
use crate::error::{Error, SettingError};
use crate::http::clients::Route;
use crate::http::limited_client::LimitedClient;

/// The HTTP client for the CA bundle and the proxy in the variables and the profile.
pub(crate) fn http_client(context: &Context<'_>, profile: Option<&Profile>) -> Result<SharedHttpClient, Error> {
    limited(context, route(context, profile))
}

/// The HTTP client for credentials of the machine. They never go through a proxy: it would see them, and it would answer
/// for a machine of its own.
pub(crate) fn direct_http_client(context: &Context<'_>, profile: Option<&Profile>) -> Result<SharedHttpClient, Error> {
    limited(context, route(context, profile).direct())
}

fn limited(context: &Context<'_>, route: Route) -> Result<SharedHttpClient, Error> {
    let client = context.clients.get(&route)?;
    Ok(SharedHttpClient::new(LimitedClient { client, waits: context.waits.clone() }))
}

/// The URL of the proxy of all requests to AWS.
pub(crate) fn proxy(context: &Context<'_>) -> Option<String> {
    route(context, None).proxy().map(str::to_owned)
}

fn route(context: &Context<'_>, profile: Option<&Profile>) -> Route {
    Route::new(context.environment, profile.and_then(|profile| profile.get("ca_bundle")))
}

/// The configuration that all SDK clients share.
pub(crate) fn loader(
    context: &Context<'_>,
    profile: Option<&Profile>,
    client: SharedHttpClient,
) -> Result<ConfigLoader, Error> {
    let loader = aws_config::defaults(BehaviorVersion::latest())
        .retry_config(retry_config(context.environment, profile)?)
        .timeout_config(timeout_config(context.settings))
        // `LimitedBody` does it, with another limit.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(client);
    Ok(match AppName::new(env!("CARGO_PKG_NAME")) {
        Ok(name) => loader.app_name(name),
        Err(_) => loader,
    })
}

/// The configuration for one service, such as `SSO OIDC`. As in botocore, FIPS and dual-stack don't apply to a service
/// with a custom endpoint; the SDK would refuse the request.
pub(crate) fn for_service(sdk: &SdkConfig, service_id: &str) -> SdkConfig {
    match custom_endpoint(sdk, service_id) {
        Some(_) => sdk.to_builder().use_fips(false).use_dual_stack(false).build(),
        None => sdk.clone(),
    }
}

/// The custom endpoint of a service: its own variable or setting, else the one for all services.
pub(crate) fn custom_endpoint(sdk: &SdkConfig, service_id: &str) -> Option<String> {
    let key = ServiceConfigKey::builder().service_id(service_id);
    let key = key.env(variables::AWS_ENDPOINT_URL).profile("endpoint_url").build().ok();
    let for_service = sdk.service_config().zip(key).and_then(|(config, key)| config.load_config(key));
    for_service.or_else(|| sdk.endpoint_url().map(str::to_owned))
}

/// The endpoint URLs of the variables and the profile, with their names.
fn endpoint_urls<'a>(
    context: &Context<'a>,
    profile: Option<&'a Profile>,
) -> impl Iterator<Item = (String, &'a str)> + use<'a> {
    let Context { environment, config, .. } = *context;
    let variables = [
        variables::AWS_ENDPOINT_URL,
        variables::AWS_ENDPOINT_URL_EC2,
        variables::AWS_ENDPOINT_URL_SIGNIN,
        variables::AWS_ENDPOINT_URL_SSO,
        variables::AWS_ENDPOINT_URL_SSO_OIDC,
        variables::AWS_ENDPOINT_URL_STS,
    ];
    let in_environment = variables.into_iter().filter_map(|name| Some((name.to_owned(), environment.get(name)?)));
    let in_profile = profile.and_then(|profile| Some(("endpoint_url".to_owned(), profile.get("endpoint_url")?)));
    let services = profile.and_then(|profile| config.services(profile.get("services")?));
    let in_services = services.into_iter().flat_map(service_endpoints);
    in_environment.chain(in_profile).chain(in_services).filter(|(_, url)| !url.trim().is_empty())
}

/// Refuses invalid endpoint URLs, because the SDK would fail late and without their names, and a `[services]` section that
/// can't be read.
pub(crate) fn check_endpoints(context: &Context<'_>, profile: Option<&Profile>) -> Result<(), Error> {
    let services = profile.and_then(|profile| context.config.services(profile.get("services")?));
    if let Some(fault) = services.and_then(Section::fault) {
        return Err(fault.clone().into());
    }
    match endpoint_urls(context, profile).find(|(_, url)| !is_http_url(url)) {
        None => Ok(()),
        Some((name, url)) => Err(SettingError::Invalid {
            name,
            value: Some(masked_url(&first_line(url))),
            expected: "a URL such as https://ec2.eu-west-1.amazonaws.com".into(),
        }
        .into()),
    }
}

/// The variable or key that selects FIPS or dual-stack endpoints, which not every service and region has.
pub(crate) fn endpoint_setting(context: &Context<'_>, profile: Option<&Profile>) -> Option<&'static str> {
    if endpoint_urls(context, profile).next().is_some() {
        return None;
    }
    let settings = [
        (variables::AWS_USE_FIPS_ENDPOINT, "use_fips_endpoint"),
        (variables::AWS_USE_DUALSTACK_ENDPOINT, "use_dualstack_endpoint"),
    ];
    settings.into_iter().find_map(|(variable, key)| {
        let in_environment = context.environment.non_empty(variable).map(|value| (variable, value));
        let (name, value) = in_environment.or_else(|| Some((key, profile?.get(key)?)))?;
        value.trim().eq_ignore_ascii_case("true").then_some(name)
    })
}

/// The endpoints in a `[services]` section, with their names.
fn service_endpoints(section: &Section) -> impl Iterator<Item = (String, &str)> {
    section.properties().iter().flat_map(|service| {
        let endpoints = service.nested().unwrap_or_default().iter().filter(|sub| sub.key == "endpoint_url");
        endpoints
            .map(|sub| (format!("endpoint_url of {} in [services {}]", service.key(), section.name()), &*sub.value))
    })
}

/// A config file with this text.
pub(crate) fn in_memory(text: &str) -> EnvConfigFiles {
    EnvConfigFiles::builder().with_contents(EnvConfigFileKind::Config, text).build()
}

/// The one source from which the SDK may load credentials. If it failed, the SDK would go on to any other whose variables
/// it sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SdkSource {
    /// The profile that the SDK is given, which has no credentials.
    Profile,
    Container,
    InstanceMetadata,
}

/// The variables that the SDK sees. Hidden are those of other sources of credentials, and the retry variables: aws-config
/// panics on invalid ones, so the plugin reads them itself. The SDK's clients panic on an empty endpoint, and it takes an
/// empty address of a container for one.
pub(crate) fn sdk_environment(environment: &Environment, source: SdkSource) -> Env {
    let is_hidden = |name: &str| match name {
        variables::AWS_MAX_ATTEMPTS
        | variables::AWS_RETRY_MODE
        | variables::AWS_PROFILE
        | variables::AWS_CONFIG_FILE
        | variables::AWS_SHARED_CREDENTIALS_FILE
        | variables::AWS_ACCESS_KEY_ID
        | variables::AWS_SECRET_ACCESS_KEY
        | variables::AWS_SESSION_TOKEN
        | variables::AWS_WEB_IDENTITY_TOKEN_FILE
        | variables::AWS_ROLE_ARN => true,
        _ => name.starts_with(variables::AWS_CONTAINER_PREFIX) && source != SdkSource::Container,
    };
    let must_not_be_empty =
        |name: &str| name.starts_with(variables::AWS_ENDPOINT_URL) || name.starts_with(variables::AWS_CONTAINER_PREFIX);
    let is_unset = |name: &str, value: &str| value.trim().is_empty() && must_not_be_empty(name);
    let seen = environment.vars().filter(|(name, value)| !is_hidden(name) && !is_unset(name, value));
    let mut vars: std::collections::HashMap<_, _> = seen.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    if let Some(path) = vars.get_mut(variables::AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) {
        *path = environment.expand_path(path).to_string_lossy().into_owned();
    }
    if source != SdkSource::InstanceMetadata {
        vars.insert(variables::AWS_EC2_METADATA_DISABLED.into(), "true".into());
    }
    Env::from(vars)
}
