//! Answers of IAM Identity Center and STS, which the SDK's clients receive as in a command, without a network.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use chrono::DateTime;
use tokio::runtime::{Builder, Runtime};

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::{AssumeRoleKey, SsoRoleKey};
use crate::cli_cache::token::{Registration, Token};
use crate::client::anonymous::anonymous;
use crate::client::explain::{Request, explain};
use crate::config::identity_center::IdentityCenter;
use crate::context::OwnedContext;
use crate::credentials::sts;
use crate::error::Error;
use crate::http::limited_client::LimitedClient;
use crate::http::rate_limiter::{Pace, RateLimiter};
use crate::sso::Portal;
use crate::sso::oidc::{ClientMetadata, Oidc, OidcError};
use crate::text::secret::Secret;

const REGION: &str = "eu-west-1";
const ACCOUNT_ID: &str = "111122223333";
const STATUSES: [u16; 5] = [200, 400, 401, 429, 500];
/// The most requests of a method that always gets the same answer: the portal's calls have eight attempts.
const MAX_REQUESTS: usize = 8;

/// The clients, which are made once.
pub(super) struct Services {
    runtime: Runtime,
    context: OwnedContext,
    answers: FixedAnswer,
    portal: Portal,
    oidc: Oidc,
    sts: aws_sdk_sts::Client,
    role: SsoRoleKey,
    registration: Registration,
}

impl Services {
    pub(super) fn new() -> Result<Self, Error> {
        let internal = |error: std::io::Error| Error::Internal(error.to_string());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(internal)?;
        // Nothing can be stored, because a file is no folder.
        let home = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let vars = [(variables::HOME, home), (variables::AWS_MAX_ATTEMPTS, "1")];
        let vars = vars.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let context = OwnedContext { environment: Environment::new(vars, home.into()), ..OwnedContext::default() };
        let (answers, center) = (FixedAnswer::default(), center());
        let connector = SharedHttpConnector::new(answers.clone());
        let client = http_client_fn(move |_, _| connector.clone());
        let client = LimitedClient { client, waits: context.waits.clone() };
        let pace = Pace { interval: Duration::ZERO, backoff: Duration::ZERO, transient: Duration::ZERO };
        let (portal, oidc, sts) = runtime.block_on(async {
            let sdk = anonymous(&context.as_context(), REGION).await?.into_builder().http_client(client).build();
            let limiter = Arc::new(RateLimiter::new(pace));
            let portal =
                Portal::new(&context.as_context(), &sdk, limiter, &center, &Secret::new("token"), Some("dev"))?;
            let oidc = Oidc::new(&context.as_context(), &sdk, &center).await?;
            Ok::<_, Error>((portal, oidc, sts::client(&sdk, &context.waits)))
        })?;
        let registration =
            Registration { id: "client".into(), secret: Secret::new("secret"), expires_at: DateTime::default() };
        let role = SsoRoleKey::new(&center, ACCOUNT_ID, "developer");
        Ok(Self { runtime, context, answers, portal, oidc, sts, role, registration })
    }

    /// What a method makes of an answer. The first byte is the index of the status, the second that of the method, and
    /// the rest is the body.
    pub(super) fn answer(&self, data: &[u8]) -> Result<(), Error> {
        let [status, method, body @ ..] = data else { return Ok(()) };
        let index = |byte: &u8, count: usize| usize::from(byte.wrapping_sub(b'0')) % count;
        self.answers.set(STATUSES[index(status, STATUSES.len())], body);
        // The time between two inputs is no wait of a command.
        self.context.waits.progress();
        let result = self.runtime.block_on(self.call(index(method, 8)));
        let requests = self.answers.requests();
        assert!((1..=MAX_REQUESTS).contains(&requests), "{requests} requests");
        result
    }

    async fn call(&self, method: usize) -> Result<(), Error> {
        let sign_in_error = |error: OidcError| error.into_sign_in_error(&center());
        match method {
            0 => self.portal.accounts().await.map(drop),
            1 => self.portal.roles(ACCOUNT_ID).await.map(drop),
            2 => self.portal.role_credentials(&self.role).await.map(drop),
            3 => self.portal.logout().await,
            4 => self.oidc.register(&metadata()).await.map(drop).map_err(sign_in_error),
            5 => self.oidc.start_device_authorization(&self.registration).await.map(drop).map_err(sign_in_error),
            6 => {
                let token = self.oidc.refreshed_token(&self.registration, &Secret::new("refresh")).await;
                let Token { access_token, refresh_token, .. } = token.map_err(sign_in_error)?;
                assert!(!access_token.expose().is_empty() && refresh_token.is_some());
                Ok(())
            }
            _ => self.assumed_role().await.map(drop),
        }
    }

    async fn assumed_role(&self) -> Result<RoleCredentials, Error> {
        let request = Request::new("sts:AssumeRoleWithWebIdentity", REGION, None);
        let key = AssumeRoleKey {
            role_arn: format!("arn:aws:iam::{ACCOUNT_ID}:role/developer"),
            external_id: None,
            session_name: None,
            duration_seconds: None,
            serial_number: None,
            web_identity_token: None,
        };
        let call = self.sts.assume_role_with_web_identity().role_arn(&key.role_arn).role_session_name("session");
        let response = call.web_identity_token("token").send().await.map_err(|error| explain(&error, request))?;
        sts::role_credentials(&key, response.credentials(), response.assumed_role_user(), request)
    }
}

fn center() -> IdentityCenter {
    let start_url = "https://corp.awsapps.com/start".into();
    IdentityCenter { session: Some("corp".into()), start_url, region: REGION.into(), scopes: Vec::new() }
}

fn metadata() -> ClientMetadata {
    let name = env!("CARGO_PKG_NAME").to_owned();
    ClientMetadata { name, scopes: Vec::new(), grant_types: Vec::new(), redirect_uris: Vec::new() }
}

/// Answers every request with the same response. A clone shares it.
#[derive(Debug, Clone, Default)]
struct FixedAnswer(Arc<Mutex<Answer>>);

#[derive(Debug, Default)]
struct Answer {
    status: u16,
    body: Bytes,
    /// How often it has been sent.
    requests: usize,
}

impl FixedAnswer {
    fn set(&self, status: u16, body: &[u8]) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Answer { status, body: Bytes::copy_from_slice(body), requests: 0 };
    }

    fn requests(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).requests
    }
}

impl HttpConnector for FixedAnswer {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let mut answer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answer.requests += 1;
        let response = StatusCode::try_from(answer.status)
            .map(|status| HttpResponse::new(status, SdkBody::from(answer.body.clone())));
        HttpConnectorFuture::ready(response.map_err(|error| ConnectorError::user(error.into())))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Otherwise fuzzing would begin with what the clients refuse at once.
    #[test]
    fn the_answers_of_the_corpus_mean_what_their_names_say() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus/json_response");
        let services = Services::new().expect("the clients");
        for (name, code) in [
            ("accounts", None),
            ("assumed_role.xml", None),
            ("circular_pages", Some("aws::invalid_response")),
            ("device_authorization", None),
            ("oidc_error", Some("aws::sso::failed")),
            ("registration", None),
            ("rejected_token", Some("aws::sso::expired")),
            ("role_credentials", None),
            ("roles", None),
            ("throttled", Some("aws::throttled")),
            ("token", None),
        ] {
            let result = services.answer(&fs::read(corpus.join(name)).expect("an answer"));
            assert_eq!(result.as_ref().err().map(Error::code), code, "{name}: {result:?}");
        }
    }
}
