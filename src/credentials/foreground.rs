//! The terminal, which a program may need. Only on Unix.

use std::fs::File;
use std::process::Stdio;

use nix::sys::signal::{SigSet, Signal as NixSignal};
use rustix::process::{Pid, Signal, getpgid, getppid, kill_process_group};
use rustix::termios::{tcgetpgrp, tcsetpgrp};

use crate::process::group::ProcessGroup;

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
        self.set(group.id())?;
        // It may have been stopped before.
        let _ = kill_process_group(group.id(), Signal::CONT);
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
