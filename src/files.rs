//! Reading files of any size, and writing files so that neither a crash nor another process loses anything.
//!
//! The config files keep their mode and owner ([`AtomicFile`]); the CLI's cache files are for their owner only
//! ([`private`]). [`lock`] keeps processes from writing at the same time.

pub(crate) mod atomic;
mod attributes;
pub(crate) mod limited;
pub(crate) mod lock;
pub(crate) mod private;
mod temporary;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(crate) use atomic::AtomicFile;
pub(crate) use limited::read;
pub(crate) use lock::FileLock;
pub(crate) use temporary::{check_room, remove_abandoned};

use crate::error::{CacheError, Error};

/// A file that can't be written, locked or removed.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub(crate) struct FileError {
    /// The path as the caller named it.
    pub(crate) path: PathBuf,
    /// Mostly the operating system's words.
    pub(crate) reason: String,
}

impl FileError {
    pub(crate) fn new(path: &Path, reason: impl ToString) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

/// The CLI's cache files are the only ones that domains outside of the config write.
impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        CacheError { path: error.path.display().to_string(), reason: error.reason }.into()
    }
}

/// Writes a temporary file in the folder, flushes it to the disk and renames it to the target. The temporary file is
/// for its owner only unless `prepare` changes that.
fn write_and_rename(
    folder: &Path,
    target: &Path,
    bytes: &[u8],
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<()> {
    // The write matters more.
    let _ = temporary::remove_abandoned(folder);
    let mut file = temporary::create(folder)?;
    file.as_file_mut().write_all(bytes)?;
    prepare(file.as_file())?;
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}
