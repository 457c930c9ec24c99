//! `ListAccountRoles`: the roles that the user may take in an account.

use serde_json::json;

use super::admission::{account, admit};
use super::page::page;
use crate::error::ApiError;
use crate::rest::{Answer, Ask};

/// The answer to a call.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    admit(ask)?;
    let not_found = || ApiError::new(404, "ResourceNotFoundException", "Account not found");
    let id = &account(ask)?.ok_or_else(not_found)?.id;
    let roles = ask.cloud.identity.assignments.roles(id);
    if roles.is_empty() {
        return Err(ApiError::no_access());
    }
    let (roles, next) = page(ask, roles)?;
    let list: Vec<_> = roles.into_iter().map(|role| json!({ "roleName": role, "accountId": id })).collect();
    Ok(Answer::json(&json!({ "nextToken": next, "roleList": list })))
}
