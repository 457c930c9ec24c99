//! `StartDeviceAuthorization`: a device gets a code to poll with, and one for its user to type.

use serde_json::json;

use super::refusals::{client, required};
use super::start_url;
use crate::error::ApiError;
use crate::identity::Grant;
use crate::rest::{Answer, Ask};

/// The answer to a call.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    let client = client(ask, Grant::DeviceCode)?;
    start_url::check(ask, required(ask, "startUrl")?)?;
    let (device_code, user_code) = ask.cloud.identity.devices.wait(&client.id);
    let (page, options) = (format!("{}/device", ask.cloud.url), &ask.cloud.options);
    Ok(Answer::json(&json!({
        "deviceCode": device_code,
        "userCode": user_code,
        "verificationUri": page,
        "verificationUriComplete": format!("{page}?user_code={user_code}"),
        "expiresIn": options.device_lifetime.as_secs(),
        "interval": options.device_interval.as_secs(),
    })))
}
