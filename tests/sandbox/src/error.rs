//! What the sandbox refuses, in AWS's codes and words, and how each service writes it.

use std::borrow::Cow;

use crate::service::Service;
use crate::xml::{document, parent, text};

/// An error that a service answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// The code that clients branch on, such as `AuthFailure`.
    pub code: Cow<'static, str>,
    /// The sentence for people.
    pub message: String,
}

impl ApiError {
    /// An error with any status.
    pub fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    /// An error of the caller's making: status 400.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    /// EC2's answer to a value that it cannot use.
    pub fn invalid_value(message: impl Into<String>) -> Self {
        Self::bad_request("InvalidParameterValue", message)
    }

    /// EC2's answer to credentials that it does not take.
    pub fn auth_failure() -> Self {
        Self::new(401, "AuthFailure", "AWS was not able to validate the provided access credentials")
    }

    /// The portal's answer to a token that it doesn't know or that is past its time.
    pub fn unknown_token() -> Self {
        Self::new(401, "UnauthorizedException", "Session token not found or invalid")
    }

    /// The portal's answer to somebody who may not take a role.
    pub fn no_access() -> Self {
        Self::new(403, "ForbiddenException", "No access")
    }

    /// The answer of the portal and of SSO-OIDC to somebody who asks too often.
    pub fn too_many_requests() -> Self {
        Self::new(429, "TooManyRequestsException", "Rate exceeded")
    }

    /// The body in the XML of the service.
    pub fn body(&self, service: Service, request_id: &str) -> String {
        let code = text("Code", self.code.clone());
        let message = text("Message", self.message.clone());
        match service {
            Service::Ec2 => {
                let errors = parent("Errors", [parent("Error", [code, message])]);
                document("Response", None, &[errors, text("RequestID", request_id.to_owned())])
            }
            Service::Sts => {
                let blame = text("Type", if self.status < 500 { "Sender" } else { "Receiver" });
                let error = parent("Error", [blame, code, message]);
                let id = text("RequestId", request_id.to_owned());
                document("ErrorResponse", Some(service.namespace()), &[error, id])
            }
        }
    }
}
