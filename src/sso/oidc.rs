//! SSO-OIDC, the service that registers clients and gives out tokens. None of its requests is signed.

pub(crate) mod endpoint;
pub(crate) mod error;

use std::time::Duration;

use aws_sdk_ssooidc::operation::create_token::builders::CreateTokenFluentBuilder;
use aws_sdk_ssooidc::{Client as SdkClient, config};
use chrono::{DateTime, TimeDelta, Utc};
pub(crate) use error::{OidcError, Reason};

use crate::aws::timestamp;
use crate::cli_cache::token::{Registration, Token};
use crate::client::anonymous::anonymous;
use crate::client::retry::NoPointlessRetry;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, ServiceError};
use crate::text::secret::Secret;

/// A client of SSO-OIDC in the region of one Identity Center.
#[derive(Clone)]
pub(crate) struct Oidc {
    client: SdkClient,
    center: IdentityCenter,
    base_url: String,
}

/// What a client tells of itself when it registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Metadata {
    /// The name that the browser shows to the person.
    pub(crate) name: String,
    /// What it wants to be allowed.
    pub(crate) scopes: Vec<String>,
    /// What it wants to get tokens for; a device says nothing of this.
    pub(crate) grant_types: Vec<String>,
    /// Where the browser may be sent; a device says nothing of this either.
    pub(crate) redirect_uris: Vec<String>,
}

/// A device's question to the person (RFC 8628, section 3.2).
#[derive(Debug)]
pub(crate) struct Authorization {
    /// What the device asks for its token with.
    pub(crate) device_code: Secret,
    /// What the person enters.
    pub(crate) user_code: String,
    /// Where the person enters it.
    pub(crate) url: String,
    /// The page with the code already entered.
    pub(crate) url_complete: Option<String>,
    /// For how long the codes are good.
    pub(crate) lifetime: Duration,
    /// How long to wait between two questions.
    pub(crate) interval: Duration,
}

/// What proves that a person has agreed in the browser.
#[derive(Debug)]
pub(crate) struct Proof {
    /// The code that the browser has brought.
    pub(crate) code: Secret,
    /// Where it has brought it.
    pub(crate) redirect_uri: String,
    /// What the challenge was made from (RFC 7636).
    pub(crate) verifier: Secret,
}

impl Oidc {
    /// Prepares a client; asks nobody yet.
    pub(crate) async fn open(context: &Context<'_>, center: &IdentityCenter) -> Result<Self, Error> {
        let sdk = anonymous(context, &center.region).await?;
        let base_url = endpoint::base_url(&sdk, &center.region).await?;
        let config = config::Builder::from(&sdk).retry_classifier(NoPointlessRetry).build();
        Ok(Self { client: SdkClient::from_conf(config), center: center.clone(), base_url })
    }

    /// The URL of the service, without a slash at its end. The page on which a person agrees is `/authorize` there.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Registers a client.
    pub(crate) async fn register(&self, metadata: &Metadata) -> Result<Registration, OidcError> {
        let some = |list: &[String]| Some(list.to_vec()).filter(|list| !list.is_empty());
        let is_device = metadata.grant_types.is_empty();
        let answer = self
            .client
            .register_client()
            .client_name(&metadata.name)
            .client_type("public")
            .set_scopes(some(&metadata.scopes))
            .set_grant_types(some(&metadata.grant_types))
            .set_redirect_uris(some(&metadata.redirect_uris))
            .set_issuer_url((!is_device).then(|| self.center.start_url.clone()))
            .send()
            .await
            .map_err(|error| self.failure(&error, "sso-oidc:RegisterClient"))?;
        let (Some(id), Some(secret)) = (answer.client_id, answer.client_secret) else {
            return Err(self.senseless("a registration without an id or a secret"));
        };
        let expires_at = DateTime::from_timestamp(answer.client_secret_expires_at, 0).unwrap_or_default();
        Ok(Registration { id, secret: secret.into(), expires_at })
    }

    /// Begins to ask a person who is at another device.
    pub(crate) async fn start_device_authorization(
        &self,
        registration: &Registration,
    ) -> Result<Authorization, OidcError> {
        let answer = self
            .client
            .start_device_authorization()
            .client_id(&registration.id)
            .client_secret(registration.secret.expose())
            .start_url(&self.center.start_url)
            .send()
            .await
            .map_err(|error| self.failure(&error, "sso-oidc:StartDeviceAuthorization"))?;
        let codes = (answer.device_code, answer.user_code, answer.verification_uri);
        let (Some(device_code), Some(user_code), Some(url)) = codes else {
            return Err(self.senseless("a device authorization without its codes"));
        };
        Ok(Authorization {
            device_code: device_code.into(),
            user_code,
            url,
            url_complete: answer.verification_uri_complete,
            lifetime: seconds(answer.expires_in, 600),
            interval: seconds(answer.interval, 5),
        })
    }

    /// The token of a device, once the person has agreed. Until then [`Reason::Pending`].
    pub(crate) async fn device_token(
        &self,
        registration: &Registration,
        device_code: &Secret,
    ) -> Result<Token, OidcError> {
        const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
        self.token(registration, |request| request.grant_type(GRANT).device_code(device_code.expose())).await
    }

    /// The token for what the browser has brought.
    pub(crate) async fn code_token(&self, registration: &Registration, proof: &Proof) -> Result<Token, OidcError> {
        let ask = |request: CreateTokenFluentBuilder| {
            request
                .grant_type("authorization_code")
                .redirect_uri(&proof.redirect_uri)
                .code_verifier(proof.verifier.expose())
                .code(proof.code.expose())
        };
        self.token(registration, ask).await
    }

    /// The next token. The refresh token may be replaced; one that isn't stays good.
    pub(crate) async fn refreshed_token(
        &self,
        registration: &Registration,
        refresh_token: &Secret,
    ) -> Result<Token, OidcError> {
        let ask = |request: CreateTokenFluentBuilder| {
            request.grant_type("refresh_token").refresh_token(refresh_token.expose())
        };
        let token = self.token(registration, ask).await?;
        Ok(Token { refresh_token: token.refresh_token.or_else(|| Some(refresh_token.clone())), ..token })
    }

    async fn token(
        &self,
        registration: &Registration,
        ask: impl FnOnce(CreateTokenFluentBuilder) -> CreateTokenFluentBuilder,
    ) -> Result<Token, OidcError> {
        let request =
            self.client.create_token().client_id(&registration.id).client_secret(registration.secret.expose());
        let answer = ask(request).send().await.map_err(|error| self.failure(&error, "sso-oidc:CreateToken"))?;
        let access_token = answer.access_token.ok_or_else(|| self.senseless("an answer without an access token"))?;
        Ok(Token {
            start_url: self.center.start_url.clone(),
            region: self.center.region.clone(),
            access_token: access_token.into(),
            expires_at: end(answer.expires_in),
            refresh_token: answer.refresh_token.map(Secret::from),
            registration: Some(registration.clone()),
        })
    }

    fn failure<E>(&self, error: &error::SdkFailure<E>, action: &'static str) -> OidcError
    where
        E: aws_sdk_ssooidc::error::ProvideErrorMetadata + std::error::Error + 'static,
    {
        OidcError::of(error, action, &self.center.region)
    }

    fn senseless(&self, reason: &str) -> OidcError {
        let endpoint = format!("sso-oidc in {}", self.center.region);
        OidcError::Unanswered(ServiceError::InvalidResponse { endpoint, reason: reason.to_owned() }.into())
    }
}

fn end(expires_in: i32) -> DateTime<Utc> {
    timestamp::now() + TimeDelta::seconds(expires_in.into())
}

/// A number of seconds; RFC 8628 says what an absent one means, which the SDK shows as 0.
fn seconds(number: i32, absent: u64) -> Duration {
    Duration::from_secs(u64::try_from(number).ok().filter(|number| *number > 0).unwrap_or(absent))
}
