//! The SSO portal: the user's accounts and roles, and the credentials of roles.

mod paging;
mod validation;

use serde_json::json;

use paging::page;
use validation::{account, authenticate, required};

use crate::account::Account;
use crate::clock;
use crate::error::ApiError;
use crate::random::Random;
use crate::rest::{Api, Operation, RestRequest, RestResponse};

pub const OPERATIONS: [Operation; 4] = [
    Operation::get(Api::Portal, "/assignment/accounts", "ListAccounts", list_accounts),
    Operation::get(Api::Portal, "/assignment/roles", "ListAccountRoles", list_account_roles),
    Operation::get(Api::Portal, "/federation/credentials", "GetRoleCredentials", get_role_credentials),
    Operation::post(Api::Portal, "/logout", "Logout", logout),
];

/// The user name, which is the session name of all role sessions.
const USER: &str = "sandbox-user";

/// Lists the accounts in which the user has a role.
fn list_accounts(request: &RestRequest) -> Result<RestResponse, ApiError> {
    authenticate(request)?;
    let state = request.state;
    let has_roles = |account: &&Account| !state.identity_center.assignments.roles(&account.id).is_empty();
    let (accounts, next) = page(request, state.accounts.iter().filter(has_roles).collect())?;
    let entry = |account: &Account| json!({ "accountId": account.id, "accountName": account.name, "emailAddress": account.email });
    let list: Vec<_> = accounts.into_iter().map(entry).collect();
    Ok(RestResponse::json(&json!({ "nextToken": next, "accountList": list })))
}

fn list_account_roles(request: &RestRequest) -> Result<RestResponse, ApiError> {
    authenticate(request)?;
    let not_found = || ApiError::new(404, "ResourceNotFoundException", "Account not found");
    let id = &account(request)?.ok_or_else(not_found)?.id;
    let roles = request.state.identity_center.assignments.roles(id);
    if roles.is_empty() {
        return Err(ApiError::no_access());
    }
    let (roles, next) = page(request, roles)?;
    let list: Vec<_> = roles.into_iter().map(|role| json!({ "roleName": role, "accountId": id })).collect();
    Ok(RestResponse::json(&json!({ "nextToken": next, "roleList": list })))
}

/// The error for a role that isn't assigned doesn't tell whether it exists.
fn get_role_credentials(request: &RestRequest) -> Result<RestResponse, ApiError> {
    authenticate(request)?;
    let (account, role) = (account(request)?, required(request, "role_name")?);
    let assignments = &request.state.identity_center.assignments;
    let is_assigned = |account: &&Account| assignments.roles(&account.id).iter().any(|known| known == role);
    let account = account.filter(is_assigned).ok_or_else(ApiError::no_access)?;
    let expires = clock::now() + request.state.options.role_credentials_lifetime.as_secs() as i64;
    let session = request.state.callers.assume_role(account, &iam_role(account, role), USER, expires);
    Ok(RestResponse::json(&json!({
        "roleCredentials": {
            "accessKeyId": session.key.access_key_id,
            "secretAccessKey": session.key.secret_access_key,
            "sessionToken": session.key.session_token,
            "expiration": expires * 1000,
        }
    })))
}

/// The IAM role that Identity Center creates for a permission set in an account.
fn iam_role(account: &Account, role: &str) -> String {
    let hash = Random::new(0, &account.role_arn(role)).bits();
    format!("AWSReservedSSO_{role}_{hash:016x}")
}

/// Ends a session. Role credentials that it obtained stay valid.
fn logout(request: &RestRequest) -> Result<RestResponse, ApiError> {
    let token = authenticate(request)?;
    request.state.identity_center.sessions.end(token);
    Ok(RestResponse::empty())
}
