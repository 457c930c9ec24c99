//! The URL of SSO-OIDC, for its sign-in page, which no SDK requests.

use aws_config::SdkConfig;
use aws_sdk_ssooidc::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};

use crate::client::sdk::custom_endpoint;
use crate::error::Error;

/// The name of the service in the SDK.
pub(crate) const SERVICE_ID: &str = "SSO OIDC";

/// The URL that the SDK sends its requests to, without a trailing slash: `AWS_ENDPOINT_URL_SSO_OIDC`, else
/// `AWS_ENDPOINT_URL`, else that of the region in its partition. The AWS CLI too takes it from its SDK.
pub(crate) async fn base_url(sdk: &SdkConfig, region: &str) -> Result<String, Error> {
    let internal = |cause: String| Error::Internal(format!("SSO-OIDC has no endpoint in {region}: {cause}"));
    let params = Params::builder()
        .region(region)
        .use_fips(sdk.use_fips().unwrap_or_default())
        .use_dual_stack(sdk.use_dual_stack().unwrap_or_default())
        .set_endpoint(custom_endpoint(sdk, SERVICE_ID))
        .build()
        .map_err(|cause| internal(cause.to_string()))?;
    let endpoint = DefaultResolver::new().resolve_endpoint(&params).await;
    let endpoint = endpoint.map_err(|cause| internal(cause.to_string()))?;
    Ok(endpoint.url().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::anonymous::anonymous;
    use crate::test_support::owned_context;

    fn url(vars: &[(&str, &str)], region: &str) -> Result<String, Error> {
        let context = owned_context(vars, "");
        let context = context.as_context();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async { base_url(&anonymous(&context, region).await?, region).await })
    }

    #[test]
    fn each_partition_has_its_own_domain() {
        for (region, expected) in [
            ("eu-west-1", "https://oidc.eu-west-1.amazonaws.com"),
            ("cn-north-1", "https://oidc.cn-north-1.amazonaws.com.cn"),
            ("us-gov-west-1", "https://oidc.us-gov-west-1.amazonaws.com"),
            ("eusc-de-east-1", "https://oidc.eusc-de-east-1.amazonaws.eu"),
            ("us-iso-east-1", "https://oidc.us-iso-east-1.c2s.ic.gov"),
        ] {
            assert_eq!(url(&[], region).expect("a URL"), expected);
        }
    }

    #[test]
    fn the_variable_of_the_service_wins() {
        let all = ("AWS_ENDPOINT_URL", "http://localhost:1/");
        let service = ("AWS_ENDPOINT_URL_SSO_OIDC", "http://localhost:2");
        assert_eq!(url(&[all], "eu-west-1").expect("a URL"), "http://localhost:1");
        assert_eq!(url(&[all, service], "eu-west-1").expect("a URL"), "http://localhost:2");
        let error = url(&[("AWS_ENDPOINT_URL_SSO_OIDC", "localhost:2")], "eu-west-1").expect_err("no URL");
        assert!(error.to_string().contains("AWS_ENDPOINT_URL_SSO_OIDC"), "{error}");
    }

    #[test]
    fn an_invalid_region_does_not_become_a_host() {
        let error = url(&[], "eu-west-1.evil.com/").expect_err("refused");
        assert_eq!(error.code(), "aws::region::invalid");
    }
}
