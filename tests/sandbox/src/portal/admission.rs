//! Whom the portal lets in, and what they have to say.

use crate::account::Account;
use crate::error::ApiError;
use crate::identity::Refusal;
use crate::rest::Ask;

/// Lets a call in that shows a good access token and doesn't come too soon. It is the token.
pub fn admit<'a>(ask: &'a Ask) -> Result<&'a str, ApiError> {
    let token = ask.header("x-amz-sso_bearer_token").ok_or_else(ApiError::unknown_token)?;
    match ask.cloud.identity.sessions.admit(token) {
        Ok(()) => Ok(token),
        Err(Refusal::Token) => Err(ApiError::unknown_token()),
        Err(Refusal::Limit) => {
            ask.cloud.log.add_throttled();
            Err(ApiError::too_many_requests())
        }
    }
}

/// A parameter that has to be there.
pub fn required<'a>(ask: &'a Ask, name: &str) -> Result<&'a str, ApiError> {
    let value = ask.parameters.get(name).filter(|value| !value.is_empty());
    value.ok_or_else(|| invalid_request(format!("{name} is missing")))
}

/// The account that the call is about, if there is one of that id.
pub fn account<'a>(ask: &'a Ask) -> Result<Option<&'a Account>, ApiError> {
    let id = required(ask, "account_id")?;
    if id.len() != 12 || !id.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(invalid_request("account_id is not an account id"));
    }
    Ok(ask.cloud.account(id))
}

/// The answer to a call that lacks something or says it wrongly.
pub fn invalid_request(message: impl Into<String>) -> ApiError {
    ApiError::bad_request("InvalidRequestException", message)
}
