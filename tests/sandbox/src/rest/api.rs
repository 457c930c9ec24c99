//! The two REST services, and what tells them apart.

use serde_json::json;

use crate::error::ApiError;

/// A service whose requests aren't signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// SSO-OIDC, which gives out tokens.
    Oidc,
    /// The SSO portal, which gives out the credentials of roles.
    Portal,
}

impl Api {
    /// The name under which clients know the service.
    pub fn name(self) -> &'static str {
        match self {
            Self::Oidc => "sso-oidc",
            Self::Portal => "sso",
        }
    }

    /// The value of the header `x-amzn-ErrorType`.
    pub fn error_type(self, error: &ApiError) -> String {
        format!("{}:http://internal.amazon.com/coral/{}/", error.code, self.namespace())
    }

    /// The JSON that tells an error.
    pub fn error_body(self, error: &ApiError) -> String {
        let body = match self {
            Self::Oidc => json!({ "error": oauth_code(&error.code), "error_description": error.message }),
            Self::Portal => {
                json!({ "message": error.message, "__type": format!("{}#{}", self.namespace(), error.code) })
            }
        };
        body.to_string()
    }

    fn namespace(self) -> &'static str {
        match self {
            Self::Oidc => "com.amazonaws.sso.oidc",
            Self::Portal => "com.amazonaws.switchboard.portal",
        }
    }
}

/// OAuth's word for an exception: `invalid_grant` for `InvalidGrantException`.
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
    fn exceptions_have_a_word_of_oauth() {
        assert_eq!(oauth_code("InvalidGrantException"), "invalid_grant");
        assert_eq!(oauth_code("AuthorizationPendingException"), "authorization_pending");
        assert_eq!(oauth_code("InternalServerException"), "server_error");
    }
}
