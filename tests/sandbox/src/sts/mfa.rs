//! Codes of MFA devices.

use crate::call::Call;
use crate::error::ApiError;

/// How AWS begins what it says of a code.
const FAILED: &str = "MultiFactorAuthentication failed";

/// Checks the device and the code of a call. Roles whose names begin with `mfa` want one; the others take it.
///
/// Only a user has devices: all that are named in the user's account. Their code is that of the options, any number of
/// times.
pub fn check(call: &Call, role_arn: &str, role: &str) -> Result<(), ApiError> {
    let principal = call.principal;
    let given = |name| call.parameters.get(name);
    let (serial, code) = match (given("SerialNumber"), given("TokenCode")) {
        (Some(serial), Some(code)) => (serial, code),
        (None, None) if !role.starts_with("mfa") => return Ok(()),
        (None, None) => {
            let who = &principal.arn;
            return Err(denied(format!(
                "User: {who} is not authorized to perform: sts:AssumeRole on resource: {role_arn}"
            )));
        }
        _ => return Err(denied(format!("{FAILED}, must provide both MFA serial number and one time pass code."))),
    };
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(super::violation(code, "tokenCode", "Member must satisfy regular expression pattern: [\\d]*"));
    }
    let devices = format!("arn:aws:iam::{}:mfa/", principal.account.id);
    if principal.is_session() || !serial.starts_with(&devices) {
        return Err(denied(format!(
            "{FAILED}, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this \
             user."
        )));
    }
    if code != call.cloud.options.mfa_code {
        return Err(denied(format!("{FAILED} with invalid MFA one time pass code. ")));
    }
    Ok(())
}

fn denied(message: String) -> ApiError {
    ApiError::new(403, "AccessDenied", message)
}
