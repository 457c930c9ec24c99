//! What an SDK error means to the user.
//!
//! EC2 models no errors, and an SDK error's own text is just "service error": the code, the message and the causes
//! have to be looked up.

use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError as SdkCredentialsError;
use aws_sdk_ec2::error::ProvideErrorMetadata;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{DispatchFailure, SdkError};

use crate::config::CredentialsKind;
use crate::error::{CredentialsError, Ec2Error, Error, NetworkError, RegionError, ServiceError};

/// The request that failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The IAM action: `ec2:DescribeInstances`.
    pub(crate) action: &'static str,
    /// The region that was asked.
    pub(crate) region: &'a str,
    /// The profile that was asked with; `None` for keys in the environment.
    pub(crate) profile: Option<&'a str>,
    /// What kind of profile that is.
    pub(crate) kind: Option<CredentialsKind>,
}

impl Request<'_> {
    /// The service and region, as errors name them.
    pub(crate) fn endpoint(&self) -> String {
        let service = self.action.split(':').next().unwrap_or(self.action);
        format!("{service} in {}", self.region)
    }

    fn profile(&self) -> Option<String> {
        self.profile.map(str::to_owned)
    }
}

/// The error in the user's terms.
pub(crate) fn explain<E>(error: &SdkError<E, HttpResponse>, request: Request) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
{
    if let Some(own) = cause::<Error>(error) {
        return own.clone();
    }
    let of_credentials = cause::<SdkCredentialsError>(error).map(|error| explain_credentials(error, request));
    of_credentials.unwrap_or_else(|| explain_answer(error, request))
}

/// Why there are no credentials, in the user's terms.
pub(crate) fn explain_credentials(error: &SdkCredentialsError, request: Request) -> Error {
    if let Some(own) = cause::<Error>(error) {
        return own.clone();
    }
    if let Some(error) = cause::<SdkError<AssumeRoleError, HttpResponse>>(error) {
        return explain_answer(error, Request { action: "sts:AssumeRole", ..request });
    }
    if let Some(error) = cause::<SdkError<AssumeRoleWithWebIdentityError, HttpResponse>>(error) {
        return explain_answer(error, Request { action: "sts:AssumeRoleWithWebIdentity", ..request });
    }
    credentials_failure(error, request)
}

/// What an answer means, or that there is none.
fn explain_answer<E>(error: &SdkError<E, HttpResponse>, request: Request) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
{
    match error {
        SdkError::TimeoutError(_) => NetworkError::Timeout { endpoint: request.endpoint() }.into(),
        SdkError::DispatchFailure(failure) => dispatch_failure(failure, request),
        SdkError::ResponseError(_) if is_read_timeout(error) => {
            NetworkError::Timeout { endpoint: request.endpoint() }.into()
        }
        SdkError::ResponseError(_) => {
            ServiceError::InvalidResponse { endpoint: request.endpoint(), reason: deepest(error) }.into()
        }
        SdkError::ServiceError(service) => match service.err().code() {
            Some(code) => service_failure(code, service.err().message().unwrap_or_default(), request),
            None => ServiceError::InvalidResponse {
                endpoint: request.endpoint(),
                reason: format!("HTTP status {}, and a body that is no XML of AWS's", service.raw().status()),
            }
            .into(),
        },
        _ => Error::Internal(format!("The request could not be made: {}", deepest(error))),
    }
}

fn service_failure(code: &str, message: &str, request: Request) -> Error {
    let Request { region, .. } = request;
    let (profile, endpoint) = (request.profile(), request.endpoint());
    let (region, message) = (region.to_owned(), message.to_owned());
    match code {
        "UnauthorizedOperation" | "AccessDenied" | "AccessDeniedException" => {
            ServiceError::AccessDenied { action: request.action.into(), profile, region, message }.into()
        }
        "RequestExpired" | "ExpiredToken" | "ExpiredTokenException" => CredentialsError::Expired { profile }.into(),
        "AuthFailure"
        | "IncompleteSignature"
        | "InvalidAccessKeyId"
        | "InvalidClientTokenId"
        | "MissingAuthenticationToken"
        | "RequestTimeTooSkewed"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => CredentialsError::Rejected { profile, region, message }.into(),
        "OptInRequired" => RegionError::Disabled { region }.into(),
        _ if code.starts_with("Invalid") && code.ends_with(".NotFound") => {
            Ec2Error::NotFound { resource: resource(request.action), ids: ids_in(&message), region, profile }.into()
        }
        _ if code.starts_with("Invalid") && code.ends_with(".Malformed") => {
            let ids = ids_in(&message);
            let prefix = ids.first().and_then(|id| id.split_once('-')).map(|(prefix, _)| prefix.to_owned());
            let (id, prefix) = (ids.join(", "), prefix.unwrap_or_default());
            Ec2Error::MalformedId { resource: resource(request.action), id, prefix }.into()
        }
        "RequestLimitExceeded" | "EC2ThrottledException" | "TooManyRequestsException" | "SlowDown" => {
            ServiceError::Throttled { endpoint }.into()
        }
        _ if code.starts_with("Throttl") => ServiceError::Throttled { endpoint }.into(),
        _ => ServiceError::Other { code: code.into(), message, endpoint }.into(),
    }
}

/// What the items of a list operation are called: "volume" for `ec2:DescribeVolumes`.
fn resource(action: &str) -> String {
    let items = action.rsplit("Describe").next().unwrap_or_default().trim_end_matches('s');
    let mut words = String::new();
    for c in items.chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
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

fn dispatch_failure(failure: &DispatchFailure, request: Request) -> Error {
    let endpoint = request.endpoint();
    match failure.as_connector_error() {
        Some(error) if is_read_timeout(error) => NetworkError::Timeout { endpoint }.into(),
        Some(error) => NetworkError::Unreachable { endpoint, reason: deepest(error) }.into(),
        None => NetworkError::Unreachable { endpoint, reason: "the connection failed".into() }.into(),
    }
}

fn credentials_failure(error: &SdkCredentialsError, request: Request) -> Error {
    match (error, request.kind, request.profile()) {
        (SdkCredentialsError::CredentialsNotLoaded(_), None, profile) => CredentialsError::Missing { profile }.into(),
        (_, Some(CredentialsKind::Login), Some(profile)) => {
            CredentialsError::ConsoleSession { profile, reason: deepest(error) }.into()
        }
        (_, _, profile) => CredentialsError::Failed { profile, reason: deepest(error) }.into(),
    }
}

/// Whether an error means that the answer did not come in time, or stopped in its middle, while the connection stood.
/// The SDK tells this apart from a connection that could not be made by the text only.
pub(crate) fn is_read_timeout(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| {
        let text = cause.to_string();
        text.starts_with("HTTP read timeout") || text.starts_with("minimum throughput was specified")
    })
}

/// Whether the server's certificate was refused.
pub(crate) fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| cause.to_string().starts_with("invalid peer certificate"))
}

/// The cause of this type, wherever it lies.
fn cause<'e, T: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The text of the cause that lies deepest, where the real reason usually is.
fn deepest(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().map(|cause| cause.to_string().trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: Request =
        Request { action: "ec2:DescribeInstances", region: "eu-west-1", profile: Some("dev"), kind: None };

    fn code_for(aws_code: &str) -> &'static str {
        service_failure(aws_code, "words", REQUEST).code()
    }

    #[test]
    fn aws_codes_become_ours() {
        assert_eq!(code_for("UnauthorizedOperation"), "aws::access_denied");
        assert_eq!(code_for("RequestExpired"), "aws::credentials::expired");
        assert_eq!(code_for("AuthFailure"), "aws::credentials::rejected");
        assert_eq!(code_for("OptInRequired"), "aws::region::disabled");
        assert_eq!(code_for("RequestLimitExceeded"), "aws::throttled");
        assert_eq!(code_for("ThrottlingException"), "aws::throttled");
        assert_eq!(code_for("InvalidParameterValue"), "aws::service_error");
    }

    #[test]
    fn access_denied_names_the_action() {
        let error = service_failure("UnauthorizedOperation", "", REQUEST);
        assert!(error.to_string().contains("ec2:DescribeInstances"), "{error}");
    }

    #[test]
    fn the_ids_that_are_not_found_are_named() {
        let message = "The instance IDs 'i-0123456789abcdef0, i-0fedcba9876543210' do not exist";
        let error = service_failure("InvalidInstanceID.NotFound", message, REQUEST);
        assert!(error.to_string().contains("i-0123456789abcdef0, i-0fedcba9876543210"), "{error}");
    }
}
