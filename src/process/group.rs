//! Process groups of programs. Only on Unix.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use tokio::process::{Child, Command};

/// How often to look whether the group has been stopped.
const POLL: Duration = Duration::from_millis(10);

static GROUPS: Mutex<Groups> = Mutex::new(Groups { ids: BTreeSet::new(), are_killed: false });

/// The groups of this process.
struct Groups {
    ids: BTreeSet<i32>,
    /// Whether a new group is killed at once.
    are_killed: bool,
}

/// A process group that is killed when this is dropped, and with the end of the plugin. Killing only the shell would
/// leave the programs running that it has started.
pub(crate) struct ProcessGroup(Pid);

impl ProcessGroup {
    /// Starts a program as the leader of a group. The process doesn't end between the start and the entry in the list,
    /// because the lock is held meanwhile.
    pub(crate) fn spawn(command: &mut Command) -> io::Result<(Child, Self)> {
        let mut groups = lock();
        if groups.are_killed {
            return Err(io::Error::other("Nushell has ended"));
        }
        let child = command.process_group(0).spawn()?;
        let id = child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)).ok_or(io::ErrorKind::NotFound)?;
        groups.ids.insert(id.as_raw_pid());
        Ok((child, Self(id)))
    }

    pub(crate) fn from_leader(id: Option<u32>) -> Option<Self> {
        let group = Self(Pid::from_raw(id?.try_into().ok()?)?);
        let mut groups = lock();
        groups.ids.insert(group.0.as_raw_pid());
        let are_killed = groups.are_killed;
        drop(groups);
        (!are_killed).then_some(group)
    }

    pub(crate) fn id(&self) -> Pid {
        self.0
    }

    /// Stops killing the group: it has ended, and its id may soon belong to another one.
    pub(crate) fn release(self) {
        lock().ids.remove(&self.0.as_raw_pid());
        std::mem::forget(self);
    }

    /// Waits until the group is stopped, as the kernel does it when a process without the terminal reads from it.
    pub(crate) async fn stopped(&self) {
        // Without `NOWAIT` this would consume the exit status, which the wait for the program needs.
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        while !matches!(waitid(WaitId::Pid(self.0), options), Ok(Some(_))) {
            tokio::time::sleep(POLL).await;
        }
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        // In this order and under one lock, so that the process can't end in between and leave the group alive.
        let mut groups = lock();
        kill(self.0);
        groups.ids.remove(&self.0.as_raw_pid());
    }
}

/// Kills all groups, also those that are still to come, because the process ends. Returns false if a program is just
/// being started.
pub(crate) fn kill_all() -> bool {
    let mut groups = match GROUPS.try_lock() {
        Ok(groups) => groups,
        Err(TryLockError::Poisoned(error)) => error.into_inner(),
        Err(TryLockError::WouldBlock) => return false,
    };
    groups.are_killed = true;
    groups.ids.iter().filter_map(|id| Pid::from_raw(*id)).for_each(kill);
    true
}

fn kill(group: Pid) {
    // It fails if the group has already ended.
    let _ = kill_process_group(group, Signal::KILL);
}

fn lock() -> MutexGuard<'static, Groups> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}
