//! `CreateToken`: an access token for an authorization code, a device code or a refresh token.

use serde_json::{Value, json};

use super::pkce::{challenge, is_verifier};
use super::refusals::{client, invalid_grant, invalid_request, required, unsupported_grant_type};
use crate::error::ApiError;
use crate::identity::{Client, Grant, Poll, Tokens};
use crate::rest::{Answer, Ask};

/// The answer to a call.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    let grant = Grant::from_name(required(ask, "grantType")?).ok_or_else(unsupported_grant_type)?;
    let client = client(ask, grant)?;
    let tokens = match grant {
        Grant::AuthorizationCode => of_code(ask, &client),
        Grant::DeviceCode => of_device(ask, &client),
        Grant::RefreshToken => of_refresh_token(ask, &client),
    }?;
    Ok(Answer::json(&body(&client, tokens)))
}

fn body(client: &Client, tokens: Tokens) -> Value {
    let mut body = json!({ "accessToken": tokens.access, "tokenType": "Bearer", "expiresIn": tokens.expires_in });
    if let Some(token) = tokens.refresh.filter(|_| client.may(Grant::RefreshToken)) {
        body["refreshToken"] = token.into();
    }
    body
}

/// A code is good once, even if what comes with it is wrong.
fn of_code(ask: &Ask, client: &Client) -> Result<Tokens, ApiError> {
    let (code, redirect) = (required(ask, "code")?, required(ask, "redirectUri")?);
    let verifier = required(ask, "codeVerifier")?;
    if !is_verifier(verifier) {
        return Err(invalid_request("Invalid code verifier provided"));
    }
    let consent = ask.cloud.identity.consents.redeem(code).filter(|consent| {
        consent.client_id == client.id
            && consent.redirect.as_str() == redirect
            && consent.challenge == challenge(verifier)
    });
    let consent = consent.ok_or_else(|| invalid_grant("Invalid grant provided"))?;
    Ok(ask.cloud.identity.sessions.begin(&client.id, consent.scopes))
}

fn of_device(ask: &Ask, client: &Client) -> Result<Tokens, ApiError> {
    let (code, message) = match ask.cloud.identity.devices.poll(required(ask, "deviceCode")?, &client.id) {
        Poll::Approved => return Ok(ask.cloud.identity.sessions.begin(&client.id, client.metadata.scopes.clone())),
        Poll::Unknown => return Err(invalid_grant("Invalid device code provided")),
        Poll::Expired => ("ExpiredTokenException", "Device code has expired"),
        Poll::TooSoon => ("SlowDownException", "Slow down"),
        Poll::Pending => ("AuthorizationPendingException", "Authorization is pending"),
        Poll::Denied => ("AccessDeniedException", "Access denied"),
    };
    Err(ApiError::bad_request(code, message))
}

fn of_refresh_token(ask: &Ask, client: &Client) -> Result<Tokens, ApiError> {
    let tokens = ask.cloud.identity.sessions.refresh(required(ask, "refreshToken")?, &client.id);
    tokens.ok_or_else(|| invalid_grant("Invalid refresh token provided"))
}
