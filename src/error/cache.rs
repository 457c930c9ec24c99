//! The cache files that are shared with the AWS CLI.

use crate::error::diagnostic::{Details, Diagnostic};
use crate::text::quote::quoted;

/// A cache file that can't be read, written or removed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("Can't use the cache file {path}: {reason}")]
pub(crate) struct CacheError {
    pub(crate) path: String,
    pub(crate) reason: String,
}

impl Diagnostic for CacheError {
    fn details(&self) -> Details<'_> {
        Details::new("aws::cache", "needs this cache file").help(format!(
            "check its permissions, or remove it with `rm {}`: the next `aws sso login` writes it again",
            quoted(&self.path)
        ))
    }
}
