//! What is done and what is being waited for, for people who watch.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The state of a call's targets. A clone shares it.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProgressTracker(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    planned: usize,
    done: usize,
    awaited: BTreeSet<String>,
}

/// How far a call is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgressSnapshot {
    /// The targets that are known so far.
    pub(crate) planned: usize,
    /// Those of them that have ended, well or not.
    pub(crate) done: usize,
    /// What is being waited for, in alphabetical order.
    pub(crate) awaited: Vec<String>,
}

impl ProgressTracker {
    /// Adds targets.
    pub(crate) fn plan(&self, targets: usize) {
        self.state().planned += targets;
    }

    /// Waits for something from now on, until the answer is dropped.
    pub(crate) fn wait_for(&self, what: &str) -> WaitGuard {
        self.begin(what, false)
    }

    /// Waits for a target from now on, until the answer is dropped, with which the target is done.
    pub(crate) fn wait_for_target(&self, what: &str) -> WaitGuard {
        self.begin(what, true)
    }

    /// How far it is.
    pub(crate) fn standing(&self) -> ProgressSnapshot {
        let State { planned, done, awaited } = &*self.state();
        ProgressSnapshot { planned: *planned, done: *done, awaited: awaited.iter().cloned().collect() }
    }

    fn begin(&self, what: &str, is_target: bool) -> WaitGuard {
        self.state().awaited.insert(what.to_owned());
        WaitGuard { tracker: self.clone(), what: what.to_owned(), is_target }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something that is being waited for.
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
        state.awaited.remove(&self.what);
        state.done += usize::from(self.is_target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_done_when_nobody_waits_for_it_any_more() {
        let tracker = ProgressTracker::default();
        tracker.plan(2);
        let profile = tracker.wait_for("dev");
        let region = tracker.wait_for_target("dev eu-west-1");
        let awaited = vec!["dev".to_owned(), "dev eu-west-1".to_owned()];
        assert_eq!(tracker.standing(), ProgressSnapshot { planned: 2, done: 0, awaited });
        drop((profile, region));
        assert_eq!(tracker.standing(), ProgressSnapshot { planned: 2, done: 1, awaited: vec![] });
    }
}
