//! Whether a request comes from whom it says, in AWS's order of questions.

use std::sync::Arc;

use crate::clock;
use crate::cloud::Cloud;
use crate::error::ApiError;
use crate::principal::Principal;
use crate::regions::{self, Region};
use crate::service::Service;
use crate::signature::{Authorization, Signed};

/// How far the time of a signature may be from ours, in seconds.
const MAX_SKEW: i64 = 300;

/// Why a request is not let in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Refusal {
    Unsigned,
    Incomplete,
    WrongScope,
    UnknownKey,
    WrongToken,
    WrongSignature,
    RegionSwitchedOff,
    Expired,
    /// The sentence says how the time is wrong.
    WrongTime(String),
}

/// A request that is who it says it is.
#[derive(Debug)]
pub struct Admission {
    pub service: Service,
    pub region: Region,
    pub principal: Arc<Principal>,
}

/// Lets a request in, or says why not in the words of the service that it seems to be for.
pub fn authorize(
    cloud: &Cloud,
    request: &Signed<'_>,
    authorization: Option<&Authorization>,
    service: Service,
) -> Result<Admission, ApiError> {
    admit(cloud, request, authorization).map_err(|refusal| refusal.error(service))
}

fn admit(cloud: &Cloud, request: &Signed<'_>, authorization: Option<&Authorization>) -> Result<Admission, Refusal> {
    let Some(authorization) = authorization else {
        let signed = request.headers.contains_key("authorization");
        return Err(if signed { Refusal::Incomplete } else { Refusal::Unsigned });
    };
    let service = Service::from_scope(&authorization.service).ok_or(Refusal::WrongScope)?;
    let region = regions::find(&authorization.region).ok_or(Refusal::WrongScope)?;
    check_time(authorization, request)?;
    let principal = cloud.principals.find(&authorization.access_key_id).ok_or(Refusal::UnknownKey)?;
    let token = request.headers.get("x-amz-security-token").map(|token| token.as_bytes());
    if token != principal.key.session_token.as_deref().map(str::as_bytes) {
        return Err(Refusal::WrongToken);
    }
    if !authorization.is_of(&principal.key.secret_access_key, request) {
        return Err(Refusal::WrongSignature);
    }
    if principal.has_expired() {
        return Err(Refusal::Expired);
    }
    if !principal.account.enabled(region) {
        return Err(Refusal::RegionSwitchedOff);
    }
    Ok(Admission { service, region, principal })
}

fn check_time(authorization: &Authorization, request: &Signed<'_>) -> Result<(), Refusal> {
    let text = request.headers.get("x-amz-date").and_then(|date| date.to_str().ok()).ok_or(Refusal::Incomplete)?;
    let time = clock::parse_basic(text).ok_or(Refusal::Incomplete)?;
    if !authorization.signs("host") || !text.starts_with(&authorization.date) {
        return Err(Refusal::Incomplete);
    }
    let now = clock::now();
    let (earliest, latest) = (clock::basic(now - MAX_SKEW), clock::basic(now + MAX_SKEW));
    let now_text = clock::basic(now);
    if time < now - MAX_SKEW {
        let sentence = format!("Signature expired: {text} is now earlier than {earliest} ({now_text} - 5 min.)");
        return Err(Refusal::WrongTime(sentence));
    }
    if time > now + MAX_SKEW {
        let sentence = format!("Signature not yet current: {text} is still later than {latest} ({now_text} + 5 min.)");
        return Err(Refusal::WrongTime(sentence));
    }
    Ok(())
}

impl Refusal {
    fn error(self, service: Service) -> ApiError {
        match service {
            Service::Ec2 => self.ec2(),
            Service::Sts => self.sts(),
        }
    }

    fn ec2(self) -> ApiError {
        match self {
            Self::Expired | Self::WrongTime(_) => expired(Service::Ec2),
            Self::WrongScope => ApiError {
                message: "Credential should be scoped to a valid region and service.".to_owned(),
                ..ApiError::auth_failure()
            },
            _ => ApiError::auth_failure(),
        }
    }

    fn sts(self) -> ApiError {
        let (code, message) = match self {
            Self::Expired => return expired(Service::Sts),
            Self::Unsigned => ("MissingAuthenticationToken", "Request is missing Authentication Token".to_owned()),
            Self::Incomplete => {
                return ApiError::bad_request("IncompleteSignature", "The request signature is not complete.");
            }
            Self::UnknownKey | Self::WrongToken | Self::RegionSwitchedOff => {
                ("InvalidClientTokenId", "The security token included in the request is invalid.".to_owned())
            }
            Self::WrongScope => {
                ("SignatureDoesNotMatch", "Credential should be scoped to a valid region and service.".to_owned())
            }
            Self::WrongTime(sentence) => ("SignatureDoesNotMatch", sentence),
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

/// What a service says about keys that are past their time.
pub fn expired(service: Service) -> ApiError {
    match service {
        Service::Ec2 => ApiError::bad_request("RequestExpired", "Request has expired."),
        Service::Sts => ApiError::new(403, "ExpiredToken", "The security token included in the request is expired"),
    }
}
