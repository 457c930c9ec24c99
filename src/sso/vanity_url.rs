//! Start URLs on a host of the user's own, which redirects to an access portal of AWS. AWS calls them vanity domains.

use std::time::Duration;

use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use http::{Method, Uri};
use tokio::time::timeout;

use crate::aws::url::is_unencrypted;
use crate::client::sdk::http_client;
use crate::config::masked_url;
use crate::config::start_url::{canonical, host, is_aws_host, region};
use crate::context::Context;
use crate::context::active_profile::ActiveProfile;

/// How long the host may take to answer, as in the AWS CLI.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How much of a redirect is shown, in characters.
const SHOWN_LENGTH: usize = 200;

/// Where a start URL leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResolvedStartUrl {
    /// The URL that AWS knows.
    pub(crate) url: String,
    /// The region of the portal, if a redirect tells it.
    pub(crate) region: Option<String>,
}

/// The status of a response, and where it redirects to.
#[derive(Debug)]
struct Response {
    status: u16,
    location: Option<String>,
}

/// Follows a start URL to AWS. One on a host of AWS is returned without a request. Of others, one redirect is followed, as
/// in the AWS CLI: with HEAD, or with GET if the host doesn't know HEAD.
///
/// # Errors
///
/// Why the URL doesn't lead to AWS, as the end of a sentence about it.
pub(crate) async fn resolve(context: &Context<'_>, start_url: &str) -> Result<ResolvedStartUrl, String> {
    if host(start_url).is_some_and(|host| is_aws_host(&host)) {
        return Ok(ResolvedStartUrl { url: start_url.to_owned(), region: None });
    }
    if is_unencrypted(start_url) {
        return Err("is not https:".into());
    }
    let response = match response(context, start_url, Method::HEAD).await? {
        Response { status: 405 | 501, .. } => response(context, start_url, Method::GET).await?,
        response => response,
    };
    match response {
        Response { status: 301 | 302 | 303 | 307 | 308, location: Some(location) } => {
            portal(&location).ok_or_else(|| format!("redirects to {}, which is no portal of AWS", shown(&location)))
        }
        Response { status, .. } => Err(format!("answers with HTTP {status} instead of a redirect to AWS")),
    }
}

/// The beginning of where a redirect leads, without its query: a login page gets secrets there.
fn shown(location: &str) -> String {
    masked_url(location).chars().take(SHOWN_LENGTH).collect()
}

/// The portal that a redirect leads to: without a query, which tells the portal where it was linked.
fn portal(location: &str) -> Option<ResolvedStartUrl> {
    let url = canonical(location)?;
    let url = url.split('?').next().unwrap_or_default().trim_end_matches('/').to_owned();
    let is_portal = url.starts_with("https://") && host(&url).is_some_and(|host| is_aws_host(&host));
    is_portal.then(|| ResolvedStartUrl { region: region(&url), url })
}

async fn response(context: &Context<'_>, url: &str, method: Method) -> Result<Response, String> {
    let profile = context.config.profile(ActiveProfile::name_from(context.environment));
    let client = http_client(context, profile).map_err(|error| format!("can't be reached: {error}"))?;
    let uri: Uri = url.parse().map_err(|error| format!("is no URL: {error}"))?;
    match timeout(TIMEOUT, send(client, uri, method)).await {
        Ok(response) => response,
        Err(_) => Err(format!("did not answer within {} s", TIMEOUT.as_secs())),
    }
}

async fn send(client: SharedHttpClient, uri: Uri, method: Method) -> Result<Response, String> {
    let origin = format!(
        "{}://{}",
        uri.scheme_str().unwrap_or("https"),
        uri.authority().map_or("", |authority| authority.as_str())
    );
    let path = uri.path_and_query().map_or("/".to_owned(), ToString::to_string);
    let request = move |()| -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::new(SdkBody::empty());
        request.set_method(method.as_str())?;
        request.set_uri(path.as_str())?;
        Ok(request)
    };
    let read = |response: &HttpResponse| -> Result<Response, OrchestratorError<std::convert::Infallible>> {
        let location = response.headers().get("location").map(str::to_owned);
        Ok(Response { status: response.status().as_u16(), location })
    };
    let operation = Operation::builder()
        .service_name("start URL")
        .operation_name("resolve")
        .behavior_version(BehaviorVersion::latest())
        .http_client(client)
        .endpoint_url(&origin)
        .no_auth()
        .no_retry()
        .sleep_impl(TokioSleep::new())
        .serializer(request)
        .deserializer(read)
        .build();
    operation.invoke(()).await.map_err(|_| "can't be reached".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_leads_to_a_portal_of_any_partition() {
        for (location, url, region) in [
            (
                "https://ssoins-1.portal.us-west-2.app.aws/?origin=vanity#/",
                "https://ssoins-1.portal.us-west-2.app.aws",
                Some("us-west-2"),
            ),
            (
                "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1/",
                "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1",
                Some("us-gov-west-1"),
            ),
            (
                "https://start.cn-north-1.home.awsapps.cn/directory/d-1",
                "https://start.cn-north-1.home.awsapps.cn/directory/d-1",
                Some("cn-north-1"),
            ),
            ("https://my-org.awsapps.com/start/#/", "https://my-org.awsapps.com/start", None),
        ] {
            let expected = ResolvedStartUrl { url: url.into(), region: region.map(str::to_owned) };
            assert_eq!(portal(location), Some(expected), "{location}");
        }
        for location in [
            "/login",
            "http://ssoins-1.portal.us-west-2.app.aws",
            "https://example.com",
            "https://my-org.awsapps.com.example.com/start",
        ] {
            assert_eq!(portal(location), None, "{location}");
        }
    }

    #[test]
    fn only_the_beginning_of_a_redirect_is_shown_and_nothing_of_its_query() {
        assert_eq!(shown("https://id.example.com/saml?SAMLRequest=hunter2"), "https://id.example.com/saml?****");
        assert_eq!(shown(&"x".repeat(100_000)).len(), SHOWN_LENGTH);
    }
}
