//! What the errors of SSO-OIDC mean.

use std::error::Error as StdError;

use aws_sdk_ssooidc::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::{Map, Value};

use crate::client::explain::{Request, explain};
use crate::config::identity_center::IdentityCenter;
use crate::error::{Error, SsoError};

pub(crate) type SdkOidcError<E> = SdkError<E, HttpResponse>;

/// Why a request has failed.
#[derive(Debug)]
pub(crate) enum OidcError {
    /// The service has refused it.
    Refused {
        reason: Reason,
        /// The explanation of the service.
        message: String,
    },
    /// Anything else, such as a connection error or an unexpected response.
    Other(Error),
}

/// Why the service has refused a request (RFC 6749, section 5.2, and RFC 8628, section 3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The user has not decided yet.
    Pending,
    /// The device polls too often.
    SlowDown,
    /// The user or a policy denies it.
    Denied,
    /// The code has expired.
    Expired,
    /// The code or refresh token is not valid, or no longer.
    Grant,
    /// The registration is not valid, or no longer.
    Client,
    /// Something in the request is invalid, such as the start URL or the scopes.
    Request,
}

impl Reason {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "AuthorizationPendingException" => Self::Pending,
            "SlowDownException" => Self::SlowDown,
            "AccessDeniedException" => Self::Denied,
            "ExpiredTokenException" => Self::Expired,
            "InvalidGrantException" => Self::Grant,
            "InvalidClientException" | "UnauthorizedClientException" => Self::Client,
            "InvalidClientMetadataException"
            | "InvalidRedirectUriException"
            | "InvalidRequestException"
            | "InvalidRequestRegionException"
            | "InvalidScopeException"
            | "UnsupportedGrantTypeException" => Self::Request,
            _ => return None,
        })
    }
}

impl OidcError {
    pub(crate) fn from_sdk<E>(error: &SdkOidcError<E>, request: Request<'_>) -> Self
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let code = error.as_service_error().and_then(|service| service.code());
        match code.and_then(|code| Some((code, Reason::from_code(code)?))) {
            Some((code, reason)) => {
                Self::Refused { reason, message: message(error).unwrap_or_else(|| code.to_owned()) }
            }
            None => Self::Other(explain(error, request)),
        }
    }

    /// The error to show to the user when this ends a sign-in.
    pub(crate) fn into_sign_in_error(self, center: &IdentityCenter) -> Error {
        let session = center.key().to_owned();
        match self {
            Self::Other(error) => error,
            Self::Refused { reason: Reason::Denied, .. } => SsoError::Denied { session }.into(),
            Self::Refused { reason: Reason::Expired, .. } => SsoError::TimedOut { session }.into(),
            Self::Refused { reason, message } => {
                // In the wrong region AWS knows neither the start URL nor the codes that it has issued elsewhere.
                let is_region_suspect = matches!(reason, Reason::Grant | Reason::Request);
                let region = is_region_suspect.then(|| center.region.clone());
                SsoError::Failed { session, reason: message, region }.into()
            }
        }
    }
}

/// `error_description`, which the SDK does not read as the message.
fn message<E>(error: &SdkOidcError<E>) -> Option<String> {
    let body: Map<String, Value> = serde_json::from_slice(error.raw_response()?.body().bytes()?).ok()?;
    let message = body.get("error_description").or_else(|| body.get("message"))?.as_str()?;
    Some(message.to_owned()).filter(|message| !message.is_empty())
}
