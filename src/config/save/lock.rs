//! A lock between processes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{io, thread};

/// Another writer needs milliseconds. One that is stopped must not stop us for good.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(5);

/// Held until it is dropped, or the process ends in any way.
pub(crate) struct Lock {
    path: PathBuf,
    /// The operating system's lock, which goes when the file is closed.
    _file: File,
}

impl Lock {
    /// Waits until no other process or thread holds the lock, at most [`PATIENCE`].
    pub(crate) fn acquire(path: PathBuf) -> io::Result<Self> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let file = open(&path)?;
            match file.try_lock() {
                Ok(()) if is_current(&file, &path) => return Ok(Self { path, _file: file }),
                // The last holder has removed the file since it was opened.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    return Err(io::Error::new(io::ErrorKind::TimedOut, "another process keeps it locked"));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // The lock still holds, so nobody else can have the file of this name. A file that stays does no harm.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether the path still leads to this file.
#[cfg(unix)]
fn is_current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(file), Ok(found)) if id(&file) == id(&found))
}

/// Nobody removes the file.
#[cfg(not(unix))]
fn is_current(_: &File, _: &Path) -> bool {
    true
}
