//! A logged request.

use std::time::SystemTime;

use axum::http::HeaderMap;

/// A request as it was received, whatever the response.
#[derive(Debug, Clone)]
pub struct Request {
    /// When it was received.
    pub at: SystemTime,
    /// The service in its credential scope, such as `ec2`, or `sso-oidc` or `sso`, whose requests are unsigned.
    pub service: String,
    /// The region in its credential scope. Empty if it is unsigned.
    pub region: String,
    /// Its `Action` parameter, or the operation of its path.
    pub action: String,
    /// The account of its access key, or of its parameter `account_id`, if there is such an account.
    pub account_id: Option<String>,
    /// The access key in its credential scope. Empty if it is unsigned.
    pub access_key_id: String,
    pub user_agent: String,
    pub accept_encoding: Option<String>,
    /// All parameters, in their order. For a JSON body these are the members except secrets; the entries of lists are
    /// joined by spaces.
    pub parameters: Vec<(String, String)>,
}

impl Request {
    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub fn user_agent(headers: &HeaderMap) -> String {
    header(headers, "user-agent").unwrap_or_default()
}

pub fn accept_encoding(headers: &HeaderMap) -> Option<String> {
    header(headers, "accept-encoding")
}

/// The values of a header, joined by commas.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(", "))
}
