//! The progress of a call: what is done and what it waits for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Tracks the targets of a call. A clone shares the state.
#[derive(Debug, Clone, Default)]
pub(crate) struct ProgressTracker(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    planned: usize,
    done: usize,
    /// The longest wait comes first.
    waits: Vec<(String, Instant)>,
}

/// The progress at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgressSnapshot {
    /// The number of targets known so far. A profile whose regions aren't known yet counts as one.
    pub(crate) planned: usize,
    /// How many of them have ended, with or without an error.
    pub(crate) done: usize,
    /// What the call waits for longest, and for how long.
    pub(crate) longest_wait: Option<(String, Duration)>,
    /// How much else it waits for.
    pub(crate) other_waits: usize,
}

impl ProgressTracker {
    /// The tracker of a call with so many profiles.
    pub(crate) fn new(profiles: usize) -> Self {
        Self(Arc::new(Mutex::new(State { planned: profiles, ..State::default() })))
    }

    /// Replaces a profile by its regions.
    pub(crate) fn plan_regions(&self, regions: usize) {
        let mut state = self.state();
        state.planned = (state.planned + regions).saturating_sub(1);
    }

    /// Counts a profile that has failed before its regions were known.
    pub(crate) fn end_profile(&self) {
        self.state().done += 1;
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
        let State { planned, done, waits } = &*self.state();
        let longest_wait = waits.first().map(|(what, since)| (what.clone(), since.elapsed()));
        let other_waits = waits.len().saturating_sub(1);
        ProgressSnapshot { planned: *planned, done: *done, longest_wait, other_waits }
    }

    fn guard(&self, what: &str, is_target: bool) -> WaitGuard {
        let since = Instant::now();
        self.state().waits.push((what.to_owned(), since));
        WaitGuard { tracker: self.clone(), wait: (what.to_owned(), since), is_target }
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
    wait: (String, Instant),
    is_target: bool,
}

impl Drop for WaitGuard {
    fn drop(&mut self) {
        let mut state = self.tracker.state();
        if let Some(index) = state.waits.iter().position(|wait| *wait == self.wait) {
            state.waits.remove(index);
        }
        state.done += usize::from(self.is_target);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_done_when_its_guard_is_dropped() {
        let tracker = ProgressTracker::new(2);
        let counts = || {
            let ProgressSnapshot { planned, done, longest_wait, other_waits } = tracker.snapshot();
            (planned, done, longest_wait.map(|(what, _)| what), other_waits)
        };
        let profile = tracker.wait_for("dev");
        tracker.plan_regions(3);
        let region = tracker.wait_for_target("dev in eu-west-1");
        assert_eq!(counts(), (4, 0, Some("dev".to_owned()), 1));
        drop(profile);
        assert_eq!(counts(), (4, 0, Some("dev in eu-west-1".to_owned()), 0));
        drop(region);
        tracker.end_profile();
        assert_eq!(counts(), (4, 2, None, 0));
    }
}
