//! What the SDK is told about a call: its environment, the settings of the active profile, and the credentials.
//!
//! The SDK reads the AWS files differently from the AWS CLI, and it would read them a second time. So it gets neither the
//! files nor their paths, but a text with the settings that it needs.

use aws_config::{ConfigLoader, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::client::explain::Request;
use crate::client::sdk::{SdkSource, direct_http_client, endpoint_setting, in_memory, loader, sdk_environment};
use crate::config::{Config, CredentialsKind, Profile};
use crate::context::Context;
use crate::error::Error;

/// The name of the profile and of its services in the text. The SDK can't read all of the user's names.
const ACTIVE: &str = "active";
/// The only setting of a service that the SDK reads.
const ENDPOINT_URL: &str = "endpoint_url";

#[derive(Clone, Copy)]
pub(crate) struct SdkSettings<'a> {
    pub(crate) context: Context<'a>,
    /// The active profile. As in botocore its endpoints, retries and the like also count for requests about its source
    /// profiles.
    pub(crate) profile: Option<&'a Profile>,
    /// The region of requests to STS.
    pub(crate) region: &'a str,
    pub(crate) client: &'a SharedHttpClient,
}

impl SdkSettings<'_> {
    /// The configuration for requests that are signed with these credentials.
    pub(crate) async fn config(&self, provider: impl ProvideCredentials + 'static) -> Result<SdkConfig, Error> {
        Ok(self.loader(SdkSource::Profile)?.credentials_provider(provider).load().await)
    }

    /// The configuration for requests that are not signed.
    pub(crate) async fn unsigned_config(&self) -> Result<SdkConfig, Error> {
        Ok(self.loader(SdkSource::Profile)?.no_credentials().load().await)
    }

    /// Lets the SDK load credentials from one source.
    pub(crate) async fn load(&self, source: SdkSource) -> Result<Result<Credentials, CredentialsError>, Error> {
        let sdk = match source {
            SdkSource::Profile => self.loader(source)?,
            SdkSource::Container | SdkSource::InstanceMetadata => {
                self.loader(source)?.http_client(direct_http_client(&self.context, self.profile)?)
            }
        };
        let sdk = sdk.load().await;
        match sdk.credentials_provider() {
            Some(provider) => Ok(provider.provide_credentials().await),
            None => Ok(Err(CredentialsError::not_loaded("the SDK has no provider"))),
        }
    }

    /// A request to STS as errors describe it. `profile` is the one to blame.
    pub(crate) fn request<'r>(
        &'r self,
        action: &'static str,
        profile: Option<&'r Profile>,
        is_temporary: bool,
    ) -> Request<'r> {
        let endpoint_setting = endpoint_setting(&self.context, self.profile);
        let request = Request::new(action, self.region, endpoint_setting);
        Request { profile: profile.map(Profile::name), is_temporary, ..request }
    }

    fn loader(&self, source: SdkSource) -> Result<ConfigLoader, Error> {
        let Context { environment, config, .. } = self.context;
        let text = profile_text(config, self.profile);
        Ok(loader(&self.context, self.profile, self.client.clone())?
            .env(sdk_environment(environment, source))
            .region(Region::new(self.region.to_owned()))
            .profile_files(in_memory(&text))
            .profile_name(ACTIVE))
    }
}

/// Whether credentials can expire.
pub(crate) fn is_temporary(credentials: &Credentials) -> bool {
    credentials.session_token().is_some() || credentials.expiry().is_some()
}

/// A config file with the settings of a profile, and its `[services]` section. It has nothing about credentials.
fn profile_text(config: &Config, profile: Option<&Profile>) -> String {
    let keys = CredentialsKind::all_keys();
    let is_setting = |key: &str| !keys.contains(key) && !key.starts_with("sso_") && key != "services";
    let mut text = format!("[profile {ACTIVE}]\n");
    for setting in profile.into_iter().flat_map(Profile::properties) {
        if is_setting(setting.key()) && !is_empty_endpoint(setting.key(), setting.value()) {
            text.push_str(&format!("{} = {}\n", setting.key(), setting.value()));
        }
    }
    let services = profile.and_then(|profile| profile.get("services"));
    if let Some(section) = services.and_then(|name| config.services(name)) {
        text.push_str(&format!("services = {ACTIVE}\n[services {ACTIVE}]\n"));
        for service in section.properties() {
            text.push_str(&format!("{} = {}\n", service.key(), service.value()));
            let nested = service.nested().unwrap_or_default().iter();
            let endpoints = nested.filter(|sub| sub.key == ENDPOINT_URL && !is_empty_endpoint(&sub.key, &sub.value));
            text.extend(endpoints.map(|sub| format!("  {} = {}\n", sub.key, sub.value)));
        }
    }
    text
}

/// The SDK's clients panic on an empty endpoint.
fn is_empty_endpoint(key: &str, value: &str) -> bool {
    key == ENDPOINT_URL && value.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::config;

    fn text(text: &str, name: &str) -> String {
        let config = config(text);
        profile_text(&config, config.profile(name))
    }

    #[test]
    fn only_the_settings_of_the_profile_are_written() {
        let config = "[profile a]\nrole_arn = arn\nsource_profile = b\nregion = eu-west-1\nendpoint_url =\n\
                      sso_registration_scopes = x\nmfa_serial = device\n";
        assert_eq!(text(config, "a"), "[profile active]\nregion = eu-west-1\n");
    }

    #[test]
    fn only_endpoints_and_no_indented_secrets_are_written() {
        let config = "[profile a]\nservices = x\n  aws_secret_access_key = hunter2\n[services x]\nec2 =\n  \
                      endpoint_url = http://ec2\n  aws_secret_access_key = hunter2\ns3 =\n  endpoint_url =\n";
        let expected =
            "[profile active]\nservices = active\n[services active]\nec2 = \n  endpoint_url = http://ec2\ns3 = \n";
        assert_eq!(text(config, "a"), expected);
    }

    #[test]
    fn without_a_profile_nothing_is_written() {
        assert_eq!(text("[profile a]\nregion = x\n", "b"), "[profile active]\n");
    }
}
