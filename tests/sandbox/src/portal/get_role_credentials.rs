//! `GetRoleCredentials`: the keys of a role of the user.

use serde_json::json;

use super::admission::{account, admit, required};
use crate::account::Account;
use crate::clock;
use crate::error::ApiError;
use crate::random::Random;
use crate::rest::{Answer, Ask};

/// The name of the user, which is that of all sessions of roles.
const USER: &str = "sandbox-user";

/// The answer to a call. Whoever may not take a role isn't told whether it exists.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    admit(ask)?;
    let (account, role) = (account(ask)?, required(ask, "role_name")?);
    let may = |id: &str| ask.cloud.identity.assignments.roles(id).iter().any(|known| known == role);
    let account = account.filter(|account| may(&account.id)).ok_or_else(ApiError::no_access)?;
    let expires = clock::now() + ask.cloud.options.role_credentials_lifetime.as_secs() as i64;
    let session = ask.cloud.principals.assume(account, &role_in_iam(account, role), USER, expires);
    Ok(Answer::json(&json!({
        "roleCredentials": {
            "accessKeyId": session.key.access_key_id,
            "secretAccessKey": session.key.secret_access_key,
            "sessionToken": session.key.session_token,
            "expiration": expires * 1000,
        }
    })))
}

/// The role that Identity Center makes of a permission set in an account.
fn role_in_iam(account: &Account, role: &str) -> String {
    let hash = Random::new(0, &account.role_arn(role)).bits();
    format!("AWSReservedSSO_{role}_{hash:016x}")
}
