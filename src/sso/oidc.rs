//! SSO-OIDC, the service that registers clients and issues tokens. Its requests are not signed.

pub(crate) mod endpoint;
pub(crate) mod error;

use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_ssooidc::operation::create_token::builders::CreateTokenFluentBuilder;
use aws_sdk_ssooidc::{Client as SdkClient, config};
use chrono::{DateTime, TimeDelta};
pub(crate) use error::{OidcError, Reason};

use crate::aws::timestamp;
use crate::cli_cache::token::{Registration, Token};
use crate::client::anonymous::anonymous;
use crate::client::explain::Request;
use crate::client::retries_and_timeouts::NoPointlessRetry;
use crate::client::sdk::{endpoint_setting, for_service};
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, ServiceError, SsoError};
use crate::sso::page_url::PageUrl;
use crate::text::control_characters;
use crate::text::secret::Secret;

/// The SSO-OIDC API in the region of one Identity Center.
#[derive(Clone)]
pub(crate) struct Oidc {
    client: SdkClient,
    center: IdentityCenter,
    /// The start URL that AWS knows.
    portal_url: String,
    base_url: String,
    endpoint_setting: Option<&'static str>,
}

/// What a client sends when it registers (RFC 7591).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientMetadata {
    /// The name that the browser shows to the user.
    pub(crate) name: String,
    pub(crate) scopes: Vec<String>,
    /// Empty for the device flow.
    pub(crate) grant_types: Vec<String>,
    /// Empty for the device flow.
    pub(crate) redirect_uris: Vec<String>,
}

/// The codes with which a user approves a device (RFC 8628, section 3.2).
#[derive(Debug)]
pub(crate) struct DeviceAuthorization {
    /// The device requests its token with this.
    pub(crate) device_code: Secret,
    /// The user enters this.
    pub(crate) user_code: String,
    /// The page on which the user enters it.
    pub(crate) url: PageUrl,
    /// The page with the code already entered.
    pub(crate) url_complete: Option<PageUrl>,
    /// How long the codes are valid.
    pub(crate) lifetime: Duration,
    /// How long to wait between two requests for the token.
    pub(crate) interval: Duration,
}

/// The code that the browser has returned, with what proves that this process has requested it.
#[derive(Debug)]
pub(crate) struct AuthorizationCode {
    pub(crate) code: Secret,
    /// The URL at which the browser has returned it.
    pub(crate) redirect_uri: String,
    /// The secret whose hash was sent with the request (RFC 7636).
    pub(crate) verifier: Secret,
}

impl Oidc {
    /// Prepares the API, without a request.
    pub(crate) async fn open(context: &Context<'_>, center: &IdentityCenter) -> Result<Self, Error> {
        Self::new(context, &anonymous(context, &center.region).await?, center).await
    }

    /// The API that an SDK configuration leads to. See [`open`](Self::open).
    pub(crate) async fn new(context: &Context<'_>, sdk: &SdkConfig, center: &IdentityCenter) -> Result<Self, Error> {
        let sdk = for_service(sdk, endpoint::SERVICE_ID);
        let base_url = endpoint::base_url(&sdk, &center.region).await?;
        let config = config::Builder::from(&sdk).retry_classifier(NoPointlessRetry(context.waits.clone())).build();
        let endpoint_setting = endpoint_setting(context, None);
        let (client, portal_url) = (SdkClient::from_conf(config), center.start_url.clone());
        Ok(Self { client, center: center.clone(), portal_url, base_url, endpoint_setting })
    }

    /// Sends AWS the URL that the start URL leads to. Tokens keep the start URL itself.
    pub(crate) fn set_portal_url(&mut self, url: String) {
        self.portal_url = url;
    }

    /// The URL of the service, without a trailing slash. Users approve PKCE sign-ins on its page `/authorize`.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) async fn register(&self, metadata: &ClientMetadata) -> Result<Registration, OidcError> {
        let non_empty = |list: &[String]| Some(list.to_vec()).filter(|list| !list.is_empty());
        let is_device = metadata.grant_types.is_empty();
        let response = self
            .client
            .register_client()
            .client_name(&metadata.name)
            .client_type("public")
            .set_scopes(non_empty(&metadata.scopes))
            .set_grant_types(non_empty(&metadata.grant_types))
            .set_redirect_uris(non_empty(&metadata.redirect_uris))
            .set_issuer_url((!is_device).then(|| self.portal_url.clone()))
            .send()
            .await
            .map_err(|error| self.error(&error, "sso-oidc:RegisterClient"))?;
        let (Some(id), Some(secret)) = (response.client_id, response.client_secret) else {
            return Err(self.invalid_response("the registration has no id or no secret"));
        };
        let expires_at = DateTime::from_timestamp(response.client_secret_expires_at, 0).unwrap_or_default();
        Ok(Registration { id, secret: secret.into(), expires_at })
    }

    /// Starts the device flow.
    pub(crate) async fn start_device_authorization(
        &self,
        registration: &Registration,
    ) -> Result<DeviceAuthorization, OidcError> {
        let response = self
            .client
            .start_device_authorization()
            .client_id(&registration.id)
            .client_secret(registration.secret.expose())
            .start_url(&self.portal_url)
            .send()
            .await
            .map_err(|error| self.error(&error, "sso-oidc:StartDeviceAuthorization"))?;
        let codes = (response.device_code, response.user_code, response.verification_uri);
        let (Some(device_code), Some(user_code), Some(url)) = codes else {
            return Err(self.invalid_response("the device authorization has no codes"));
        };
        Ok(DeviceAuthorization {
            device_code: device_code.into(),
            user_code,
            url: self.page(&url)?,
            url_complete: response.verification_uri_complete.map(|url| self.page(&url)).transpose()?,
            lifetime: seconds(response.expires_in, 600),
            interval: seconds(response.interval, 5),
        })
    }

    /// The token of a device that the user has approved; [`Reason::Pending`] until then.
    pub(crate) async fn device_token(
        &self,
        registration: &Registration,
        device_code: &Secret,
    ) -> Result<Token, OidcError> {
        const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
        self.token(registration, |request| request.grant_type(GRANT).device_code(device_code.expose())).await
    }

    /// The token for an authorization code.
    pub(crate) async fn token_for_code(
        &self,
        registration: &Registration,
        code: &AuthorizationCode,
    ) -> Result<Token, OidcError> {
        let with_grant = |request: CreateTokenFluentBuilder| {
            request
                .grant_type("authorization_code")
                .redirect_uri(&code.redirect_uri)
                .code_verifier(code.verifier.expose())
                .code(code.code.expose())
        };
        self.token(registration, with_grant).await
    }

    /// A new token. If the service returns no new refresh token, the old one stays valid.
    pub(crate) async fn refreshed_token(
        &self,
        registration: &Registration,
        refresh_token: &Secret,
    ) -> Result<Token, OidcError> {
        let with_grant = |request: CreateTokenFluentBuilder| {
            request.grant_type("refresh_token").refresh_token(refresh_token.expose())
        };
        let token = self.token(registration, with_grant).await?;
        Ok(Token { refresh_token: token.refresh_token.or_else(|| Some(refresh_token.clone())), ..token })
    }

    async fn token(
        &self,
        registration: &Registration,
        with_grant: impl FnOnce(CreateTokenFluentBuilder) -> CreateTokenFluentBuilder,
    ) -> Result<Token, OidcError> {
        let request =
            self.client.create_token().client_id(&registration.id).client_secret(registration.secret.expose());
        let response = with_grant(request).send().await.map_err(|error| self.error(&error, "sso-oidc:CreateToken"))?;
        let access_token = response.access_token.unwrap_or_default();
        match control_characters(&access_token) {
            None if access_token.is_empty() => return Err(self.invalid_response("there is no access token")),
            None => {}
            Some(problem) => return Err(self.invalid_response(&format!("the access token {problem}"))),
        }
        Ok(Token {
            start_url: self.center.start_url.clone(),
            region: self.center.region.clone(),
            access_token: access_token.into(),
            expires_at: timestamp::now() + TimeDelta::seconds(response.expires_in.into()),
            refresh_token: response.refresh_token.map(Secret::from),
            registration: Some(registration.clone()),
        })
    }

    /// The URL of a page that the user is sent to.
    pub(crate) fn page(&self, url: &str) -> Result<PageUrl, OidcError> {
        let session = self.center.key();
        PageUrl::parse(url)
            .map_err(|url| OidcError::Other(SsoError::UnsafePage { session: session.to_owned(), url }.into()))
    }

    fn error<E>(&self, error: &error::SdkOidcError<E>, action: &'static str) -> OidcError
    where
        E: aws_sdk_ssooidc::error::ProvideErrorMetadata + std::error::Error + 'static,
    {
        OidcError::from_sdk(error, Request::new(action, &self.center.region, self.endpoint_setting))
    }

    fn invalid_response(&self, reason: &str) -> OidcError {
        let endpoint = format!("sso-oidc in {}", self.center.region);
        OidcError::Other(ServiceError::InvalidResponse { endpoint, reason: reason.to_owned() }.into())
    }
}

/// A duration in seconds. For an absent one, which the SDK reads as 0, RFC 8628 defines a default.
fn seconds(number: i32, default: u64) -> Duration {
    Duration::from_secs(u64::try_from(number).ok().filter(|number| *number > 0).unwrap_or(default))
}
