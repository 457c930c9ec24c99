//! Device authorization: `StartDeviceAuthorization`, and the page on which the user enters the code and decides.

use serde_json::json;

use super::html::{code_form, confirmation, notice};
use super::validation::{check_start_url, client, invalid_request, missing, required};
use crate::error::ApiError;
use crate::identity_center::Grant;
use crate::rest::{RestRequest, RestResponse};

pub fn start(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let client = client(request, Grant::DeviceCode)?;
    check_start_url(request, required(request, "startUrl")?)?;
    let (device_code, user_code) = request.state.identity_center.devices.start(&client.id);
    let (page, options) = (format!("{}/device", request.state.url), &request.state.options);
    Ok(RestResponse::json(&json!({
        "deviceCode": device_code,
        "userCode": user_code,
        "verificationUri": page,
        "verificationUriComplete": format!("{page}?user_code={user_code}"),
        "expiresIn": options.device_lifetime.as_secs(),
        "interval": options.device_interval.as_secs(),
    })))
}

/// The page. It has a form for the code if the URL doesn't contain it.
pub fn show(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let Some(code) = user_code(request) else {
        return Ok(RestResponse::html(code_form("Enter the code that your device shows:", "/device", "user_code")));
    };
    if !request.state.identity_center.devices.is_pending(&code) {
        return Err(unknown_code());
    }
    let text = format!("Allow the device that shows {code} to access your data?");
    Ok(RestResponse::html(confirmation(&text, "/device", "user_code", &code)))
}

pub fn approve(request: &RestRequest) -> Result<RestResponse, ApiError> {
    decide(request, true, "Request approved")
}

pub fn deny(request: &RestRequest) -> Result<RestResponse, ApiError> {
    decide(request, false, "Request denied")
}

fn decide(request: &RestRequest, allowed: bool, text: &str) -> Result<RestResponse, ApiError> {
    let code = user_code(request).ok_or_else(|| missing("user_code"))?;
    if !request.state.identity_center.devices.decide(&code, allowed) {
        return Err(unknown_code());
    }
    Ok(RestResponse::html(notice(text)))
}

fn user_code(request: &RestRequest) -> Option<String> {
    request.parameters.get("user_code").map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty())
}

fn unknown_code() -> ApiError {
    invalid_request("Invalid user code provided")
}
