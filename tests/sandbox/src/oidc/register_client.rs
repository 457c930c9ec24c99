//! `RegisterClient`.

use serde_json::json;

use super::validation::{
    check_start_url, invalid_redirect_uri, invalid_scope, list, missing, required, unsupported_grant_type,
};
use crate::error::ApiError;
use crate::identity_center::{ClientMetadata, Grant, RedirectUri};
use crate::rest::{RestRequest, RestResponse};

pub fn handle(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let metadata = metadata(request)?;
    if metadata.grants.contains(&Grant::AuthorizationCode) {
        if metadata.redirect_uris.is_empty() {
            return Err(missing("redirectUris"));
        }
        check_start_url(request, required(request, "issuerUrl")?)?;
    }
    let client = request.state.identity_center.clients.register(metadata);
    Ok(RestResponse::json(&json!({
        "clientId": client.id,
        "clientSecret": client.secret,
        "clientIdIssuedAt": client.issued,
        "clientSecretExpiresAt": client.expires,
    })))
}

fn metadata(request: &RestRequest) -> Result<ClientMetadata, ApiError> {
    let name = required(request, "clientName")?.to_owned();
    if required(request, "clientType")? != "public" {
        return Err(ApiError::bad_request("InvalidClientMetadataException", "Invalid client type provided"));
    }
    let grants = list(request, "grantTypes")?.iter().map(|grant| Grant::from_name(grant)).collect::<Option<_>>();
    let uris = list(request, "redirectUris")?.iter().map(|uri| RedirectUri::parse(uri)).collect::<Option<_>>();
    let scopes = list(request, "scopes")?;
    if !scopes.iter().all(|scope| is_scope(scope)) {
        return Err(invalid_scope());
    }
    let grants = grants.ok_or_else(unsupported_grant_type)?;
    Ok(ClientMetadata { name, grants, redirect_uris: uris.ok_or_else(invalid_redirect_uri)?, scopes })
}

/// Two or more words with colons between them, such as `sso:account:access`. AWS doesn't publish a list of its scopes.
fn is_scope(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || "-_".contains(c));
    text.contains(':') && text.split(':').all(is_word)
}
