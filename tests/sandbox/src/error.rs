//! Errors with AWS's codes and messages, and how each service writes them.

use std::borrow::Cow;

use crate::service::Service;
use crate::xml::{document, parent, text};

/// An error response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub status: u16,
    /// Such as `AuthFailure`.
    pub code: Cow<'static, str>,
    pub message: String,
}

impl ApiError {
    pub fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    /// An error with status 400.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    /// EC2's error for an invalid parameter.
    pub fn invalid_value(message: impl Into<String>) -> Self {
        Self::bad_request("InvalidParameterValue", message)
    }

    /// EC2's error for a request that can't be authenticated.
    pub fn auth_failure() -> Self {
        Self::new(401, "AuthFailure", "AWS was not able to validate the provided access credentials")
    }

    /// The portal's error for an access token that is unknown or has expired.
    pub fn invalid_session_token() -> Self {
        Self::new(401, "UnauthorizedException", "Session token not found or invalid")
    }

    /// The portal's error for a role or account that the user doesn't have.
    pub fn no_access() -> Self {
        Self::new(403, "ForbiddenException", "No access")
    }

    /// The error of the portal and of SSO-OIDC for too many requests.
    pub fn too_many_requests() -> Self {
        Self::new(429, "TooManyRequestsException", "Rate exceeded")
    }

    /// The XML of a query service.
    pub fn body(&self, service: Service, request_id: &str) -> String {
        let code = text("Code", self.code.clone());
        let message = text("Message", self.message.clone());
        match service {
            Service::Ec2 => {
                let errors = parent("Errors", [parent("Error", [code, message])]);
                document("Response", None, &[errors, text("RequestID", request_id.to_owned())])
            }
            Service::Sts => {
                let kind = text("Type", if self.status < 500 { "Sender" } else { "Receiver" });
                let error = parent("Error", [kind, code, message]);
                let id = text("RequestId", request_id.to_owned());
                document("ErrorResponse", Some(service.namespace()), &[error, id])
            }
        }
    }
}
