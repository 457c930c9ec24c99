//! The REST services, and the forms of their errors.

use serde_json::json;

use crate::error::ApiError;
use crate::faults::FaultKind;

/// A service whose requests aren't signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// SSO-OIDC, which issues tokens.
    Oidc,
    /// The SSO portal, which issues the credentials of roles.
    Portal,
    /// The sign-in service of the console, which issues the keys of `aws login`.
    SignIn,
}

impl Api {
    /// The signing name of the service in the SDKs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Oidc => "sso-oidc",
            Self::Portal => "sso",
            Self::SignIn => "signin",
        }
    }

    /// The value of the header `x-amzn-ErrorType`.
    pub fn error_type(self, error: &ApiError) -> String {
        let exception = if self == Self::SignIn { signin_exception(&error.code) } else { &error.code };
        format!("{exception}:http://internal.amazon.com/coral/{}/", self.namespace())
    }

    pub fn error_body(self, error: &ApiError) -> String {
        let body = match self {
            Self::Oidc => json!({ "error": oauth_code(&error.code), "error_description": error.message }),
            Self::Portal => {
                json!({ "message": error.message, "__type": format!("{}#{}", self.namespace(), error.code) })
            }
            Self::SignIn => json!({ "error": error.code, "message": error.message }),
        };
        body.to_string()
    }

    /// The error response of an injected fault, unless the fault is of another kind.
    pub fn fault_error(self, kind: &FaultKind) -> Option<ApiError> {
        Some(match (kind, self) {
            (FaultKind::Throttle, Self::SignIn) => ApiError::new(429, "rate_exceeded", "Rate exceeded"),
            (FaultKind::InternalError, Self::SignIn) => {
                ApiError::new(500, "server_error", "An internal error has occurred")
            }
            (FaultKind::Denied | FaultKind::DeniedByPolicy | FaultKind::OptInRequired, Self::SignIn) => {
                ApiError::new(403, "INSUFFICIENT_PERMISSIONS", "You may not use signin:CreateOAuth2Token")
            }
            (FaultKind::Expired, Self::SignIn) => ApiError::new(401, "TOKEN_EXPIRED", "The token has expired"),
            (FaultKind::Throttle, _) => ApiError::too_many_requests(),
            (FaultKind::InternalError, _) => {
                ApiError::new(500, "InternalServerException", "An internal error has occurred")
            }
            (FaultKind::Denied | FaultKind::DeniedByPolicy | FaultKind::OptInRequired, Self::Oidc) => {
                ApiError::bad_request("AccessDeniedException", "Access denied")
            }
            (FaultKind::Denied | FaultKind::DeniedByPolicy | FaultKind::OptInRequired, Self::Portal) => {
                ApiError::no_access()
            }
            (FaultKind::Expired, Self::Oidc) => ApiError::bad_request("ExpiredTokenException", "Token has expired"),
            (FaultKind::Expired, Self::Portal) => ApiError::invalid_session_token(),
            (FaultKind::Error { status, code, message }, _) => ApiError::new(*status, code.clone(), message.clone()),
            _ => return None,
        })
    }

    fn namespace(self) -> &'static str {
        match self {
            Self::Oidc => "com.amazonaws.sso.oidc",
            Self::Portal => "com.amazonaws.switchboard.portal",
            Self::SignIn => "com.amazonaws.signin",
        }
    }
}

/// The exception of an error code of the sign-in service. Its errors are called by the code, which says more.
fn signin_exception(code: &str) -> &'static str {
    match code {
        "TOKEN_EXPIRED" | "AUTHCODE_EXPIRED" | "USER_CREDENTIALS_CHANGED" | "INSUFFICIENT_PERMISSIONS" => {
            "AccessDeniedException"
        }
        "rate_exceeded" => "TooManyRequestsError",
        "server_error" => "InternalServerException",
        _ => "ValidationException",
    }
}

/// The OAuth error code of an exception: `invalid_grant` for `InvalidGrantException`.
fn oauth_code(exception: &str) -> String {
    if exception == "InternalServerException" {
        return "server_error".to_owned();
    }
    let mut code = String::new();
    for letter in exception.trim_end_matches("Exception").chars() {
        if letter.is_ascii_uppercase() && !code.is_empty() {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_have_oauth_error_codes() {
        assert_eq!(oauth_code("InvalidGrantException"), "invalid_grant");
        assert_eq!(oauth_code("AuthorizationPendingException"), "authorization_pending");
        assert_eq!(oauth_code("InternalServerException"), "server_error");
    }
}
