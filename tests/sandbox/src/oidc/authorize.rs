//! The authorization page: a browser arrives with a client's question, and goes back with a code or with a no.

use super::page::question;
use super::pkce::is_challenge;
use super::refusals::{
    invalid_client, invalid_redirect_uri, invalid_request, invalid_scope, missing, unauthorized_client,
};
use crate::error::ApiError;
use crate::identity::{Client, Consent, Grant, Redirect};
use crate::rest::{Answer, Ask};

/// The page, or the way back at once if the user allows everything.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    let client = ask.cloud.identity.clients.find(required(ask, "client_id")?).ok_or_else(invalid_client)?;
    let consent = consent(ask, &client)?;
    let consents = &ask.cloud.identity.consents;
    if ask.cloud.options.auto_approve {
        return Ok(Answer::redirect(consents.allow(consent)));
    }
    let scopes = consent.scopes.join(" ");
    let id = consents.ask(consent);
    let text = format!("Allow {} to access your data? {scopes}", client.metadata.name);
    Ok(Answer::page(question(&text, "/authorize", "request", &id)))
}

/// The user allows what is asked.
pub fn approve(ask: &Ask) -> Result<Answer, ApiError> {
    decide(ask, true)
}

/// The user doesn't allow what is asked.
pub fn deny(ask: &Ask) -> Result<Answer, ApiError> {
    decide(ask, false)
}

fn decide(ask: &Ask, allowed: bool) -> Result<Answer, ApiError> {
    let url = ask.cloud.identity.consents.decide(required(ask, "request")?, allowed);
    url.map(Answer::redirect).ok_or_else(|| invalid_request("The request has expired or has been answered"))
}

/// What the client asks for. A browser that brings anything wrong stays here: no client is told by redirection.
fn consent(ask: &Ask, client: &Client) -> Result<Consent, ApiError> {
    let redirect = Redirect::parse(required(ask, "redirect_uri")?).filter(|redirect| client.may_redirect(redirect));
    let redirect = redirect.ok_or_else(invalid_redirect_uri)?;
    if !client.may(Grant::AuthorizationCode) {
        return Err(unauthorized_client());
    }
    expect(ask, "response_type", |kind| kind == "code")?;
    expect(ask, "code_challenge_method", |method| method == "S256")?;
    Ok(Consent {
        client_id: client.id.clone(),
        redirect,
        scopes: scopes(ask, client)?,
        state: expect(ask, "state", |_| true)?,
        challenge: expect(ask, "code_challenge", is_challenge)?,
    })
}

/// The scopes under either of their names, or else all that the client has registered for.
fn scopes(ask: &Ask, client: &Client) -> Result<Vec<String>, ApiError> {
    let registered = &client.metadata.scopes;
    let Some(scopes) = ask.parameters.get("scopes").or_else(|| ask.parameters.get("scope")) else {
        return Ok(registered.clone());
    };
    let scopes: Vec<_> = scopes.split_whitespace().map(str::to_owned).collect();
    if scopes.iter().all(|scope| registered.contains(scope)) { Ok(scopes) } else { Err(invalid_scope()) }
}

fn required<'a>(ask: &'a Ask, name: &str) -> Result<&'a str, ApiError> {
    ask.parameters.get(name).filter(|value| !value.is_empty()).ok_or_else(|| missing(name))
}

fn expect(ask: &Ask, name: &str, is_right: impl Fn(&str) -> bool) -> Result<String, ApiError> {
    let value = required(ask, name)?;
    if is_right(value) { Ok(value.to_owned()) } else { Err(invalid_request(format!("Invalid {name} provided"))) }
}
