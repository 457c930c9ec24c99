//! Errors that AWS returns.

use chrono::TimeDelta;

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::error::help::SHOW_ENDPOINTS;
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
    /// The request's signature has another time than AWS's clock. A positive `skew` is a clock that is ahead.
    #[error("{}", clock(endpoint, *skew))]
    Clock { endpoint: String, skew: Option<TimeDelta> },
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
            // Root needs none.
            Self::AccessDenied { action, message, .. } if action.starts_with("signin:") => {
                Details::new("aws::access_denied", "not allowed").aws_message(message).at(Subject::Profile).help(
                    format!(
                        "ask for the permission `{action}`, which the managed policy SignInLocalDevelopmentAccess has"
                    ),
                )
            }
            Self::AccessDenied { action, message, .. } => Details::new("aws::access_denied", "not allowed")
                .aws_message(message)
                .at(Subject::Profile)
                .help(format!("ask for the permission `{action}`, or use a profile that has it: `--profile NAME`")),
            Self::Clock { .. } => Details::new("aws::clock", "signed the request with a wrong time")
                .help(format!("synchronize the clock, for example with `{SYNCHRONIZE}`")),
            Self::Throttled { .. } => Details::new("aws::throttled", "sent too many requests")
                .help("wait a moment, or retry longer: `$env.AWS_MAX_ATTEMPTS = 10; $env.AWS_RETRY_MODE = 'adaptive'`"),
            Self::InvalidResponse { .. } => Details::new("aws::invalid_response", "got a response that is not AWS's")
                .help(format!(
                    "another server may be answering: check the endpoint and the proxy with {SHOW_ENDPOINTS}"
                )),
            Self::Other { endpoint, .. } => {
                Details::new("aws::service_error", format!("{endpoint} returned this error"))
                    .help("run the same request with `^aws` and `--debug` to see what is sent to AWS")
            }
        }
    }
}

/// The command that sets the clock.
const SYNCHRONIZE: &str = if cfg!(windows) {
    "^w32tm /resync"
} else if cfg!(target_os = "macos") {
    "^sudo sntp -sS time.apple.com"
} else {
    "^sudo timedatectl set-ntp true"
};

fn clock(endpoint: &str, skew: Option<TimeDelta>) -> String {
    match skew.filter(|skew| skew.num_minutes() != 0) {
        Some(skew) => {
            let direction = if skew > TimeDelta::zero() { "ahead of" } else { "behind" };
            format!("This computer's clock is {} {direction} that of {endpoint}", duration(skew.abs()))
        }
        None => format!("{endpoint} says that the request has expired, so this computer's clock may be wrong"),
    }
}

/// `2 h 3 min`
fn duration(time: TimeDelta) -> String {
    let minutes = time.num_minutes();
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    parts.map(|(number, unit)| format!("{number} {unit}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_error_says_by_how_much() {
        let message = |skew| clock("ec2 in eu-west-1", skew);
        let minutes = |minutes| Some(TimeDelta::minutes(minutes));
        assert_eq!(message(minutes(-123)), "This computer's clock is 2 h 3 min behind that of ec2 in eu-west-1");
        assert_eq!(message(minutes(1445)), "This computer's clock is 1 d 5 min ahead of that of ec2 in eu-west-1");
        assert!(message(minutes(0)).contains("may be wrong") && message(None).contains("may be wrong"));
    }
}
