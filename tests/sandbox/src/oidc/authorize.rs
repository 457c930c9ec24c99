//! The authorization page of the authorization code grant: the browser returns to the client with a code or an error.

use super::html::confirmation;
use super::pkce::is_challenge;
use super::validation::{
    invalid_client, invalid_redirect_uri, invalid_request, invalid_scope, missing, unauthorized_client,
};
use crate::error::ApiError;
use crate::identity_center::{AuthorizationRequest, Client, Grant, RedirectUri};
use crate::rest::{RestRequest, RestResponse};

/// The page, or a redirect with a code if the sandbox approves everything.
pub fn show(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let identity_center = &request.state.identity_center;
    let client = identity_center.clients.find(required(request, "client_id")?).ok_or_else(invalid_client)?;
    let authorization = authorization_request(request, &client)?;
    if request.state.options.auto_approve {
        return Ok(RestResponse::redirect(identity_center.authorizations.approve(authorization)));
    }
    let scopes = authorization.scopes.join(" ");
    let id = identity_center.authorizations.open(authorization);
    let text = format!("Allow {} to access your data? {scopes}", client.metadata.name);
    Ok(RestResponse::html(confirmation(&text, "/authorize", "request", &id)))
}

pub fn approve(request: &RestRequest) -> Result<RestResponse, ApiError> {
    decide(request, true)
}

pub fn deny(request: &RestRequest) -> Result<RestResponse, ApiError> {
    decide(request, false)
}

fn decide(request: &RestRequest, allowed: bool) -> Result<RestResponse, ApiError> {
    let url = request.state.identity_center.authorizations.decide(required(request, "request")?, allowed);
    url.map(RestResponse::redirect).ok_or_else(|| invalid_request("The request has expired or has been answered"))
}

/// Reads the parameters. Errors are shown to the user: nothing is redirected before all parameters are valid.
fn authorization_request(request: &RestRequest, client: &Client) -> Result<AuthorizationRequest, ApiError> {
    let redirect_uri = RedirectUri::parse(required(request, "redirect_uri")?);
    let redirect_uri = redirect_uri.filter(|uri| client.can_redirect_to(uri)).ok_or_else(invalid_redirect_uri)?;
    if !client.can_use(Grant::AuthorizationCode) {
        return Err(unauthorized_client());
    }
    valid(request, "response_type", |kind| kind == "code")?;
    valid(request, "code_challenge_method", |method| method == "S256")?;
    Ok(AuthorizationRequest {
        client_id: client.id.clone(),
        redirect_uri,
        scopes: scopes(request, client)?,
        state: valid(request, "state", |_| true)?,
        challenge: valid(request, "code_challenge", is_challenge)?,
    })
}

/// The requested scopes, or all that the client has registered. Clients call the parameter `scopes` or `scope`.
fn scopes(request: &RestRequest, client: &Client) -> Result<Vec<String>, ApiError> {
    let registered = &client.metadata.scopes;
    let Some(scopes) = request.parameters.get("scopes").or_else(|| request.parameters.get("scope")) else {
        return Ok(registered.clone());
    };
    let scopes: Vec<_> = scopes.split_whitespace().map(str::to_owned).collect();
    if scopes.iter().all(|scope| registered.contains(scope)) { Ok(scopes) } else { Err(invalid_scope()) }
}

fn required<'a>(request: &'a RestRequest, name: &str) -> Result<&'a str, ApiError> {
    request.parameters.get(name).filter(|value| !value.is_empty()).ok_or_else(|| missing(name))
}

fn valid(request: &RestRequest, name: &str, is_valid: impl Fn(&str) -> bool) -> Result<String, ApiError> {
    let value = required(request, name)?;
    if is_valid(value) { Ok(value.to_owned()) } else { Err(invalid_request(format!("Invalid {name} provided"))) }
}
