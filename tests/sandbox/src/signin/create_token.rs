//! `CreateOAuth2Token`: exchanges an authorization code or a refresh token for keys.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{CROSS_DEVICE, SAME_DEVICE, invalid_request, proof};
use crate::clock;
use crate::console::{ConsoleError, ConsoleGrant, ConsoleRequest};
use crate::error::ApiError;
use crate::oidc::pkce::{challenge, is_verifier};
use crate::rest::{RestRequest, RestResponse};

/// The longest time between making a proof and sending it, in seconds.
const MAX_SKEW: i64 = 300;

pub fn handle(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let client_id = required(request, "clientId")?;
    if ![SAME_DEVICE, CROSS_DEVICE].contains(&client_id) {
        return Err(invalid_request("clientId is invalid"));
    }
    let key = verified_key(request)?;
    let (grant, has_id_token) = match required(request, "grantType")? {
        "authorization_code" => (from_code(request, client_id, &key), true),
        "refresh_token" => (request.state.console.refresh(required(request, "refreshToken")?, client_id, &key), false),
        _ => return Err(invalid_request("grantType is invalid")),
    };
    let grant = grant.map_err(|error| api_error(error, has_id_token))?;
    Ok(RestResponse::json(&body(request, &grant, has_id_token.then_some(client_id))?))
}

fn body(request: &RestRequest, grant: &ConsoleGrant, client_id: Option<&str>) -> Result<Value, ApiError> {
    let lifetime = request.state.options.console_key_lifetime.as_secs() as i64;
    let account = grant.arn.split(':').nth(4).and_then(|id| request.state.account(id));
    let account = account.ok_or_else(|| invalid_request("the user has no account"))?;
    let caller = request.state.callers.console_session(account, &grant.arn, clock::now() + lifetime);
    let mut body = json!({
        "accessToken": {
            "accessKeyId": caller.key.access_key_id,
            "secretAccessKey": caller.key.secret_access_key,
            "sessionToken": caller.key.session_token,
        },
        "tokenType": "aws_sigv4",
        "expiresIn": lifetime,
        "refreshToken": grant.refresh_token,
    });
    if let Some(client_id) = client_id {
        body["idToken"] = id_token(&grant.arn, client_id, &request.state.url).into();
    }
    Ok(body)
}

/// A JSON Web Token that says who has signed in. Its signature is not real, because no client verifies it.
fn id_token(arn: &str, client_id: &str, issuer: &str) -> String {
    let now = clock::now();
    let payload = json!({ "sub": arn, "aud": client_id, "iss": issuer, "iat": now, "exp": now + 900 });
    let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2lnbmF0dXJl", part(json!({ "typ": "JWT", "alg": "ES384" })), part(payload))
}

fn from_code(request: &RestRequest, client_id: &str, key: &str) -> Result<ConsoleGrant, ConsoleError> {
    let text = |name| request.string(name).ok_or(ConsoleError::Invalid);
    let verifier = text("codeVerifier")?;
    if !is_verifier(verifier) {
        return Err(ConsoleError::Invalid);
    }
    let expected = ConsoleRequest {
        client_id: client_id.to_owned(),
        redirect_uri: text("redirectUri")?.to_owned(),
        state: String::new(),
        challenge: challenge(verifier),
    };
    request.state.console.begin(text("code")?, &expected, key)
}

/// The public key of the proof in the header `DPoP`.
fn verified_key(request: &RestRequest) -> Result<String, ApiError> {
    let proof = request.header("dpop").ok_or_else(|| invalid_request("DPoP is missing"))?;
    let proof = proof::verify(proof).map_err(|problem| invalid_request(format!("DPoP is invalid: {problem}")))?;
    let wrong = |part: &str| Err(invalid_request(format!("DPoP is invalid: {part}")));
    if proof.method != "POST" {
        return wrong("htm");
    }
    if proof.url != format!("{}/v1/token", request.state.url) {
        return wrong("htu");
    }
    if (proof.issued - clock::now()).abs() > MAX_SKEW {
        return wrong("iat");
    }
    if !request.state.console.is_first_proof(&proof.id) {
        return wrong("jti was used before");
    }
    Ok(proof.key)
}

fn api_error(error: ConsoleError, is_code: bool) -> ApiError {
    match error {
        ConsoleError::Invalid if is_code => invalid_request("The authorization code is invalid"),
        ConsoleError::Invalid => invalid_request("The refresh token is invalid"),
        ConsoleError::Expired if is_code => {
            ApiError::new(401, "AUTHCODE_EXPIRED", "The authorization code has expired")
        }
        ConsoleError::Expired => ApiError::new(401, "TOKEN_EXPIRED", "The refresh token has expired"),
        ConsoleError::PasswordChanged => {
            ApiError::new(403, "USER_CREDENTIALS_CHANGED", "The credentials of the user have changed")
        }
    }
}

fn required<'a>(request: &'a RestRequest, name: &str) -> Result<&'a str, ApiError> {
    request.string(name).ok_or_else(|| invalid_request(format!("{name} is missing")))
}
