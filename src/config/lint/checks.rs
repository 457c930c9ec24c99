//! The checks. To add one, write a function in a file of its family, add a new family to [`CHECKS`], and describe the
//! new code in `docs/checks.md`.

pub(crate) mod comments;
pub(crate) mod credentials_keys;
pub(crate) mod duplicates;
pub(crate) mod endpoints;
pub(crate) mod faults;
pub(crate) mod layout;
pub(crate) mod legacy_profiles;
pub(crate) mod names;
pub(crate) mod process_shell;
pub(crate) mod regions;
pub(crate) mod same_role;
pub(crate) mod services;
pub(crate) mod source_profiles;
pub(crate) mod sso_sessions;
pub(crate) mod start_url_variants;
pub(crate) mod unreadable_headers;
pub(crate) mod values;

use crate::config::ConfigFiles;
use crate::config::lint::finding::Finding;
use crate::config::writable::validate_key;

/// All families of checks. Of several findings for one line, those of earlier families come first.
pub(crate) const CHECKS: [fn(&ConfigFiles) -> Vec<Finding>; 16] = [
    faults::check,
    layout::check,
    duplicates::check,
    names::check,
    comments::check,
    sso_sessions::check,
    legacy_profiles::check,
    start_url_variants::check,
    credentials_keys::check,
    source_profiles::check,
    services::check,
    endpoints::check,
    values::check,
    process_shell::check,
    regions::check,
    same_role::check,
];

/// A key as messages show it. What can't be a key is hidden: with a colon in place of the equals sign, it contains the
/// value.
fn shown_key(key: &str) -> &str {
    if validate_key(key).is_ok() { key } else { "…" }
}
