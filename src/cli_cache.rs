//! The cache files that the plugin shares with the AWS CLI and the SDKs: their names, formats and locks.
//!
//! - `~/.aws/sso/cache`: tokens and client registrations of IAM Identity Center
//! - `~/.aws/cli/cache`: credentials of roles
//! - `~/.aws/login/cache`: sessions of `aws login`
//!
//! And a file of the plugin's own, `~/.aws/nu_plugin_aws/account-names.json`.

pub(crate) mod account_names;
pub(crate) mod console_session_check;
pub(crate) mod console_sessions;
pub(crate) mod json_object;
pub(crate) mod python_json;
pub(crate) mod renewal;
pub(crate) mod role_cache;
pub(crate) mod role_credentials;
pub(crate) mod role_key;
pub(crate) mod sign_in;
pub(crate) mod token;
pub(crate) mod token_cache;
pub(crate) mod unsaved;

use std::path::{Path, PathBuf};

use crate::aws::environment::Environment;
use crate::cli_cache::account_names::AccountNameCache;
use crate::cli_cache::console_sessions::ConsoleSessionCache;
use crate::cli_cache::role_cache::RoleCache;
use crate::cli_cache::token_cache::TokenCache;
use crate::cli_cache::unsaved::UnsavedRoles;

/// The folders of all caches, as far as the caller has a home for them.
pub(crate) fn folders(environment: &Environment) -> Vec<PathBuf> {
    let tokens = TokenCache::from_environment(environment).map(|cache| cache.folder().to_owned());
    let roles =
        RoleCache::from_environment(environment, &UnsavedRoles::default()).map(|cache| cache.folder().to_owned());
    let sessions = ConsoleSessionCache::from_environment(environment).map(|cache| cache.folder().to_owned());
    let names = AccountNameCache::from_environment(environment).folder().map(Path::to_owned);
    [tokens, roles, sessions].into_iter().flatten().chain(names).collect()
}
