//! The region of an EC2 instance, from its instance metadata service.

use std::time::Duration;

use aws_config::imds::Client;
use aws_config::provider_config::ProviderConfig;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::Profile;

/// The region, if the service responds within a second. The client must have no proxy.
pub(crate) async fn load(
    environment: &Environment,
    profile: Option<&Profile>,
    client: SharedHttpClient,
) -> Option<String> {
    if environment.is_metadata_disabled() {
        return None;
    }
    let imds = Client::builder()
        .configure(&ProviderConfig::empty().with_http_client(client).with_sleep_impl(TokioSleep::new()))
        .endpoint(endpoint(environment, profile))
        .ok()?
        .max_attempts(1)
        .operation_timeout(Duration::from_secs(1))
        .build();
    let region = imds.get("/latest/meta-data/placement/region").await.ok()?;
    Some(String::from(region))
}

/// The URL of the service: that of the variables, else of the profile, as in the SDK.
fn endpoint<'a>(environment: &'a Environment, profile: Option<&'a Profile>) -> &'a str {
    let setting = |variable, key| {
        let in_profile = || profile?.get(key).filter(|value| !value.trim().is_empty());
        environment.non_empty(variable).or_else(in_profile)
    };
    let mode = setting(variables::AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE, "ec2_metadata_service_endpoint_mode");
    let is_ipv6 = mode.is_some_and(|mode| mode.trim().eq_ignore_ascii_case("IPv6"));
    let default = if is_ipv6 { "http://[fd00:ec2::254]" } else { "http://169.254.169.254" };
    setting(variables::AWS_EC2_METADATA_SERVICE_ENDPOINT, "ec2_metadata_service_endpoint").unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    #[test]
    fn the_variables_win_over_the_profile() {
        let endpoint = |lines: &str, vars: &[(&str, &str)]| {
            let text = format!("[profile a]\n{lines}");
            let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
            let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
            endpoint(&Environment::new(vars, "/".into()), config.profile("a")).to_owned()
        };
        assert_eq!(endpoint("", &[]), "http://169.254.169.254");
        assert_eq!(endpoint("ec2_metadata_service_endpoint_mode = IPv6\n", &[]), "http://[fd00:ec2::254]");
        let ours = "ec2_metadata_service_endpoint = http://imds\n";
        assert_eq!(endpoint(ours, &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "")]), "http://imds");
        assert_eq!(endpoint(ours, &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://other")]), "http://other");
    }
}
