//! `AssumeRoleWithWebIdentity`, which nobody signs: the token says who asks.

use super::{assumed, duration_of, envelope, missing, session_name};
use crate::account::WEB_IDENTITY_TOKEN;
use crate::cloud::Cloud;
use crate::error::ApiError;
use crate::query::Parameters;

/// The name of the action.
pub const ACTION: &str = "AssumeRoleWithWebIdentity";

/// The body of the answer. The only token that is good is [`WEB_IDENTITY_TOKEN`].
pub fn answer(cloud: &Cloud, parameters: &Parameters, request_id: &str) -> Result<String, ApiError> {
    let arn = parameters.get("RoleArn").ok_or_else(|| missing("roleArn"))?;
    let name = session_name(parameters)?;
    let duration = duration_of(parameters)?;
    if parameters.get("WebIdentityToken").ok_or_else(|| missing("webIdentityToken"))? != WEB_IDENTITY_TOKEN {
        let message = "The web identity token that was passed could not be validated by AWS. Get a new identity token \
                       from the identity provider and then retry the request.";
        return Err(ApiError::bad_request("InvalidIdentityToken", message));
    }
    let denied = || ApiError::new(403, "AccessDenied", format!("Not authorized to perform sts:{ACTION}"));
    let (account, role) = super::find_role(cloud, arn)?.ok_or_else(denied)?;
    Ok(envelope(ACTION, assumed("AssumeRoleWithWebIdentityResult", cloud, account, role, name, duration), request_id))
}
