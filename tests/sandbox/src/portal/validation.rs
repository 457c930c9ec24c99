//! Validates requests to the portal: access token, rate limit and parameters.

use crate::account::Account;
use crate::error::ApiError;
use crate::identity_center::SessionError;
use crate::rest::RestRequest;

/// The access token of a request, if it is valid and within its rate limit.
pub fn authenticate<'a>(request: &'a RestRequest) -> Result<&'a str, ApiError> {
    let token = request.header("x-amz-sso_bearer_token").ok_or_else(ApiError::invalid_session_token)?;
    match request.state.identity_center.sessions.use_token(token) {
        Ok(()) => Ok(token),
        Err(SessionError::InvalidToken) => Err(ApiError::invalid_session_token()),
        Err(SessionError::RateLimited) => {
            request.state.log.add_throttled();
            Err(ApiError::too_many_requests())
        }
    }
}

/// A required parameter.
pub fn required<'a>(request: &'a RestRequest, name: &str) -> Result<&'a str, ApiError> {
    let value = request.parameters.get(name).filter(|value| !value.is_empty());
    value.ok_or_else(|| invalid_request(format!("{name} is missing")))
}

/// The account of the parameter `account_id`, if there is one with that id.
pub fn account<'a>(request: &'a RestRequest) -> Result<Option<&'a Account>, ApiError> {
    let id = required(request, "account_id")?;
    if id.len() != 12 || !id.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(invalid_request("account_id is not an account id"));
    }
    Ok(request.state.account(id))
}

pub fn invalid_request(message: impl Into<String>) -> ApiError {
    ApiError::bad_request("InvalidRequestException", message)
}
