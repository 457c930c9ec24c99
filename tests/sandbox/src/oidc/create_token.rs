//! `CreateToken`: exchanges an authorization code, a device code or a refresh token for an access token.

use serde_json::{Value, json};

use super::pkce::{challenge, is_verifier};
use super::validation::{client, invalid_grant, invalid_request, required, unsupported_grant_type};
use crate::error::ApiError;
use crate::identity_center::{Client, Grant, Poll, Tokens};
use crate::rest::{RestRequest, RestResponse};

pub fn handle(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let grant = Grant::from_name(required(request, "grantType")?).ok_or_else(unsupported_grant_type)?;
    let client = client(request, grant)?;
    let tokens = match grant {
        Grant::AuthorizationCode => from_code(request, &client),
        Grant::DeviceCode => from_device_code(request, &client),
        Grant::RefreshToken => from_refresh_token(request, &client),
    }?;
    Ok(RestResponse::json(&body(&client, tokens)))
}

fn body(client: &Client, tokens: Tokens) -> Value {
    let mut body = json!({ "accessToken": tokens.access, "tokenType": "Bearer", "expiresIn": tokens.expires_in });
    if let Some(token) = tokens.refresh.filter(|_| client.can_use(Grant::RefreshToken)) {
        body["refreshToken"] = token.into();
    }
    body
}

/// A code can be used once, even if the rest of the request is wrong.
fn from_code(request: &RestRequest, client: &Client) -> Result<Tokens, ApiError> {
    let (code, redirect_uri) = (required(request, "code")?, required(request, "redirectUri")?);
    let verifier = required(request, "codeVerifier")?;
    if !is_verifier(verifier) {
        return Err(invalid_request("Invalid code verifier provided"));
    }
    let identity_center = &request.state.identity_center;
    let authorization = identity_center.authorizations.redeem(code).filter(|authorization| {
        authorization.client_id == client.id
            && authorization.redirect_uri.as_str() == redirect_uri
            && authorization.challenge == challenge(verifier)
    });
    let authorization = authorization.ok_or_else(|| invalid_grant("Invalid grant provided"))?;
    Ok(identity_center.sessions.begin(&client.id, authorization.scopes))
}

fn from_device_code(request: &RestRequest, client: &Client) -> Result<Tokens, ApiError> {
    let identity_center = &request.state.identity_center;
    let (code, message) = match identity_center.devices.poll(required(request, "deviceCode")?, &client.id) {
        Poll::Approved => return Ok(identity_center.sessions.begin(&client.id, client.metadata.scopes.clone())),
        Poll::Unknown => return Err(invalid_grant("Invalid device code provided")),
        Poll::Expired => ("ExpiredTokenException", "Device code has expired"),
        Poll::TooSoon => ("SlowDownException", "Slow down"),
        Poll::Pending => ("AuthorizationPendingException", "Authorization is pending"),
        Poll::Denied => ("AccessDeniedException", "Access denied"),
    };
    Err(ApiError::bad_request(code, message))
}

fn from_refresh_token(request: &RestRequest, client: &Client) -> Result<Tokens, ApiError> {
    let sessions = &request.state.identity_center.sessions;
    let tokens = sessions.refresh(required(request, "refreshToken")?, &client.id);
    tokens.ok_or_else(|| invalid_grant("Invalid refresh token provided"))
}
