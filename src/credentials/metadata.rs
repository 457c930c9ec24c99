//! What the instance metadata service of EC2 says of the region.

use std::time::Duration;

use aws_config::imds::Client;
use aws_config::provider_config::ProviderConfig;
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::Profile;

/// The region of the EC2 instance that this runs on, if it is one that answers within a second.
pub(crate) async fn region(
    environment: &Environment,
    profile: Option<&Profile>,
    client: &SharedHttpClient,
) -> Option<String> {
    if environment.is_metadata_disabled() {
        return None;
    }
    let imds = Client::builder()
        .configure(&ProviderConfig::empty().with_http_client(client.clone()).with_sleep_impl(TokioSleep::new()))
        .endpoint(endpoint(environment, profile))
        .ok()?
        .max_attempts(1)
        .operation_timeout(Duration::from_secs(1))
        .build();
    let region = imds.get("/latest/meta-data/placement/region").await.ok()?;
    Some(String::from(region))
}

/// Where the service is: what the variables say, else the profile, as the SDK has it.
fn endpoint<'a>(environment: &'a Environment, profile: Option<&'a Profile>) -> &'a str {
    let said = |variable, key| {
        let of_profile = || profile?.get(key).filter(|value| !value.trim().is_empty());
        environment.non_empty(variable).or_else(of_profile)
    };
    let mode = said(variables::AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE, "ec2_metadata_service_endpoint_mode");
    let is_ipv6 = mode.is_some_and(|mode| mode.trim().eq_ignore_ascii_case("IPv6"));
    let default = if is_ipv6 { "http://[fd00:ec2::254]" } else { "http://169.254.169.254" };
    said(variables::AWS_EC2_METADATA_SERVICE_ENDPOINT, "ec2_metadata_service_endpoint").unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    #[test]
    fn the_variables_say_where_it_is_else_the_profile() {
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
