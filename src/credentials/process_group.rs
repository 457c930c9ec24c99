//! The process group of a program, and the terminal that it may need. Only on Unix.

use std::fs::File;
use std::process::Stdio;
use std::time::Duration;

use nix::sys::signal::{SigSet, Signal as NixSignal};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getpgid, getppid, kill_process_group, waitid};
use rustix::termios::{tcgetpgrp, tcsetpgrp};

/// How often to look whether the group has been stopped.
const POLL: Duration = Duration::from_millis(10);

/// A process group that is killed when this is dropped. Killing only the shell would leave the programs running that it
/// has started.
pub(crate) struct ProcessGroup(Pid);

impl ProcessGroup {
    pub(crate) fn from_leader(id: Option<u32>) -> Option<Self> {
        Pid::from_raw(id?.try_into().ok()?).map(Self)
    }

    /// Stops killing the group: it has ended, and its id may soon belong to another one.
    pub(crate) fn release(self) {
        std::mem::forget(self);
    }

    /// Waits until the group is stopped, as the kernel does it when a process without the terminal reads from it.
    pub(crate) async fn stopped(&self) {
        // Without `NOWAIT` this would take the exit status away from whoever waits for it.
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        while !matches!(waitid(WaitId::Pid(self.0), options), Ok(Some(_))) {
            tokio::time::sleep(POLL).await;
        }
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        // It fails if the group has already ended.
        let _ = kill_process_group(self.0, Signal::KILL);
    }
}

/// The terminal, while Nushell is in its foreground. A process group that is given the foreground can read from the
/// terminal, and gets the signal of Ctrl-C. When this is dropped, the foreground is Nushell's again.
pub(crate) struct Foreground {
    terminal: File,
    nushell: Pid,
}

impl Foreground {
    /// `None` if Nushell is not in the foreground, such as in a pipeline with another program that is.
    pub(crate) fn open() -> Option<Self> {
        let terminal = File::options().read(true).write(true).open("/dev/tty").ok()?;
        let nushell = getpgid(getppid()).ok()?;
        (tcgetpgrp(&terminal).ok()? == nushell).then_some(Self { terminal, nushell })
    }

    pub(crate) fn stdin(&self) -> Option<Stdio> {
        self.terminal.try_clone().ok().map(Stdio::from)
    }

    /// Gives a process group the foreground.
    pub(crate) fn give_to(self, group: &ProcessGroup) -> Option<Self> {
        self.set(group.0)?;
        // It may have been stopped before.
        let _ = kill_process_group(group.0, Signal::CONT);
        Some(self)
    }

    fn set(&self, group: Pid) -> Option<()> {
        // The plugin is in the background, so the kernel would stop it for this.
        let blocked = SigSet::from(NixSignal::SIGTTOU);
        let before = SigSet::thread_get_mask().ok()?;
        blocked.thread_block().ok()?;
        let result = tcsetpgrp(&self.terminal, group);
        before.thread_set_mask().ok()?;
        result.ok()
    }
}

impl Drop for Foreground {
    fn drop(&mut self) {
        self.set(self.nushell);
    }
}
