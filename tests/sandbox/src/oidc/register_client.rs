//! `RegisterClient`: a program makes itself known.

use serde_json::json;

use super::refusals::{invalid_redirect_uri, invalid_scope, list, missing, required, unsupported_grant_type};
use super::start_url;
use crate::error::ApiError;
use crate::identity::{Grant, Metadata, Redirect};
use crate::rest::{Answer, Ask};

/// The answer to a call.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    let metadata = metadata(ask)?;
    if metadata.grants.contains(&Grant::AuthorizationCode) {
        check_code_flow(ask, &metadata)?;
    }
    let client = ask.cloud.identity.clients.register(metadata);
    Ok(Answer::json(&json!({
        "clientId": client.id,
        "clientSecret": client.secret,
        "clientIdIssuedAt": client.issued,
        "clientSecretExpiresAt": client.expires,
    })))
}

fn metadata(ask: &Ask) -> Result<Metadata, ApiError> {
    let name = required(ask, "clientName")?.to_owned();
    if required(ask, "clientType")? != "public" {
        return Err(ApiError::bad_request("InvalidClientMetadataException", "Invalid client type provided"));
    }
    let grants = list(ask, "grantTypes")?.iter().map(|grant| Grant::from_name(grant)).collect::<Option<_>>();
    let redirects = list(ask, "redirectUris")?.iter().map(|uri| Redirect::parse(uri)).collect::<Option<_>>();
    let scopes = list(ask, "scopes")?;
    if !scopes.iter().all(|scope| is_scope(scope)) {
        return Err(invalid_scope());
    }
    let grants = grants.ok_or_else(unsupported_grant_type)?;
    Ok(Metadata { name, grants, redirects: redirects.ok_or_else(invalid_redirect_uri)?, scopes })
}

/// A browser has to be sent somewhere, by somebody.
fn check_code_flow(ask: &Ask, metadata: &Metadata) -> Result<(), ApiError> {
    if metadata.redirects.is_empty() {
        return Err(missing("redirectUris"));
    }
    start_url::check(ask, required(ask, "issuerUrl")?)
}

/// Two or more words with colons between them, such as `sso:account:access`. AWS has a list of them that nobody knows.
fn is_scope(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || "-_".contains(c));
    text.contains(':') && text.split(':').all(is_word)
}
