//! MFA codes.

use crate::api_request::ApiRequest;
use crate::error::ApiError;

/// How AWS's messages about MFA begin.
const FAILED: &str = "MultiFactorAuthentication failed";

/// Checks the MFA device and code of a request. Roles whose names begin with `mfa` require a code; for the others it is
/// optional but has to be valid.
///
/// Only users have devices: every serial number in the user's account is one. Their code is that of the options, and can
/// be used any number of times.
pub fn check(request: &ApiRequest, role_arn: &str, role: &str) -> Result<(), ApiError> {
    let caller = request.caller;
    let given = |name| request.parameters.get(name);
    let (serial, code) = match (given("SerialNumber"), given("TokenCode")) {
        (Some(serial), Some(code)) => (serial, code),
        (None, None) if !role.starts_with("mfa") => return Ok(()),
        (None, None) => {
            let who = &caller.arn;
            return Err(denied(format!(
                "User: {who} is not authorized to perform: sts:AssumeRole on resource: {role_arn}"
            )));
        }
        _ => return Err(denied(format!("{FAILED}, must provide both MFA serial number and one time pass code."))),
    };
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(super::constraint_error(
            code,
            "tokenCode",
            "Member must satisfy regular expression pattern: [\\d]*",
        ));
    }
    let devices = format!("arn:aws:iam::{}:mfa/", caller.account.id);
    if caller.is_session() || !serial.starts_with(&devices) {
        return Err(denied(format!(
            "{FAILED}, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this \
             user."
        )));
    }
    if code != request.state.options.mfa_code {
        return Err(denied(format!("{FAILED} with invalid MFA one time pass code. ")));
    }
    Ok(())
}

fn denied(message: String) -> ApiError {
    ApiError::new(403, "AccessDenied", message)
}
