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
use std::thread;
use std::time::{Duration, Instant};

pub(crate) use atomic::AtomicFile;
pub(crate) use limited::read;
pub(crate) use lock::FileLock;
use tempfile::NamedTempFile;
pub(crate) use temporary::{check_room, remove_abandoned};

use crate::error::{CacheError, Error};

/// How long to try to replace a file that another program has open on Windows, and the pause between two attempts.
const REPLACE_LIMIT: Duration = Duration::from_secs(1);
const REPLACE_PAUSE: Duration = Duration::from_millis(5);

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
    rename(file, target)
}

/// Windows refuses to replace a file while another program has it open, for which the AWS CLI needs milliseconds.
fn rename(mut file: NamedTempFile<File>, target: &Path) -> io::Result<()> {
    let deadline = Instant::now() + REPLACE_LIMIT;
    loop {
        match file.persist(target) {
            Ok(_) => return Ok(()),
            Err(error) if is_in_use(&error.error) && Instant::now() < deadline => file = error.file,
            Err(error) => return Err(error.error),
        }
        thread::sleep(REPLACE_PAUSE);
    }
}

/// Whether Windows says that another program has the file open.
fn is_in_use(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    cfg!(windows) && matches!(error.raw_os_error(), Some(ACCESS_DENIED | SHARING_VIOLATION))
}
