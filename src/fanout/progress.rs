//! The progress of a call: what is done and what it waits for.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tracks the targets of a call. A clone shares the state.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProgressTracker(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    planned: usize,
    done: usize,
    waiting_for: BTreeSet<String>,
}

/// The progress at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgressSnapshot {
    /// The number of targets known so far.
    pub(crate) planned: usize,
    /// How many of them have ended, with or without an error.
    pub(crate) done: usize,
    /// What the call waits for, in alphabetical order.
    pub(crate) waiting_for: Vec<String>,
}

impl ProgressTracker {
    /// Adds targets.
    pub(crate) fn plan(&self, targets: usize) {
        self.state().planned += targets;
    }

    /// Starts to wait for something, until the guard is dropped.
    pub(crate) fn wait_for(&self, what: &str) -> WaitGuard {
        self.guard(what, false)
    }

    /// Starts to wait for a target, which is done when the guard is dropped.
    pub(crate) fn wait_for_target(&self, what: &str) -> WaitGuard {
        self.guard(what, true)
    }

    /// The progress at this moment.
    pub(crate) fn snapshot(&self) -> ProgressSnapshot {
        let State { planned, done, waiting_for } = &*self.state();
        ProgressSnapshot { planned: *planned, done: *done, waiting_for: waiting_for.iter().cloned().collect() }
    }

    fn guard(&self, what: &str, is_target: bool) -> WaitGuard {
        self.state().waiting_for.insert(what.to_owned());
        WaitGuard { tracker: self.clone(), what: what.to_owned(), is_target }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the wait when it is dropped.
#[must_use]
#[derive(Debug)]
pub(crate) struct WaitGuard {
    tracker: ProgressTracker,
    what: String,
    is_target: bool,
}

impl Drop for WaitGuard {
    fn drop(&mut self) {
        let mut state = self.tracker.state();
        state.waiting_for.remove(&self.what);
        state.done += usize::from(self.is_target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_done_when_its_guard_is_dropped() {
        let tracker = ProgressTracker::default();
        tracker.plan(2);
        let profile = tracker.wait_for("dev");
        let region = tracker.wait_for_target("dev eu-west-1");
        let waiting_for = vec!["dev".to_owned(), "dev eu-west-1".to_owned()];
        assert_eq!(tracker.snapshot(), ProgressSnapshot { planned: 2, done: 0, waiting_for });
        drop((profile, region));
        assert_eq!(tracker.snapshot(), ProgressSnapshot { planned: 2, done: 1, waiting_for: vec![] });
    }
}
