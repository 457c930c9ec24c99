//! The device page: the user brings the code that a device shows, and says yes or no.

use super::page::{entry, notice, question};
use super::refusals::{invalid_request, missing};
use crate::error::ApiError;
use crate::rest::{Answer, Ask};

/// The page, which asks for the code if the URL doesn't tell it.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    let Some(code) = code(ask) else {
        return Ok(Answer::page(entry("Enter the code that your device shows:", "/device", "user_code")));
    };
    if !ask.cloud.identity.devices.is_asking(&code) {
        return Err(unknown());
    }
    let text = format!("Allow the device that shows {code} to access your data?");
    Ok(Answer::page(question(&text, "/device", "user_code", &code)))
}

/// The user allows what is asked.
pub fn approve(ask: &Ask) -> Result<Answer, ApiError> {
    decide(ask, true, "Request approved")
}

/// The user doesn't allow what is asked.
pub fn deny(ask: &Ask) -> Result<Answer, ApiError> {
    decide(ask, false, "Request denied")
}

fn decide(ask: &Ask, allowed: bool, text: &str) -> Result<Answer, ApiError> {
    let code = code(ask).ok_or_else(|| missing("user_code"))?;
    if ask.cloud.identity.devices.decide(&code, allowed) { Ok(Answer::page(notice(text))) } else { Err(unknown()) }
}

fn code(ask: &Ask) -> Option<String> {
    ask.parameters.get("user_code").map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty())
}

fn unknown() -> ApiError {
    invalid_request("Invalid user code provided")
}
