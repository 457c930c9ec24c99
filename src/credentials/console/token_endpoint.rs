//! The requests for the keys of a console session.
//!
//! The SDK sends them, but knows nothing of the proof that each needs, and makes empty texts of what a response lacks.

use aws_sdk_signin::config::Builder;
use aws_sdk_signin::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use aws_sdk_signin::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_signin::operation::create_o_auth2_token::{CreateOAuth2TokenError, CreateOAuth2TokenOutput};
use aws_sdk_signin::types::builders::CreateOAuth2TokenRequestBodyBuilder;
use aws_sdk_signin::types::{CreateOAuth2TokenRequestBody, OAuth2ErrorCode};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use chrono::{DateTime, TimeDelta, Utc};

use crate::aws::timestamp::now;
use crate::client::explain::{Request, explain};
use crate::client::retries_and_timeouts::NoPointlessRetry;
use crate::client::sdk::{custom_endpoint, endpoint_setting, for_service};
use crate::credentials::console::proof_key::ProofKey;
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::{Error, LoginError, ServiceError};
use crate::text::secret::Secret;

/// The name of the service in the SDK.
const SERVICE_ID: &str = "Signin";

/// The sign-in service in one region.
pub(crate) struct TokenEndpoint {
    client: aws_sdk_signin::Client,
    pub(crate) region: String,
    /// Without a slash at its end.
    base_url: String,
    /// The profile that errors name.
    profile: String,
    endpoint_setting: Option<&'static str>,
}

/// What the service issues.
#[derive(Debug, Clone)]
pub(crate) struct IssuedKeys {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Secret,
    pub(crate) session_token: Secret,
    pub(crate) expires_at: DateTime<Utc>,
    /// It works once, and only with the key of the sign-in.
    pub(crate) refresh_token: Secret,
    /// Says who has signed in. Only the first response has it.
    pub(crate) id_token: Option<Secret>,
}

/// Why the service issues no keys.
#[derive(Debug)]
pub(crate) enum TokenError {
    /// The session has ended.
    Expired,
    /// The user was too slow.
    CodeExpired,
    PasswordChanged,
    /// The request is invalid, which also is what an ended session looks like, or one of another region. AWS's message.
    Invalid(String),
    Other(Error),
}

impl TokenEndpoint {
    /// `profile` is the one that errors name.
    pub(crate) async fn open(settings: &SdkSettings<'_>, profile: &str) -> Result<Self, Error> {
        let sdk = for_service(&settings.unsigned_config().await?, SERVICE_ID);
        let no_pointless_retry = NoPointlessRetry(settings.context.waits.clone());
        let internal = |cause: String| Error::Internal(format!("no sign-in service in {}: {cause}", settings.region));
        let params = Params::builder()
            .region(settings.region)
            .use_fips(sdk.use_fips().unwrap_or_default())
            .use_dual_stack(sdk.use_dual_stack().unwrap_or_default())
            .set_endpoint(custom_endpoint(&sdk, SERVICE_ID))
            .build()
            .map_err(|cause| internal(cause.to_string()))?;
        let endpoint = DefaultResolver::new().resolve_endpoint(&params).await;
        let endpoint = endpoint.map_err(|cause| internal(cause.to_string()))?;
        Ok(Self {
            client: aws_sdk_signin::Client::from_conf(Builder::from(&sdk).retry_classifier(no_pointless_retry).build()),
            region: settings.region.to_owned(),
            base_url: endpoint.url().trim_end_matches('/').to_owned(),
            profile: profile.to_owned(),
            endpoint_setting: endpoint_setting(&settings.context, settings.profile),
        })
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Sends one request for keys, with the proof that the sender has the key of the sign-in.
    pub(crate) async fn keys(
        &self,
        body: CreateOAuth2TokenRequestBodyBuilder,
        key: &ProofKey,
    ) -> Result<IssuedKeys, TokenError> {
        let body = body.build().map_err(SdkError::construction_failure);
        let response = match body {
            Ok(body) => self.send(body, key.clone()).await,
            Err(error) => Err(error),
        };
        response.map_err(|error| self.token_error(&error)).and_then(|response| self.issued(response))
    }

    async fn send(
        &self,
        body: CreateOAuth2TokenRequestBody,
        key: ProofKey,
    ) -> Result<CreateOAuth2TokenOutput, SdkError<CreateOAuth2TokenError, HttpResponse>> {
        let with_proof = move |mut request: HttpRequest| {
            let proof = key.proof(request.uri(), now());
            request.headers_mut().try_insert("DPoP", proof).map(|_| request)
        };
        self.client.create_o_auth2_token().token_input(body).customize().map_request(with_proof).send().await
    }

    fn issued(&self, response: CreateOAuth2TokenOutput) -> Result<IssuedKeys, TokenError> {
        let missing = || {
            let (endpoint, reason) = (self.explained().endpoint(), "it has no credentials".to_owned());
            TokenError::Other(ServiceError::InvalidResponse { endpoint, reason }.into())
        };
        let token = response.token_output.ok_or_else(missing)?;
        let keys = token.access_token().ok_or_else(missing)?;
        let texts = [keys.access_key_id(), keys.secret_access_key(), keys.session_token(), token.refresh_token()];
        if texts.contains(&"") {
            return Err(missing());
        }
        Ok(IssuedKeys {
            access_key_id: keys.access_key_id().to_owned(),
            secret_access_key: Secret::new(keys.secret_access_key()),
            session_token: Secret::new(keys.session_token()),
            expires_at: now() + TimeDelta::seconds(token.expires_in().into()),
            refresh_token: Secret::new(token.refresh_token()),
            id_token: token.id_token().map(Secret::new),
        })
    }

    fn token_error(&self, error: &SdkError<CreateOAuth2TokenError, HttpResponse>) -> TokenError {
        let code = match error.as_service_error() {
            Some(CreateOAuth2TokenError::AccessDeniedException(denied)) => &denied.error,
            Some(CreateOAuth2TokenError::ValidationException(invalid)) => &invalid.error,
            _ => return TokenError::Other(explain(error, self.explained())),
        };
        match code {
            OAuth2ErrorCode::TokenExpired => TokenError::Expired,
            OAuth2ErrorCode::AuthcodeExpired => TokenError::CodeExpired,
            OAuth2ErrorCode::UserCredentialsChanged => TokenError::PasswordChanged,
            OAuth2ErrorCode::InsufficientPermissions => TokenError::Other(explain(error, self.explained())),
            _ => TokenError::Invalid(error.message().unwrap_or_default().to_owned()),
        }
    }

    /// What the user reads if the service issues no keys.
    pub(crate) fn login_error(&self, error: TokenError) -> Error {
        let profile = self.profile.clone();
        match error {
            TokenError::Expired => LoginError::Expired { profile }.into(),
            TokenError::CodeExpired => LoginError::CodeExpired.into(),
            TokenError::PasswordChanged => LoginError::PasswordChanged { profile }.into(),
            TokenError::Invalid(message) => {
                LoginError::Refused { profile, region: self.region.clone(), message }.into()
            }
            TokenError::Other(error) => error,
        }
    }

    /// The request as errors describe it.
    fn explained(&self) -> Request<'_> {
        let request = Request::new("signin:CreateOAuth2Token", &self.region, self.endpoint_setting);
        Request { profile: Some(&self.profile), ..request }
    }
}
