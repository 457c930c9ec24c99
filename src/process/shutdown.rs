//! Ends the process when its shell has ended.
//!
//! Nushell's side of the connection closes with Nushell, however that ends. No answer can be sent from then on, so every
//! wait ends and every program is killed. Locks and ports end with the process.

use std::process::exit;
use std::sync::{LazyLock, PoisonError, RwLock, RwLockReadGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;

#[cfg(unix)]
use crate::process::group;

/// How long the calls may take to end by themselves. What doesn't listen, such as a name lookup, doesn't end in time.
const GRACE: Duration = Duration::from_millis(400);

/// How long to wait after that for programs that are being started and files that are being written.
const END_LIMIT: Duration = Duration::from_millis(400);

/// How often to look whether they are.
const PAUSE: Duration = Duration::from_millis(5);

static HAS_BEGUN: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// Read-locked by those who write a file, write-locked at the end.
static WRITES: RwLock<()> = RwLock::new(());

/// Ends all waits and kills all programs. The process ends within a second.
pub(crate) fn begin() {
    if HAS_BEGUN.send_replace(true) {
        return;
    }
    kill_groups();
    let end = || {
        thread::sleep(GRACE);
        end_process();
    };
    if thread::Builder::new().spawn(end).is_err() {
        end_process();
    }
}

pub(crate) fn has_begun() -> bool {
    *HAS_BEGUN.borrow()
}

/// Receives `true` when the end begins.
pub(crate) fn subscribe() -> watch::Receiver<bool> {
    HAS_BEGUN.subscribe()
}

/// Delays the end of the process until the guard is dropped, so that a file is written wholly. Blocks if it is too late
/// to begin.
pub(crate) fn delay() -> RwLockReadGuard<'static, ()> {
    WRITES.read().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process, after all programs are killed and the files are written that are being written.
pub(crate) fn end_process() -> ! {
    let deadline = Instant::now() + END_LIMIT;
    let is_writing = || matches!(WRITES.try_write().map(std::mem::forget), Err(TryLockError::WouldBlock));
    while !kill_groups() || is_writing() {
        if Instant::now() > deadline {
            break;
        }
        thread::sleep(PAUSE);
    }
    exit(0)
}

#[cfg(unix)]
fn kill_groups() -> bool {
    group::kill_all()
}

#[cfg(not(unix))]
fn kill_groups() -> bool {
    true
}
