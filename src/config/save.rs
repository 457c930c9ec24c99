//! Changing a file on disk so that neither another writer nor a crash loses anything.
//!
//! The AWS CLI writes into the existing file: a crash leaves half of it, and of two writers at once the later one undoes
//! the change of the other.

use std::path::{Path, PathBuf};

use crate::config::diff;
use crate::config::document::Document;
use crate::error::ConfigError;
use crate::files::{AtomicFile, FileError};

/// A file's content before and after a change. Its `Debug` shows no text, because the file may hold secrets.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Change {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Change {
    pub(crate) fn is_empty(&self) -> bool {
        self.before == self.after
    }

    /// The change as a unified diff with masked secrets; see [`diff()`].
    pub(crate) fn diff(&self) -> String {
        diff(&self.path, &self.before, &self.after)
    }
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Change").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Computes what [`update`] would change, without a lock. A file that doesn't exist counts as empty.
///
/// # Errors
///
/// [`ConfigError::Unreadable`], and those of `edit`.
pub(crate) fn preview<E: From<ConfigError>>(
    path: &Path,
    edit: impl FnOnce(&Document) -> Result<Vec<u8>, E>,
) -> Result<Change, E> {
    let document = Document::parse(crate::config::read(path)?.unwrap_or_default());
    let after = edit(&document)?;
    Ok(Change { path: path.to_owned(), before: document.into_bytes(), after })
}

/// Replaces a file's content with the result of `edit`. If that is the same, nothing is written.
///
/// - All writers of this plugin take a lock and read the file while they hold it, so none undoes the change of another.
///   The lock is on `.config.lock` beside the file, which is removed afterwards (on Windows it stays). `edit` may be
///   called twice; its result under the lock counts.
/// - The new content is written to a temporary file beside the file, flushed, and renamed to the file. A crash leaves the
///   old file or the new one, and perhaps these two hidden files. The next writer reuses the lock and removes the other.
/// - Mode, owner, ACL and extended attributes stay. A new file is for its owner only (0600), and so is a new folder (0700). If the file is a
///   symbolic link, the file that it leads to is replaced.
///
/// # Errors
///
/// [`ConfigError::Unreadable`], [`ConfigError::Unwritable`], [`ConfigError::NoFile`] for an empty path, and those of
/// `edit`. After an error the file is as it was.
pub(crate) fn update<E: From<ConfigError>>(
    path: &Path,
    edit: impl Fn(&Document) -> Result<Vec<u8>, E>,
) -> Result<Change, E> {
    // Without a change nothing is touched, and no permission to write is needed.
    let change = preview(path, &edit)?;
    if change.is_empty() {
        return Ok(change);
    }
    if path.as_os_str().is_empty() {
        return Err(ConfigError::NoFile.into());
    }
    let file = AtomicFile::open(path).map_err(unwritable)?;
    let _lock = file.lock().map_err(unwritable)?;
    let change = preview(path, edit)?;
    if !change.is_empty() {
        file.write(&change.after).map_err(unwritable)?;
    }
    Ok(change)
}

pub(crate) fn unwritable(FileError { path, reason }: FileError) -> ConfigError {
    ConfigError::Unwritable { path, reason }
}
