//! The cache files that the plugin shares with the AWS CLI and the SDKs: their names, formats and locks.
//!
//! - `~/.aws/sso/cache`: tokens and client registrations of IAM Identity Center
//! - `~/.aws/cli/cache`: credentials of roles
//! - `~/.aws/login/cache`: sessions of `aws login`

pub(crate) mod console_sessions;
pub(crate) mod json_object;
pub(crate) mod python_json;
pub(crate) mod role_cache;
pub(crate) mod role_credentials;
pub(crate) mod role_key;
pub(crate) mod sign_in;
pub(crate) mod token;
pub(crate) mod token_cache;
pub(crate) mod unsaved_tokens;
