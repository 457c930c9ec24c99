//! Validates requests to SSO-OIDC, and the errors of those that are invalid.

use crate::error::ApiError;
use crate::identity_center::{Client, Grant};
use crate::rest::RestRequest;

/// A required string in the body.
pub fn required<'a>(request: &'a RestRequest, name: &str) -> Result<&'a str, ApiError> {
    request.string(name).ok_or_else(|| missing(name))
}

/// An optional list of strings in the body.
pub fn list(request: &RestRequest, name: &str) -> Result<Vec<String>, ApiError> {
    request.strings(name).ok_or_else(|| invalid_request(format!("Invalid request: {name} is not a list of texts")))
}

/// The client of `clientId` and `clientSecret`, if it has registered for the grant type.
pub fn client(request: &RestRequest, grant: Grant) -> Result<Client, ApiError> {
    let (id, secret) = (required(request, "clientId")?, required(request, "clientSecret")?);
    let client = request.state.identity_center.clients.find(id).filter(|client| client.secret == secret);
    let client = client.ok_or_else(invalid_client)?;
    if client.can_use(grant) { Ok(client) } else { Err(unauthorized_client()) }
}

/// Checks that a URL is one of the sandbox's start URLs. `/`, `#` and `#/` at its end are ignored.
pub fn check_start_url(request: &RestRequest, url: &str) -> Result<(), ApiError> {
    let plain = |url: &str| url.trim_end_matches(['/', '#']).to_owned();
    let known = &request.state.options.start_urls;
    let is_url = ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|r| !r.is_empty()));
    if is_url && (known.is_empty() || known.iter().any(|known| plain(known) == plain(url))) {
        return Ok(());
    }
    Err(invalid_request("Invalid start URL provided"))
}

pub fn invalid_request(message: impl Into<String>) -> ApiError {
    ApiError::bad_request("InvalidRequestException", message)
}

pub fn missing(name: &str) -> ApiError {
    invalid_request(format!("Invalid request: {name} is missing"))
}

/// For a code or refresh token that is unknown, expired, used or another client's.
pub fn invalid_grant(message: &'static str) -> ApiError {
    ApiError::bad_request("InvalidGrantException", message)
}

/// For a client that is unknown, has another secret, or whose registration has expired.
pub fn invalid_client() -> ApiError {
    ApiError::new(401, "InvalidClientException", "Invalid client provided")
}

pub fn unauthorized_client() -> ApiError {
    ApiError::bad_request("UnauthorizedClientException", "Client is not authorized for the grant type")
}

pub fn unsupported_grant_type() -> ApiError {
    ApiError::bad_request("UnsupportedGrantTypeException", "Unsupported grant type")
}

/// For a scope that doesn't exist or that the client hasn't registered for.
pub fn invalid_scope() -> ApiError {
    ApiError::bad_request("InvalidScopeException", "Invalid scope requested")
}

/// For a redirect URI that isn't on this machine or that the client hasn't registered.
pub fn invalid_redirect_uri() -> ApiError {
    ApiError::bad_request("InvalidRedirectUriException", "Invalid redirect URI provided")
}
