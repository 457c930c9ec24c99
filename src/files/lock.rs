//! Locks between all processes and threads on this machine.
//!
//! Both kinds are the operating system's locks on an open file, so they end with the process, however it ends. Some file
//! systems have none. The files stay usable there, as they are for the AWS CLI, which takes no locks: then only the threads
//! of this process exclude each other, and the user is warned once.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLockReadGuard};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use rustix::io::Errno;

use crate::files::{FileError, private};
use crate::process::shutdown;

/// The pause between two attempts to take a [`FileLock`].
const ASYNC_PAUSE: Duration = Duration::from_millis(50);
/// The pause between two attempts to take a [`TemporaryLock`], whose holders need milliseconds.
const PAUSE: Duration = Duration::from_millis(5);
/// How long to wait for a [`TemporaryLock`]. A holder that is suspended must not block others for good.
const PATIENCE: Duration = Duration::from_secs(30);

/// The lock files that threads of this process hold on file systems without locks.
static HELD: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The warning about the first file system without locks.
static WARNING: OnceLock<String> = OnceLock::new();
static IS_WARNING_TAKEN: AtomicBool = AtomicBool::new(false);

/// The warning that there are no locks, the first time that it is called after one was needed.
pub(crate) fn take_warning() -> Option<&'static str> {
    WARNING.get().filter(|_| !IS_WARNING_TAKEN.swap(true, Ordering::Relaxed)).map(String::as_str)
}

/// An exclusive lock, held until it is dropped. Its empty file stays: removing it could let two processes hold a lock
/// each.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: File,
    _hold: Hold,
}

impl FileLock {
    /// Takes the lock if it is free.
    pub(crate) fn try_acquire(path: &Path) -> Result<Option<Self>, FileError> {
        private::create_parent(path)?;
        let file = private::open(path).map_err(|error| FileError::new(path, error))?;
        let hold = Hold::try_acquire(path, try_lock(&file)).map_err(|error| FileError::new(path, error))?;
        Ok(hold.map(|hold| Self { _file: file, _hold: hold }))
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
    _hold: Hold,
    _delay: RwLockReadGuard<'static, ()>,
}

impl TemporaryLock {
    /// Blocks until no other process or thread holds the lock, at most [`PATIENCE`].
    pub(crate) fn acquire(path: PathBuf) -> io::Result<Self> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let delay = shutdown::delay();
            let file = private::open(&path)?;
            match Hold::try_acquire(&path, try_lock(&file))? {
                Some(hold) if matches!(hold, Hold::Process(_)) || is_current(&file, &path) => {
                    return Ok(Self { path, _file: file, _hold: hold, _delay: delay });
                }
                // The last holder has removed the file since it was opened.
                Some(_) => {}
                None if Instant::now() < deadline => {
                    drop(delay);
                    thread::sleep(PAUSE);
                }
                None => return Err(io::Error::new(ErrorKind::TimedOut, "another process keeps it locked")),
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

/// What keeps others out until it is dropped.
#[derive(Debug)]
enum Hold {
    /// The operating system's lock on the open file.
    System,
    /// This lock file is in [`HELD`].
    Process(PathBuf),
}

impl Hold {
    /// What follows from the result of [`try_lock`]. `None` if another process or thread holds the lock.
    fn try_acquire(path: &Path, result: io::Result<bool>) -> io::Result<Option<Self>> {
        match result {
            Ok(is_ours) => Ok(is_ours.then_some(Self::System)),
            Err(error) if is_unsupported(&error) => {
                let folder = path.parent().unwrap_or(path).display();
                WARNING.get_or_init(|| {
                    format!("{folder} has no locks ({error}): don't change files there in two shells at the same time")
                });
                Ok(held().insert(path.to_owned()).then(|| Self::Process(path.to_owned())))
            }
            Err(error) => Err(error),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Self::Process(path) = self {
            held().remove(path);
        }
    }
}

fn held() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the lock is ours now; `false` if another process or thread holds it.
pub(super) fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether the file system or the system has no locks, as some network file systems and sandboxes.
#[cfg(unix)]
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    const NO_LOCKS: [Errno; 4] = [Errno::NOLCK, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP];
    Errno::from_io_error(error).is_some_and(|error| NO_LOCKS.contains(&error))
}

#[cfg(not(unix))]
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

    #[cfg(unix)]
    #[test]
    fn without_locks_only_the_threads_of_this_process_exclude_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".lock");
        let acquire = |number: i32| Hold::try_acquire(&path, Err(io::Error::from_raw_os_error(number)));
        for error in [Errno::NOLCK, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP] {
            let hold = acquire(error.raw_os_error()).expect("no error").expect("free");
            assert!(acquire(error.raw_os_error()).expect("no error").is_none(), "{error}");
            drop(hold);
        }
        acquire(Errno::IO.raw_os_error()).expect_err("another error");
        let warning = take_warning().expect("a warning");
        assert!(warning.starts_with(&format!("{} has no locks (", folder.path().display())), "{warning}");
        assert_eq!(take_warning(), None);
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
