//! The SSO portal: which accounts and roles the user has, and the credentials of roles.

mod admission;
mod get_role_credentials;
mod list_account_roles;
mod list_accounts;
mod logout;
mod page;

use crate::rest::{Api, Operation};

/// What is answered, and where.
pub const OPERATIONS: [Operation; 4] = [
    Operation::get(Api::Portal, "/assignment/accounts", "ListAccounts", list_accounts::answer),
    Operation::get(Api::Portal, "/assignment/roles", "ListAccountRoles", list_account_roles::answer),
    Operation::get(Api::Portal, "/federation/credentials", "GetRoleCredentials", get_role_credentials::answer),
    Operation::post(Api::Portal, "/logout", "Logout", logout::answer),
];
