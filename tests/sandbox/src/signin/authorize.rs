//! The page on which the user allows a program to act for them, and the one that shows a code to copy.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::{CROSS_DEVICE, SAME_DEVICE, confirmation_page, invalid_request};
use crate::console::ConsoleRequest;
use crate::error::ApiError;
use crate::identity_center::RedirectUri;
use crate::oidc::html::{confirmation, text_to_copy};
use crate::oidc::pkce::is_challenge;
use crate::rest::{RestRequest, RestResponse};

const CALLBACK_PATH: &str = "/oauth/callback";

/// The page, or a redirect with a code if the sandbox approves everything.
pub fn show(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let authorization = authorization_request(request)?;
    let console = &request.state.console;
    if request.state.options.auto_approve {
        return Ok(RestResponse::redirect(console.approve(authorization)));
    }
    let text = "Allow the AWS CLI or an SDK to act for you?";
    Ok(RestResponse::html(confirmation(text, "/v1/authorize", "request", &console.open(authorization))))
}

pub fn approve(request: &RestRequest) -> Result<RestResponse, ApiError> {
    Ok(RestResponse::redirect(request.state.console.approve(decided(request)?)))
}

pub fn deny(request: &RestRequest) -> Result<RestResponse, ApiError> {
    Ok(RestResponse::redirect(denied(&decided(request)?)))
}

/// Shows the user of another device the text to copy, which has the state and the code.
pub fn confirm(request: &RestRequest) -> Result<RestResponse, ApiError> {
    if request.parameters.get("error").is_some() {
        return Ok(RestResponse::html(text_to_copy("Access denied", "")));
    }
    let pairs = ["state", "code"].map(|name| Ok((name, required(request, name)?)));
    let pairs = pairs.into_iter().collect::<Result<Vec<_>, ApiError>>()?;
    let text = BASE64_STANDARD.encode(query(&pairs));
    Ok(RestResponse::html(text_to_copy("Copy this code into your terminal", &text)))
}

/// The URL to which the browser is redirected if the user denies access.
fn denied(authorization: &ConsoleRequest) -> String {
    let pairs = [("error", "access_denied"), ("state", authorization.state.as_str())];
    format!("{}?{}", authorization.redirect_uri, query(&pairs))
}

fn decided(request: &RestRequest) -> Result<ConsoleRequest, ApiError> {
    let authorization = request.state.console.take(required(request, "request")?);
    authorization.ok_or_else(|| invalid_request("The request has expired or has been answered"))
}

/// Reads the parameters. Errors are shown to the user: nothing is redirected before all parameters are valid.
fn authorization_request(request: &RestRequest) -> Result<ConsoleRequest, ApiError> {
    let is_callback = |uri: &str| RedirectUri::parse(uri).is_some() && uri.ends_with(CALLBACK_PATH);
    let client_id = valid(request, "client_id", |id| [SAME_DEVICE, CROSS_DEVICE].contains(&id))?;
    let redirect_uri = valid(request, "redirect_uri", |uri| match client_id.as_str() {
        SAME_DEVICE => is_callback(uri),
        _ => uri == confirmation_page(request),
    })?;
    valid(request, "response_type", |kind| kind == "code")?;
    valid(request, "scope", |scope| scope == "openid")?;
    valid(request, "code_challenge_method", |method| method == "SHA-256")?;
    Ok(ConsoleRequest {
        client_id,
        redirect_uri,
        state: valid(request, "state", |_| true)?,
        challenge: valid(request, "code_challenge", is_challenge)?,
    })
}

fn required<'a>(request: &'a RestRequest, name: &str) -> Result<&'a str, ApiError> {
    let value = request.parameters.get(name).filter(|value| !value.is_empty());
    value.ok_or_else(|| invalid_request(format!("{name} is missing")))
}

fn valid(request: &RestRequest, name: &str, is_valid: impl Fn(&str) -> bool) -> Result<String, ApiError> {
    let value = required(request, name)?;
    if is_valid(value) { Ok(value.to_owned()) } else { Err(invalid_request(format!("{name} is invalid"))) }
}

fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
