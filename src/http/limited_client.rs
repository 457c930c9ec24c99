//! The HTTP client of all requests: the SDK's, with limits.

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use crate::http::limited_body::{BodyLimit, LimitedBody};
use crate::http::waits::{WaitError, Waits};
use crate::limits;

/// A client whose requests end with the waits of their command, and whose responses have [`LimitedBody`]s.
#[derive(Debug)]
pub(crate) struct LimitedClient {
    pub(crate) client: SharedHttpClient,
    pub(crate) waits: Waits,
}

/// It isn't validated: validation of the SDK's client reads all certificates of the system, for each target and page.
impl HttpClient for LimitedClient {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let connector = self.client.http_connector(settings, components);
        SharedHttpConnector::new(LimitedConnector { connector, waits: self.waits.clone() })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.client.connector_metadata()
    }
}

#[derive(Debug)]
struct LimitedConnector {
    connector: SharedHttpConnector,
    waits: Waits,
}

impl HttpConnector for LimitedConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (sender, waits) = (host(request.uri()).to_owned(), self.waits.clone());
        let response = self.connector.call(request);
        HttpConnectorFuture::new(async move {
            let wait = waits.begin();
            tokio::select! {
                biased;
                () = wait.over() => {
                    Err(ConnectorError::timeout(WaitError { sender, reason: waits.reason() }.into()))
                }
                response = response => Ok(limited(response?, sender, waits)),
            }
        })
    }
}

/// Limits the body of a response. The limit is an extension of the response too, so that an interceptor can raise it.
fn limited(mut response: HttpResponse, sender: String, waits: Waits) -> HttpResponse {
    let status = response.status();
    let limit = BodyLimit::new(if status.is_success() { limits::RESPONSE } else { limits::ERROR_BODY });
    // Otherwise the request is made again.
    let is_progress = !status.is_server_error() && status.as_u16() != 429;
    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
    let body = LimitedBody::new(body, limit.clone(), sender, waits, is_progress);
    *response.body_mut() = SdkBody::from_body_1_x(body);
    response.add_extension(limit);
    response
}

/// The host and port of a URL.
fn host(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use aws_sdk_ec2::config::{BehaviorVersion, Region};
    use aws_smithy_runtime_api::box_error::BoxError;
    use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
    use aws_smithy_types::config_bag::ConfigBag;

    use super::*;

    /// A client that must not be validated.
    #[derive(Debug)]
    struct Expensive;

    impl HttpClient for Expensive {
        fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
            unreachable!("no request is made")
        }

        fn validate_base_client_config(&self, _: &RuntimeComponentsBuilder, _: &ConfigBag) -> Result<(), BoxError> {
            Err("it reads the certificates".into())
        }
    }

    #[test]
    fn the_certificates_of_the_system_are_not_read_for_each_target() {
        let client = LimitedClient { client: SharedHttpClient::new(Expensive), waits: Waits::default() };
        let config = aws_sdk_ec2::Config::builder().behavior_version(BehaviorVersion::latest());
        // It panics if the client is validated.
        aws_sdk_ec2::Client::from_conf(config.region(Region::from_static("eu-west-1")).http_client(client).build());
    }
}
