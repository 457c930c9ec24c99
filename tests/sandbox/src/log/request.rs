//! One request, as it is remembered.

use std::time::SystemTime;

use axum::http::HeaderMap;

/// A request as it reached the sandbox, whether or not it was answered.
#[derive(Debug, Clone)]
pub struct Request {
    /// When it arrived.
    pub at: SystemTime,
    /// The service in its signature's scope, such as `ec2`; `sso-oidc` or `sso` if it is one of theirs, unsigned.
    pub service: String,
    /// The region in its signature's scope; nothing if it isn't signed.
    pub region: String,
    /// Its `Action` parameter, or the operation that its path stands for.
    pub action: String,
    /// The account of its access key, or the one that it asks the portal about, if there is such an account.
    pub account_id: Option<String>,
    /// The access key in its signature's scope; nothing if it isn't signed.
    pub access_key_id: String,
    /// Its `User-Agent`.
    pub user_agent: String,
    /// Its `Accept-Encoding`, if it has one.
    pub accept_encoding: Option<String>,
    /// All parameters, in the order in which they came. Of a JSON body these are the members, lists with spaces between
    /// their entries; secrets are left out.
    pub parameters: Vec<(String, String)>,
}

impl Request {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A request's `User-Agent`.
pub fn user_agent(headers: &HeaderMap) -> String {
    header(headers, "user-agent").unwrap_or_default()
}

/// A request's `Accept-Encoding`.
pub fn accept_encoding(headers: &HeaderMap) -> Option<String> {
    header(headers, "accept-encoding")
}

/// A header's values, joined by commas.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.join(", "))
}
