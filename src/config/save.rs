//! Replacing a file on disk so that neither another writer nor a crash loses anything.
//!
//! The AWS CLI writes into the file as it stands: a crash leaves half of it, and of two writers at once the later one
//! undoes what the other did.

pub(crate) mod lock;

use std::path::{Path, PathBuf};

use crate::config::diff;
use crate::config::document::Document;
use crate::error::ConfigError;
use crate::files::replace;

/// What a change of a file is, or would be. Its `Debug` shows no text.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Change {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Change {
    /// Whether the file stays as it is.
    pub(crate) fn is_empty(&self) -> bool {
        self.before == self.after
    }

    /// The change as [`diff()`] shows it.
    pub(crate) fn diff(&self) -> String {
        diff(&self.path, &self.before, &self.after)
    }
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Change").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Tells what [`update`] would change, without a lock. A file that doesn't exist is an empty one.
///
/// # Errors
///
/// [`ConfigError::Unreadable`], and whatever `edit` refuses.
pub(crate) fn preview<E: From<ConfigError>>(
    path: &Path,
    edit: impl FnOnce(&Document) -> Result<Vec<u8>, E>,
) -> Result<Change, E> {
    let document = Document::parse(crate::config::read(path)?.unwrap_or_default());
    let after = edit(&document)?;
    Ok(Change { path: path.to_owned(), before: document.into_bytes(), after })
}

/// Replaces a file by what `edit` makes of it, or leaves it alone if that is the same.
///
/// - All writers of this plugin take a lock and read the file under it, so that none undoes what another did. The lock
///   is on `.config.lock` beside the file, which is removed afterwards (on Windows it stays). `edit` may be called
///   twice; what it makes of the file under the lock counts.
/// - The new text is written to `.config.new` beside the file and flushed, then it takes the file's place at once. A
///   crash leaves the old file or the new one, and perhaps these two hidden files, which the next writer uses.
/// - Permissions and owner stay. A new file is the user's alone (0600), and so is a new folder (0700). If the file is a
///   symbolic link, the file it leads to is replaced.
///
/// # Errors
///
/// [`ConfigError::Unreadable`] and [`ConfigError::Unwritable`] with the operating system's words, [`ConfigError::NoFile`] for an empty
/// path, and whatever `edit` refuses. In each case the file is as it was.
pub(crate) fn update<E: From<ConfigError>>(
    path: &Path,
    edit: impl Fn(&Document) -> Result<Vec<u8>, E>,
) -> Result<Change, E> {
    // Without a change nothing is touched, and no permission to write is needed.
    let change = preview(path, &edit)?;
    if change.is_empty() {
        return Ok(change);
    }
    let slot = replace::Slot::of(path)?;
    let _lock = slot.lock()?;
    let change = preview(path, edit)?;
    if !change.is_empty() {
        slot.fill(&change.after)?;
    }
    Ok(change)
}

#[cfg(test)]
mod tests;
