//! Verifies the signature of a request, in the order in which AWS checks its parts.

use std::sync::Arc;

use crate::caller::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::regions::{self, Region};
use crate::service::Service;
use crate::signature::{Authorization, SignedRequest};
use crate::state::SandboxState;

/// How far the time of a signature may be from ours, in seconds.
const MAX_SKEW: i64 = 300;

/// Why a request can't be authenticated.
#[derive(Debug, Clone, PartialEq, Eq)]
enum AuthenticationError {
    Unsigned,
    Incomplete,
    WrongScope,
    UnknownKey,
    WrongToken,
    WrongSignature,
    RegionDisabled,
    Expired,
    /// The message says how the time is wrong.
    WrongTime(String),
}

#[derive(Debug)]
pub struct Authenticated {
    pub service: Service,
    pub region: Region,
    pub caller: Arc<Caller>,
}

/// Authenticates a request. An error has the form of `service`, because the request doesn't prove which one it is for.
pub fn authenticate(
    state: &SandboxState,
    request: &SignedRequest<'_>,
    authorization: Option<&Authorization>,
    service: Service,
) -> Result<Authenticated, ApiError> {
    verify(state, request, authorization).map_err(|error| error.api_error(service))
}

fn verify(
    state: &SandboxState,
    request: &SignedRequest<'_>,
    authorization: Option<&Authorization>,
) -> Result<Authenticated, AuthenticationError> {
    let Some(authorization) = authorization else {
        let signed = request.headers.contains_key("authorization");
        return Err(if signed { AuthenticationError::Incomplete } else { AuthenticationError::Unsigned });
    };
    let service = Service::from_scope(&authorization.service).ok_or(AuthenticationError::WrongScope)?;
    let region = regions::find(&authorization.region).ok_or(AuthenticationError::WrongScope)?;
    check_time(authorization, request)?;
    let caller = state.callers.find(&authorization.access_key_id).ok_or(AuthenticationError::UnknownKey)?;
    let token = request.headers.get("x-amz-security-token").map(|token| token.as_bytes());
    if token != caller.key.session_token.as_deref().map(str::as_bytes) {
        return Err(AuthenticationError::WrongToken);
    }
    if !authorization.is_signed_with(&caller.key.secret_access_key, request) {
        return Err(AuthenticationError::WrongSignature);
    }
    if caller.has_expired() {
        return Err(AuthenticationError::Expired);
    }
    if !caller.account.has_enabled(region) {
        return Err(AuthenticationError::RegionDisabled);
    }
    Ok(Authenticated { service, region, caller })
}

fn check_time(authorization: &Authorization, request: &SignedRequest<'_>) -> Result<(), AuthenticationError> {
    let text = request.headers.get("x-amz-date").and_then(|date| date.to_str().ok());
    let text = text.ok_or(AuthenticationError::Incomplete)?;
    let time = clock::parse_basic(text).ok_or(AuthenticationError::Incomplete)?;
    if !authorization.signs("host") || !text.starts_with(&authorization.date) {
        return Err(AuthenticationError::Incomplete);
    }
    let now = clock::now();
    let (earliest, latest) = (clock::basic(now - MAX_SKEW), clock::basic(now + MAX_SKEW));
    let now_text = clock::basic(now);
    if time < now - MAX_SKEW {
        let message = format!("Signature expired: {text} is now earlier than {earliest} ({now_text} - 5 min.)");
        return Err(AuthenticationError::WrongTime(message));
    }
    if time > now + MAX_SKEW {
        let message = format!("Signature not yet current: {text} is still later than {latest} ({now_text} + 5 min.)");
        return Err(AuthenticationError::WrongTime(message));
    }
    Ok(())
}

impl AuthenticationError {
    fn api_error(self, service: Service) -> ApiError {
        match service {
            Service::Ec2 => self.ec2_error(),
            Service::Sts => self.sts_error(),
        }
    }

    fn ec2_error(self) -> ApiError {
        match self {
            Self::Expired | Self::WrongTime(_) => expired(Service::Ec2),
            Self::WrongScope => ApiError {
                message: "Credential should be scoped to a valid region and service.".to_owned(),
                ..ApiError::auth_failure()
            },
            _ => ApiError::auth_failure(),
        }
    }

    fn sts_error(self) -> ApiError {
        let (code, message) = match self {
            Self::Expired => return expired(Service::Sts),
            Self::Unsigned => ("MissingAuthenticationToken", "Request is missing Authentication Token".to_owned()),
            Self::Incomplete => {
                return ApiError::bad_request("IncompleteSignature", "The request signature is not complete.");
            }
            Self::UnknownKey | Self::WrongToken | Self::RegionDisabled => {
                ("InvalidClientTokenId", "The security token included in the request is invalid.".to_owned())
            }
            Self::WrongScope => {
                ("SignatureDoesNotMatch", "Credential should be scoped to a valid region and service.".to_owned())
            }
            Self::WrongTime(message) => ("SignatureDoesNotMatch", message),
            Self::WrongSignature => (
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details."
                    .to_owned(),
            ),
        };
        ApiError::new(403, code, message)
    }
}

/// The error for keys that have expired.
pub fn expired(service: Service) -> ApiError {
    match service {
        Service::Ec2 => ApiError::bad_request("RequestExpired", "Request has expired."),
        Service::Sts => ApiError::new(403, "ExpiredToken", "The security token included in the request is expired"),
    }
}
