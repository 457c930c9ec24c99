//! Locks between all processes and threads on this machine.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use crate::error::Error;
use crate::files::private::{open_marker, unusable};

/// How often to look whether a lock is free.
const PAUSE: Duration = Duration::from_millis(50);

/// An exclusive lock, held until it is dropped or the process ends, however that comes about. Its file is empty and
/// stays: to remove it could leave two processes with a lock each.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock if it is free.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if its file can't be made.
    pub(crate) fn try_take(path: &Path) -> Result<Option<Self>, Error> {
        let file = open_marker(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network file systems have no locks. The caches stay usable there, as they are for the AWS CLI,
            // which takes none.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(Some(Self { _file: file })),
            Err(TryLockError::Error(error)) => Err(unusable(path, error)),
        }
    }

    /// Waits for the lock and takes it. Dropping the future ends the wait.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if its file can't be made, or if another process has held it for all of `limit`.
    pub(crate) async fn take(path: &Path, limit: Duration) -> Result<Self, Error> {
        let held = || unusable(path, format!("another process has held this lock for {} s", limit.as_secs()));
        tokio::time::timeout(limit, Self::wait(path)).await.map_err(|_| held())?
    }

    async fn wait(path: &Path) -> Result<Self, Error> {
        loop {
            if let Some(lock) = Self::try_take(path)? {
                return Ok(lock);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn one_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sub/.lock");
        let inside = AtomicUsize::new(0);
        let visit = async || {
            let _lock = Lock::take(&path, Duration::from_secs(10)).await.expect("the lock");
            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
            tokio::time::sleep(Duration::from_millis(1)).await;
            inside.fetch_sub(1, Ordering::SeqCst);
        };
        tokio::join!(visit(), visit(), visit(), visit());
    }

    #[tokio::test]
    async fn the_wait_has_an_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".lock");
        let lock = Lock::try_take(&path).expect("no error").expect("free");
        let error = Lock::take(&path, Duration::from_millis(60)).await.expect_err("held");
        assert_eq!(error.code(), "aws::cache");
        drop(lock);
        assert!(Lock::try_take(&path).expect("no error").is_some());
    }
}
