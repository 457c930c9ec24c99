//! The cache files that are shared with the AWS CLI.

use std::path::Path;

use crate::error::diagnostic::{Details, Diagnostic};
use crate::text::quote::quoted;

/// A cache file that can't be read, written or removed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("Can't use the cache file {path}: {reason}")]
pub(crate) struct CacheError {
    pub(crate) path: String,
    pub(crate) reason: String,
}

/// The number of hexadecimal digits of a SHA-256, which names the files of `aws login`. Others have a SHA-1.
const LOGIN_NAME_LENGTH: usize = 64;

impl Diagnostic for CacheError {
    fn details(&self) -> Details<'_> {
        Details::new("aws::cache", "needs this cache file").help(format!(
            "check its permissions, or remove it with `rm {}`: {} writes it again",
            quoted(&self.path),
            writer(Path::new(&self.path))
        ))
    }
}

/// What makes a cache file. `AWS_LOGIN_CACHE_DIRECTORY` may be anywhere, so the name of a file tells more than its folder.
fn writer(path: &Path) -> &'static str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A lock is `.NAME.lock`.
    let name = name.trim_start_matches('.').split('.').next().unwrap_or_default();
    let is_login = name.len() == LOGIN_NAME_LENGTH || path.ends_with("login/cache");
    let is_sso = path.parent().unwrap_or(path).ends_with("sso/cache") || path.ends_with("sso/cache");
    match (is_login, is_sso) {
        (true, _) => "the next `aws login`",
        (false, true) => "the next `aws sso login`",
        (false, false) => "the next command that needs it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_the_command_that_signs_in() {
        let (sha1, sha256) = ("a".repeat(40), "a".repeat(64));
        for (path, writer) in [
            (format!("/home/me/.aws/sso/cache/{sha1}.json"), "the next `aws sso login` writes"),
            (format!("/home/me/.aws/sso/cache/.{sha1}.lock"), "the next `aws sso login` writes"),
            (format!("/home/me/.aws/login/cache/{sha256}.json"), "the next `aws login` writes"),
            (format!("/elsewhere/.{sha256}.lock"), "the next `aws login` writes"),
            ("/home/me/.aws/login/cache".to_owned(), "the next `aws login` writes"),
            (format!("/home/me/.aws/cli/cache/{sha1}.json"), "the next command that needs it writes"),
        ] {
            let error = CacheError { path: path.clone(), reason: String::new() };
            let help = error.details().help.expect("a help").into_owned();
            assert!(help.contains(writer) && help.contains(&format!("`rm {path}`")), "{help}");
        }
    }
}
