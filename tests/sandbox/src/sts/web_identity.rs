//! `AssumeRoleWithWebIdentity`, which is authenticated by a token instead of a signature.

use super::{assumed, document_of, missing, session_duration, session_name};
use crate::account::WEB_IDENTITY_TOKEN;
use crate::error::ApiError;
use crate::parameters::Parameters;
use crate::state::SandboxState;

pub const ACTION: &str = "AssumeRoleWithWebIdentity";

/// The body of the response. The only valid token is [`WEB_IDENTITY_TOKEN`].
pub fn handle(state: &SandboxState, parameters: &Parameters, request_id: &str) -> Result<String, ApiError> {
    let arn = parameters.get("RoleArn").ok_or_else(|| missing("roleArn"))?;
    let name = session_name(parameters)?;
    let duration = session_duration(parameters)?;
    if parameters.get("WebIdentityToken").ok_or_else(|| missing("webIdentityToken"))? != WEB_IDENTITY_TOKEN {
        let message = "The web identity token that was passed could not be validated by AWS. Get a new identity token \
                       from the identity provider and then retry the request.";
        return Err(ApiError::bad_request("InvalidIdentityToken", message));
    }
    let denied = || ApiError::new(403, "AccessDenied", format!("Not authorized to perform sts:{ACTION}"));
    let (account, role) = super::find_role(state, arn)?.ok_or_else(denied)?;
    Ok(document_of(
        ACTION,
        assumed("AssumeRoleWithWebIdentityResult", state, account, role, name, duration),
        request_id,
    ))
}
