//! What it means when SSO-OIDC gives nothing.

use std::error::Error as StdError;

use aws_sdk_ssooidc::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use serde_json::{Map, Value};

use crate::client::explain::{Request, explain};
use crate::config::identity_center::IdentityCenter;
use crate::error::{Error, SsoError};

/// An error of the SDK.
pub(crate) type SdkFailure<E> = SdkError<E, HttpResponse>;

/// Why a request brought nothing.
#[derive(Debug)]
pub(crate) enum OidcError {
    /// The service has said no.
    Refused {
        /// What it means.
        reason: Reason,
        /// The service's words.
        words: String,
    },
    /// The service could not be asked, or gave no answer that makes sense.
    Unanswered(Error),
}

/// What a refusal means (RFC 6749, section 5.2, and RFC 8628, section 3.5, in AWS's names).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The person has not decided yet.
    Pending,
    /// The device asks too often.
    SlowDown,
    /// The person or a rule says no.
    Denied,
    /// The code is past its time.
    Expired,
    /// The code or refresh token is not good, or no longer.
    Grant,
    /// The registration is not good, or no longer.
    Client,
    /// The request is wrong, such as its start URL or its scopes.
    Request,
}

impl Reason {
    fn of(code: &str) -> Option<Self> {
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
    /// What an error of the SDK means.
    pub(crate) fn of<E>(error: &SdkFailure<E>, action: &'static str, region: &str) -> Self
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let refusal = error.as_service_error().and_then(|service| service.code());
        match refusal.and_then(|code| Some((code, Reason::of(code)?))) {
            Some((code, reason)) => Self::Refused { reason, words: words(error).unwrap_or_else(|| code.to_owned()) },
            None => Self::Unanswered(explain(error, Request { action, region, profile: None, kind: None })),
        }
    }

    /// The failure of a sign-in.
    pub(crate) fn of_sign_in(self, center: &IdentityCenter) -> Error {
        let session = center.key().to_owned();
        match self {
            Self::Unanswered(error) => error,
            Self::Refused { reason: Reason::Denied, .. } => SsoError::Denied { session }.into(),
            Self::Refused { reason: Reason::Expired, .. } => SsoError::TimedOut { session }.into(),
            Self::Refused { words, .. } => SsoError::Failed { session, reason: words }.into(),
        }
    }
}

/// `error_description`, which the SDK does not take for the message.
fn words<E>(error: &SdkFailure<E>) -> Option<String> {
    let body: Map<String, Value> = serde_json::from_slice(error.raw_response()?.body().bytes()?).ok()?;
    let words = body.get("error_description").or_else(|| body.get("message"))?.as_str()?;
    Some(words.to_owned()).filter(|words| !words.is_empty())
}
