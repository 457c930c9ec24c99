//! What an SDK error means to the user.
//!
//! The text of an SDK error is just "service error", and EC2 models no errors. So the code, the message and the causes
//! are looked up here.

use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError as SdkCredentialsError;
use aws_sdk_ec2::error::ProvideErrorMetadata;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{DispatchFailure, SdkError};
use chrono::{DateTime, TimeDelta, Utc};

use crate::aws::partition::known_regions;
use crate::aws::region::similar;
use crate::aws::timestamp;
use crate::error::{CredentialsError, Ec2Error, Error, NetworkError, RegionError, ResourceKind, ServiceError};
use crate::http::limited_body::BodyError;
use crate::http::waits::WaitError;

/// The request that failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The IAM action: `ec2:DescribeInstances`.
    pub(crate) action: &'static str,
    pub(crate) region: &'a str,
    /// `None` for keys in the environment.
    pub(crate) profile: Option<&'a str>,
    /// Whether the credentials that sign it can expire.
    pub(crate) is_temporary: bool,
    /// The variable whose access key signs it.
    pub(crate) key_variable: Option<&'static str>,
    /// The command that renews the sign-in whose keys sign it.
    pub(crate) sign_in: Option<&'static str>,
    /// See [`endpoint_setting`](crate::client::sdk::endpoint_setting).
    pub(crate) endpoint_setting: Option<&'static str>,
    /// What the request lists, whose ids AWS may refuse.
    pub(crate) resource: Option<ResourceKind>,
}

impl<'a> Request<'a> {
    /// A request that names no profile, and whose credentials can expire.
    pub(crate) fn new(action: &'static str, region: &'a str, endpoint_setting: Option<&'static str>) -> Self {
        Self {
            action,
            region,
            profile: None,
            is_temporary: true,
            key_variable: None,
            sign_in: None,
            endpoint_setting,
            resource: None,
        }
    }

    /// The service and region, such as `ec2 in eu-west-1`.
    pub(crate) fn endpoint(&self) -> String {
        format!("{} in {}", self.service(), self.region)
    }

    fn service(&self) -> &'static str {
        self.action.split(':').next().unwrap_or(self.action)
    }

    /// The format of the service's responses.
    fn format(&self) -> &'static str {
        match self.service() {
            "ec2" | "sts" => "XML",
            _ => "JSON",
        }
    }

    fn profile(&self) -> Option<String> {
        self.profile.map(str::to_owned)
    }
}

/// What the error of a request means.
pub(crate) fn explain<E>(error: &SdkError<E, HttpResponse>, request: Request) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
{
    if let Some(ours) = cause::<Error>(error) {
        return ours.clone();
    }
    if let Some(wait) = cause::<WaitError>(error) {
        return NetworkError::Timeout { endpoint: request.endpoint(), reason: wait.reason.to_string() }.into();
    }
    match cause::<SdkCredentialsError>(error) {
        Some(error) => CredentialsError::Failed { profile: request.profile(), reason: root_cause(error) }.into(),
        None => explain_response(error, request),
    }
}

fn explain_response<E>(error: &SdkError<E, HttpResponse>, request: Request) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
{
    let format = request.format();
    match error {
        SdkError::TimeoutError(_) => no_answer(request),
        SdkError::DispatchFailure(failure) => dispatch_error(failure, request),
        SdkError::ResponseError(_) => {
            ServiceError::InvalidResponse { endpoint: request.endpoint(), reason: root_cause(error) }.into()
        }
        SdkError::ServiceError(service) => match service.err().code() {
            Some(code) => {
                let skew = clock_skew(service.raw(), timestamp::now());
                service_error(code, service.err().message().unwrap_or_default(), skew, request)
            }
            // The body may be that of a proxy.
            None if service.raw().status().as_u16() == 429 => {
                ServiceError::Throttled { endpoint: request.endpoint() }.into()
            }
            None => ServiceError::InvalidResponse {
                endpoint: request.endpoint(),
                reason: format!("HTTP status {}, and a body that is not the {format} of AWS", service.raw().status()),
            }
            .into(),
        },
        _ => Error::Internal(format!("The request could not be made: {}", root_cause(error))),
    }
}

/// How far this computer's clock is ahead of the server's.
fn clock_skew(response: &HttpResponse, now: DateTime<Utc>) -> Option<TimeDelta> {
    let date = DateTime::parse_from_rfc2822(response.headers().get("date")?).ok()?;
    Some(now.signed_duration_since(date))
}

/// Whether an error means that this computer's clock is wrong. AWS accepts a difference of five minutes.
fn is_clock_error(code: &str, skew: Option<TimeDelta>, request: Request) -> bool {
    let is_wrong = skew.is_some_and(|skew| skew.abs() > TimeDelta::minutes(4));
    match code {
        "RequestTimeTooSkewed" | "RequestInTheFuture" => true,
        // AWS returns this for expired credentials too.
        "RequestExpired" => is_wrong || !request.is_temporary,
        "AuthFailure" | "IncompleteSignature" | "InvalidSignatureException" | "SignatureDoesNotMatch" => is_wrong,
        _ => false,
    }
}

fn service_error(code: &str, message: &str, skew: Option<TimeDelta>, request: Request) -> Error {
    if is_clock_error(code, skew, request) {
        return ServiceError::Clock { endpoint: request.endpoint(), skew }.into();
    }
    let Request { region, .. } = request;
    let (profile, endpoint) = (request.profile(), request.endpoint());
    let (region, message) = (region.to_owned(), message.to_owned());
    match code {
        "UnauthorizedOperation" | "AccessDenied" | "AccessDeniedException" => {
            ServiceError::AccessDenied { action: request.action.into(), profile, region, message }.into()
        }
        "RequestExpired" | "ExpiredToken" | "ExpiredTokenException" => {
            CredentialsError::Expired { profile, sign_in: request.sign_in }.into()
        }
        "AuthFailure"
        | "IncompleteSignature"
        | "InvalidAccessKeyId"
        | "InvalidClientTokenId"
        | "MissingAuthenticationToken"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => {
            if !known_regions().contains(&region.as_str()) {
                return RegionError::Unknown { nearest: similar(&region), region, message }.into();
            }
            let key_variable = request.key_variable;
            CredentialsError::Rejected { profile, key_variable, region, message }.into()
        }
        "OptInRequired" | "RegionDisabledException" => RegionError::Disabled { region }.into(),
        "RequestLimitExceeded"
        | "EC2ThrottledException"
        | "TooManyRequestsException"
        | "TooManyRequestsError"
        | "SlowDown" => ServiceError::Throttled { endpoint }.into(),
        _ if code.starts_with("Throttl") => ServiceError::Throttled { endpoint }.into(),
        _ => match request.resource.filter(|_| code.starts_with("Invalid")) {
            Some(resource) if code.ends_with(".NotFound") => {
                let (resource, ids) = (resource.into(), ids_in(&message));
                Ec2Error::NotFound { resource, ids, region, profile, is_everywhere: false }.into()
            }
            Some(resource) if code.ends_with(".Malformed") => {
                Ec2Error::MalformedId { resource: resource.into(), id: ids_in(&message).join(", "), meant: None }.into()
            }
            Some(resource) if let Some(name) = invalid_filter(&message) => {
                let (resource, name, nearest) = (resource.into(), name.into(), Vec::new());
                Ec2Error::UnknownFilter { resource, name, nearest, line: None }.into()
            }
            _ => ServiceError::Other { code: code.into(), message, endpoint }.into(),
        },
    }
}

/// The name in `The filter 'x' is invalid`.
fn invalid_filter(message: &str) -> Option<&str> {
    message.strip_prefix("The filter '")?.strip_suffix("' is invalid")
}

/// The ids in AWS's message: `i-0123456789abcdef0`, `vol-1a2b3c4d`. A malformed id may have other letters.
fn ids_in(message: &str) -> Vec<String> {
    let words = message.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let is_id = |word: &&str| {
        word.split_once('-').is_some_and(|(prefix, digits)| {
            !prefix.is_empty()
                && prefix.bytes().all(|c| c.is_ascii_lowercase())
                && !digits.is_empty()
                && !digits.contains('-')
        })
    };
    words.filter(is_id).map(str::to_owned).collect()
}

fn no_answer(request: Request) -> Error {
    NetworkError::Timeout { endpoint: request.endpoint(), reason: "did not answer in time".into() }.into()
}

fn dispatch_error(failure: &DispatchFailure, request: Request) -> Error {
    let unreachable = |reason| {
        let (endpoint, setting) = (request.endpoint(), request.endpoint_setting);
        let similar_regions = similar(request.region);
        NetworkError::Unreachable { endpoint, reason, setting, similar_regions }.into()
    };
    match failure.as_connector_error() {
        Some(error) if is_read_timeout(error) => no_answer(request),
        Some(error) => unreachable(root_cause(error)),
        None => unreachable("the connection failed".into()),
    }
}

/// Whether the connection was made, but the response did not arrive in time or stalled. Only the text of the SDK's own
/// error distinguishes this from a failed connection.
pub(crate) fn is_read_timeout(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| cause.is::<WaitError>() || cause.to_string().starts_with("HTTP read timeout"))
}

/// Whether more was sent than is read.
pub(crate) fn is_too_large(error: &(dyn StdError + 'static)) -> bool {
    cause::<BodyError>(error).is_some()
}

/// Whether the server's certificate is not trusted.
pub(crate) fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| cause.to_string().starts_with("invalid peer certificate"))
}

/// The first cause of this type.
fn cause<'e, T: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The text of the last cause, which usually is the real reason.
pub(crate) fn root_cause(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().map(|cause| cause.to_string().trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::error::ErrorMetadata;

    use super::*;

    const REQUEST: Request = Request {
        action: "ec2:DescribeInstances",
        region: "eu-west-1",
        profile: Some("dev"),
        is_temporary: true,
        key_variable: None,
        sign_in: None,
        endpoint_setting: None,
        resource: Some(ResourceKind {
            noun: "instance",
            plural: "instances",
            command: "aws ec2 instances",
            id_prefix: Some("i"),
        }),
    };

    fn code_for(aws_code: &str) -> &'static str {
        service_error(aws_code, "message", None, REQUEST).code()
    }

    #[test]
    fn each_aws_code_has_one_of_our_codes() {
        assert_eq!(code_for("UnauthorizedOperation"), "aws::access_denied");
        assert_eq!(code_for("RequestExpired"), "aws::credentials::expired");
        assert_eq!(code_for("AuthFailure"), "aws::credentials::rejected");
        assert_eq!(code_for("OptInRequired"), "aws::region::disabled");
        assert_eq!(code_for("RegionDisabledException"), "aws::region::disabled");
        assert_eq!(code_for("RequestLimitExceeded"), "aws::throttled");
        assert_eq!(code_for("ThrottlingException"), "aws::throttled");
        assert_eq!(code_for("InvalidParameterValue"), "aws::service_error");
    }

    #[test]
    fn the_help_for_expired_keys_is_the_command_that_signs_in() {
        let help = |sign_in| {
            let request = Request { sign_in, ..REQUEST };
            service_error("ExpiredToken", "", None, request).help().expect("a help")
        };
        assert_eq!(help(Some("aws login")), "sign in again with `aws login --profile dev`");
        assert_eq!(help(Some("aws sso login")), "sign in again with `aws sso login --profile dev`");
        assert!(help(None).starts_with("renew them where they come from; "), "{}", help(None));
    }

    #[test]
    fn keys_that_are_rejected_in_an_unknown_region_may_be_right() {
        let help = |region| {
            let request = Request { region, key_variable: Some("AWS_ACCESS_KEY_ID"), ..REQUEST };
            service_error("AuthFailure", "", None, request).help().expect("a help")
        };
        assert!(help("eu-west-9").starts_with("did you mean `eu-west-1`"), "{}", help("eu-west-9"));
        assert!(help("eu-west-1").starts_with("`aws profile use NAME` removes"), "{}", help("eu-west-1"));
    }

    #[test]
    fn access_denied_names_the_action() {
        let error = service_error("UnauthorizedOperation", "", None, REQUEST);
        assert!(error.to_string().contains("ec2:DescribeInstances"), "{error}");
    }

    #[test]
    fn a_refusal_of_too_many_requests_is_throttling_whatever_it_says() {
        let response = HttpResponse::new(429.try_into().expect("a status"), "<html>Slow down</html>".into());
        let error = SdkError::service_error(ErrorMetadata::builder().build(), response);
        assert_eq!(explain(&error, REQUEST).code(), "aws::throttled");
    }

    #[test]
    fn an_error_without_a_code_says_what_its_service_would_have_sent() {
        let reason = |action| {
            let response = HttpResponse::new(502.try_into().expect("a status"), "<html>Bad gateway</html>".into());
            let error = SdkError::service_error(ErrorMetadata::builder().build(), response);
            explain(&error, Request { action, ..REQUEST }).to_string()
        };
        for (service, format) in
            [("ec2", "XML"), ("sts", "XML"), ("sso", "JSON"), ("sso-oauth", "JSON"), ("signin", "JSON")]
        {
            let action = format!("{service}:Action").leak();
            let end = format!("HTTP status 502, and a body that is not the {format} of AWS");
            let message = reason(action);
            assert!(message.ends_with(&end), "{message}");
        }
    }

    #[test]
    fn missing_ids_are_named() {
        let message = "The instance IDs 'i-0123456789abcdef0, i-0fedcba9876543210' do not exist";
        let error = service_error("InvalidInstanceID.NotFound", message, None, REQUEST);
        assert_eq!(
            error.to_string(),
            "EC2 has no instance i-0123456789abcdef0, i-0fedcba9876543210 in eu-west-1 (profile `dev`)"
        );
    }

    #[test]
    fn a_filter_that_ec2_refuses_is_unknown() {
        let error = service_error("InvalidParameterValue", "The filter 'env' is invalid", None, REQUEST);
        assert_eq!(
            (error.code(), &*error.to_string()),
            ("aws::ec2::unknown_filter", "EC2 has no instance filter `env`")
        );
    }

    #[test]
    fn what_a_request_lists_is_not_guessed_from_its_action() {
        let request = Request { resource: None, ..REQUEST };
        assert_eq!(service_error("InvalidZone.NotFound", "", None, request).code(), "aws::service_error");
        assert_eq!(code_for("InvalidInstanceID.Malformed"), "aws::ec2::malformed_instance_id");
    }
}
