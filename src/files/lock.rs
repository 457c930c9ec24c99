//! Locks between all processes and threads on this machine.
//!
//! Both kinds are the operating system's locks on an open file, so they end with the process, however it ends.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::RwLockReadGuard;
use std::thread;
use std::time::{Duration, Instant};

use crate::files::{FileError, private};
use crate::process::shutdown;

/// The pause between two attempts to take a [`FileLock`].
const ASYNC_PAUSE: Duration = Duration::from_millis(50);
/// The pause between two attempts to take a [`TemporaryLock`], whose holders need milliseconds.
const PAUSE: Duration = Duration::from_millis(5);
/// How long to wait for a [`TemporaryLock`]. A holder that is suspended must not block others for good.
const PATIENCE: Duration = Duration::from_secs(30);

/// An exclusive lock, held until it is dropped. Its empty file stays: removing it could let two processes hold a lock
/// each.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock if it is free.
    pub(crate) fn try_acquire(path: &Path) -> Result<Option<Self>, FileError> {
        private::create_parent(path)?;
        let file = private::open(path).map_err(|error| FileError::new(path, error))?;
        match try_lock(&file) {
            Ok(true) => Ok(Some(Self { _file: file })),
            Ok(false) => Ok(None),
            // Some network file systems have no locks. The caches stay usable there, as they are for the AWS CLI,
            // which takes none.
            Err(error) if is_unsupported(&error) => Ok(Some(Self { _file: file })),
            Err(error) => Err(FileError::new(path, error)),
        }
    }

    /// Waits for the lock and takes it. Dropping the future ends the wait.
    ///
    /// # Errors
    ///
    /// If another process has held the lock for all of `limit`.
    pub(crate) async fn acquire(path: &Path, limit: Duration) -> Result<Self, FileError> {
        let wait = async {
            loop {
                if let Some(lock) = Self::try_acquire(path)? {
                    return Ok(lock);
                }
                tokio::time::sleep(ASYNC_PAUSE).await;
            }
        };
        tokio::time::timeout(limit, wait).await.unwrap_or_else(|_| {
            Err(FileError::new(path, format!("another process has held this lock for {} s", limit.as_secs())))
        })
    }

    /// Like [`acquire`](Self::acquire), but `None` if the lock can't be created.
    pub(crate) async fn acquire_if_writable(path: &Path, limit: Duration) -> Result<Option<Self>, FileError> {
        match Self::try_acquire(path) {
            Err(_) => Ok(None),
            Ok(Some(lock)) => Ok(Some(lock)),
            Ok(None) => Self::acquire(path, limit).await.map(Some),
        }
    }
}

/// An exclusive lock whose file is removed when it is dropped (on Windows it stays).
///
/// While it is held, the process doesn't end.
pub(crate) struct TemporaryLock {
    path: PathBuf,
    _file: File,
    _delay: RwLockReadGuard<'static, ()>,
}

impl TemporaryLock {
    /// Blocks until no other process or thread holds the lock, at most [`PATIENCE`].
    pub(crate) fn acquire(path: PathBuf) -> io::Result<Self> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let delay = shutdown::delay();
            let file = private::open(&path)?;
            match try_lock(&file)? {
                true if is_current(&file, &path) => return Ok(Self { path, _file: file, _delay: delay }),
                // The last holder has removed the file since it was opened.
                true => {}
                false if Instant::now() < deadline => {
                    drop(delay);
                    thread::sleep(PAUSE);
                }
                false => return Err(io::Error::new(ErrorKind::TimedOut, "another process keeps it locked")),
            }
        }
    }
}

impl Drop for TemporaryLock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // The lock still holds, so the path leads to our file. If it can't be removed, it does no harm.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether the lock is ours now; `false` if another process or thread holds it.
pub(super) fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether a file system has no locks, as some in networks.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported
}

/// Whether the path still leads to this file.
#[cfg(unix)]
pub(super) fn is_current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(file), Ok(found)) if id(&file) == id(&found))
}

/// Lock files are never removed on these systems.
#[cfg(not(unix))]
pub(super) fn is_current(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn only_one_task_holds_the_lock() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sub/.lock");
        let holders = AtomicUsize::new(0);
        let hold = async || {
            let _lock = FileLock::acquire(&path, Duration::from_secs(10)).await.expect("the lock");
            assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0);
            tokio::time::sleep(Duration::from_millis(1)).await;
            holders.fetch_sub(1, Ordering::SeqCst);
        };
        tokio::join!(hold(), hold(), hold(), hold());
    }

    #[tokio::test]
    async fn waiting_ends_after_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".lock");
        let lock = FileLock::try_acquire(&path).expect("no error").expect("free");
        let error = FileLock::acquire(&path, Duration::from_millis(60)).await.expect_err("held");
        assert_eq!(crate::error::Error::from(error).code(), "aws::cache");
        drop(lock);
        assert!(FileLock::try_acquire(&path).expect("no error").is_some());
    }
}
