//! Sections of AWS files.

use aws_sandbox::{Account, Key};

/// A profile with the permanent access keys of an account.
pub fn profile(name: &str, account: &Account, region: &str) -> String {
    format!("[profile {name}]\nregion = {region}\n{}", keys(&account.key))
}

/// Access keys as lines of a profile.
pub fn keys(key: &Key) -> String {
    let token = key.session_token.iter().map(|token| format!("aws_session_token = {token}\n")).collect::<String>();
    format!("aws_access_key_id = {}\naws_secret_access_key = {}\n{token}", key.access_key_id, key.secret_access_key)
}
