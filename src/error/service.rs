//! Errors that AWS returns.

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::in_profile;

/// A response that is an error. `endpoint` is the service and region, such as `ec2 in eu-west-1`.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum ServiceError {
    #[error("Not allowed to call {action} in {region}{}", in_profile(.profile))]
    AccessDenied {
        /// The IAM action, such as `ec2:DescribeInstances`.
        action: String,
        /// `None` for keys in the environment.
        profile: Option<String>,
        region: String,
        /// AWS's message.
        message: String,
    },
    /// Too many requests, even after the retries.
    #[error("AWS throttles requests to {endpoint}, even after all retries")]
    Throttled { endpoint: String },
    /// A response that AWS would not send.
    #[error("Unexpected response from {endpoint}: {reason}")]
    InvalidResponse { endpoint: String, reason: String },
    /// Any other error code of AWS.
    #[error("AWS answered {code}: {message}")]
    Other { code: String, message: String, endpoint: String },
}

impl Diagnostic for ServiceError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::AccessDenied { action, message, .. } => Details::new("aws::access_denied", "not allowed")
                .aws_message(message)
                .at(Subject::Profile)
                .help(format!("ask for the permission `{action}`, or use a profile that has it: `--profile NAME`")),
            Self::Throttled { .. } => Details::new("aws::throttled", "sent too many requests")
                .help("wait a moment, or retry longer: `$env.AWS_MAX_ATTEMPTS = 10; $env.AWS_RETRY_MODE = 'adaptive'`"),
            Self::InvalidResponse { .. } => Details::new("aws::invalid_response", "got this response")
                .help("check AWS_ENDPOINT_URL and the proxy: another server may be answering"),
            Self::Other { endpoint, .. } => {
                Details::new("aws::service_error", format!("{endpoint} returned this error"))
                    .help("run the same request with `^aws` and `--debug` to see what is sent to AWS")
            }
        }
    }
}
