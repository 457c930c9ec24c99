//! What SSO-OIDC refuses, and whom.

use crate::error::ApiError;
use crate::identity::{Client, Grant};
use crate::rest::Ask;

/// A request that lacks something or says it wrongly.
pub fn invalid_request(message: impl Into<String>) -> ApiError {
    ApiError::bad_request("InvalidRequestException", message)
}

/// A code or refresh token that isn't good for this client, or no longer.
pub fn invalid_grant(message: &'static str) -> ApiError {
    ApiError::bad_request("InvalidGrantException", message)
}

/// A client that is unknown, has another secret, or whose registration has ended.
pub fn invalid_client() -> ApiError {
    ApiError::new(401, "InvalidClientException", "Invalid client provided")
}

/// A way to a token that the client hasn't registered for.
pub fn unauthorized_client() -> ApiError {
    ApiError::bad_request("UnauthorizedClientException", "Client is not authorized for the grant type")
}

/// A way to a token that there isn't.
pub fn unsupported_grant_type() -> ApiError {
    ApiError::bad_request("UnsupportedGrantTypeException", "Unsupported grant type")
}

/// A scope that there isn't, or that the client hasn't registered for.
pub fn invalid_scope() -> ApiError {
    ApiError::bad_request("InvalidScopeException", "Invalid scope requested")
}

/// A redirect URI that isn't on this machine, or that the client hasn't registered.
pub fn invalid_redirect_uri() -> ApiError {
    ApiError::bad_request("InvalidRedirectUriException", "Invalid redirect URI provided")
}

/// A member that the body has to have.
pub fn required<'a>(ask: &'a Ask, name: &str) -> Result<&'a str, ApiError> {
    ask.text(name).ok_or_else(|| missing(name))
}

/// A list that the body may have.
pub fn list(ask: &Ask, name: &str) -> Result<Vec<String>, ApiError> {
    ask.texts(name).ok_or_else(|| invalid_request(format!("Invalid request: {name} is not a list of texts")))
}

/// The answer to a request that lacks a parameter.
pub fn missing(name: &str) -> ApiError {
    invalid_request(format!("Invalid request: {name} is missing"))
}

/// The client that the body names and whose secret it tells, if it may go this way to a token.
pub fn client(ask: &Ask, grant: Grant) -> Result<Client, ApiError> {
    let (id, secret) = (required(ask, "clientId")?, required(ask, "clientSecret")?);
    let client = ask.cloud.identity.clients.find(id).filter(|client| client.secret == secret);
    let client = client.ok_or_else(invalid_client)?;
    if client.may(grant) { Ok(client) } else { Err(unauthorized_client()) }
}
