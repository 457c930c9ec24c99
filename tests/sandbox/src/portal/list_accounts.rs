//! `ListAccounts`: the accounts in which the user may take a role.

use serde_json::json;

use super::admission::admit;
use super::page::page;
use crate::account::Account;
use crate::error::ApiError;
use crate::rest::{Answer, Ask};

/// The answer to a call.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    admit(ask)?;
    let has_roles = |account: &&Account| !ask.cloud.identity.assignments.roles(&account.id).is_empty();
    let (accounts, next) = page(ask, ask.cloud.accounts.iter().filter(has_roles).collect())?;
    let list: Vec<_> = accounts.into_iter().map(entry).collect();
    Ok(Answer::json(&json!({ "nextToken": next, "accountList": list })))
}

fn entry(account: &Account) -> serde_json::Value {
    json!({ "accountId": account.id, "accountName": account.name, "emailAddress": account.email })
}
