//! How long a command waits for the network without progress.
//!
//! The timeouts of the SDK end one attempt, and its retries begin the next one. A server that fails again and again, or
//! that asks to wait, could keep a command waiting for half an hour. So all waits of a command share one clock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// The fewest bytes a second that count as progress of a body.
const MIN_RATE: f64 = 256.0;
/// The shortest time without progress. A response may take as long to begin.
const MIN_PATIENCE: Duration = Duration::from_secs(60);
/// How much longer a command waits than a response may take to begin, so that the error is that of the response.
const MARGIN: Duration = Duration::from_secs(5);
/// The longest pause between two attempts. A longer time in which nothing is awaited is not the network's: the user has
/// been asked, or hasn't read rows.
const MAX_PAUSE: Duration = Duration::from_secs(15);

/// Who kept a command waiting for too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sender} {reason}")]
pub(crate) struct WaitError {
    /// The host and port.
    pub(crate) sender: String,
    pub(crate) reason: WaitReason,
}

/// What a sender did, as the rest of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WaitReason {
    #[error("did not answer in time: there was no progress for {} s", .0.as_secs())]
    NoProgress(Duration),
    #[error("stopped in the middle of its answer")]
    Stopped,
    #[error("answers too slowly: {bytes} bytes in {} s", .time.as_secs())]
    Slow { bytes: usize, time: Duration },
}

/// The clock of a command's waits. A clone shares it.
#[derive(Debug, Clone)]
pub(crate) struct Waits(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// How long a response may take to begin, and to make progress.
    response: Duration,
    /// How long the command may be without progress.
    command: Duration,
    clock: Mutex<Clock>,
}

impl Default for Waits {
    fn default() -> Self {
        Self::new(MIN_PATIENCE)
    }
}

impl Waits {
    /// The waits of a command whose responses may take this long to begin.
    pub(crate) fn new(read_timeout: Duration) -> Self {
        Self::with_limits(read_timeout, read_timeout.max(MIN_PATIENCE) + MARGIN)
    }

    pub(crate) fn with_limits(response: Duration, command: Duration) -> Self {
        Self(Arc::new(Shared { response, command, clock: Mutex::new(Clock::new(Instant::now())) }))
    }

    /// Begins to wait for the network.
    pub(crate) fn begin(&self) -> Wait {
        self.clock().begin(Instant::now());
        Wait(self.clone())
    }

    /// What is waited for makes progress.
    pub(crate) fn progress(&self) {
        self.clock().progress(Instant::now());
    }

    /// Whether the command has waited too long, or will have in this time.
    pub(crate) fn is_over_in(&self, time: Duration) -> bool {
        self.end().is_some_and(|end| Instant::now() + time >= end)
    }

    /// The reason when the command has waited too long.
    pub(crate) fn reason(&self) -> WaitReason {
        WaitReason::NoProgress(self.0.command)
    }

    /// The patience for the body of a response.
    pub(crate) fn body(&self) -> BodyPatience {
        BodyPatience::new(self.0.response)
    }

    /// Resolves when the command has waited too long.
    async fn over(&self) {
        loop {
            let now = Instant::now();
            match self.end().unwrap_or(now + self.0.command) {
                end if end <= now => return,
                end => sleep_until(end).await,
            }
        }
    }

    /// When the command will have waited too long, unless there is progress. `None` if nothing is awaited.
    fn end(&self) -> Option<Instant> {
        Some(self.clock().since? + self.0.command)
    }

    fn clock(&self) -> MutexGuard<'_, Clock> {
        self.0.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait for the network, until it is dropped.
#[derive(Debug)]
pub(crate) struct Wait(Waits);

impl Wait {
    /// Resolves when the command has waited too long.
    pub(crate) async fn over(&self) {
        self.0.over().await;
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        self.0.clock().end(Instant::now());
    }
}

#[derive(Debug)]
struct Clock {
    /// The number of waits.
    active: usize,
    /// When the first wait since the last progress began.
    since: Option<Instant>,
    /// When the last wait ended.
    idle_since: Instant,
}

impl Clock {
    fn new(now: Instant) -> Self {
        Self { active: 0, since: None, idle_since: now }
    }

    fn begin(&mut self, now: Instant) {
        if self.active == 0 && now.saturating_duration_since(self.idle_since) > MAX_PAUSE {
            self.since = None;
        }
        self.since.get_or_insert(now);
        self.active += 1;
    }

    fn end(&mut self, now: Instant) {
        self.active -= 1;
        self.idle_since = now;
    }

    fn progress(&mut self, now: Instant) {
        self.since = (self.active > 0).then_some(now);
    }
}

/// How long a body may go on without a reasonable amount of bytes. Only the time in which it is awaited counts, not that
/// in which it isn't being read.
#[derive(Debug)]
pub(crate) struct BodyPatience {
    limit: Duration,
    /// The time that has been waited since the last progress, without the present wait.
    waited: Duration,
    /// When the present wait began.
    since: Option<Instant>,
    /// The bytes since the last progress.
    bytes: usize,
}

impl BodyPatience {
    fn new(limit: Duration) -> Self {
        Self { limit, waited: Duration::ZERO, since: None, bytes: 0 }
    }

    /// Waits for bytes, and returns when that ends.
    pub(crate) fn wait(&mut self, now: Instant) -> Instant {
        *self.since.get_or_insert(now) + self.limit.saturating_sub(self.waited)
    }

    /// Bytes have arrived, at `now` if they were awaited. Returns whether there are enough of them for progress.
    pub(crate) fn receive(&mut self, bytes: usize, now: Option<Instant>) -> bool {
        let since = self.since.take();
        self.waited += now.zip(since).map_or(Duration::ZERO, |(now, since)| now.saturating_duration_since(since));
        self.bytes += bytes;
        let is_progress = self.bytes as f64 >= MIN_RATE * self.limit.as_secs_f64();
        if is_progress {
            (self.waited, self.bytes) = (Duration::ZERO, 0);
        }
        is_progress
    }

    /// Why the wait has ended: without a byte for half of the time, the sender has stopped.
    pub(crate) fn reason(&self, now: Instant) -> WaitReason {
        match self.since {
            Some(since) if now.saturating_duration_since(since) < self.limit / 2 => {
                WaitReason::Slow { bytes: self.bytes, time: self.limit }
            }
            _ => WaitReason::Stopped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn the_clock_runs_from_the_first_wait_and_again_from_progress() {
        let start = Instant::now();
        let mut clock = Clock::new(start);
        assert_eq!(clock.since, None);
        clock.begin(start + s(1));
        clock.begin(start + s(2));
        assert_eq!(clock.since, Some(start + s(1)));
        clock.progress(start + s(40));
        clock.end(start + s(41));
        assert_eq!(clock.since, Some(start + s(40)));
    }

    #[test]
    fn a_pause_between_two_attempts_counts() {
        let start = Instant::now();
        let mut clock = Clock::new(start);
        for attempt in 0..4 {
            clock.begin(start + s(20) * attempt);
            clock.end(start + s(20) * attempt + s(5));
        }
        assert_eq!(clock.since, Some(start));
    }

    #[test]
    fn time_in_which_nothing_is_awaited_does_not_count() {
        let start = Instant::now();
        let mut clock = Clock::new(start);
        clock.begin(start);
        clock.end(start + s(50));
        clock.begin(start + s(50) + MAX_PAUSE + s(1));
        assert_eq!(clock.since, Some(start + s(66)));
        clock.progress(start + s(67));
        clock.end(start + s(68));
        clock.progress(start + s(69));
        assert_eq!(clock.since, None, "nothing is awaited");
    }

    #[test]
    fn a_command_waits_a_little_longer_than_a_response() {
        assert_eq!(Waits::default().0.command, s(65));
        assert_eq!(Waits::new(s(1)).0.command, s(65));
        assert_eq!(Waits::new(s(120)).0.command, s(125));
    }

    #[tokio::test]
    async fn a_wait_is_over_without_progress() {
        let waits = Waits::with_limits(s(1), Duration::from_millis(500));
        let wait = waits.begin();
        assert!(!waits.is_over_in(Duration::ZERO) && waits.is_over_in(s(1)));
        wait.over().await;
        assert!(waits.is_over_in(Duration::ZERO));
        waits.progress();
        assert!(!waits.is_over_in(Duration::ZERO));
    }

    /// The seconds after which a body ends that has sent `bytes` after each pause of so many seconds.
    fn ends_after(bytes: usize, pause: u64) -> Option<u64> {
        let (mut patience, start) = (BodyPatience::new(s(60)), Instant::now());
        (0..100).map(|number| s(pause) * number).find_map(|time| {
            let end = patience.wait(start + time);
            if start + time + s(pause) > end {
                return Some((end - start).as_secs());
            }
            patience.receive(bytes, Some(start + time + s(pause)));
            None
        })
    }

    #[test]
    fn a_body_ends_when_it_is_too_slow() {
        assert_eq!(ends_after(2, 1), Some(60));
        assert_eq!(ends_after(255, 1), Some(60));
        assert_eq!(ends_after(256, 1), None);
        assert_eq!(ends_after(20_000, 59), None);
        assert_eq!(ends_after(20_000, 61), Some(60));
    }

    #[test]
    fn only_the_time_in_which_a_body_is_awaited_counts() {
        let (mut patience, start) = (BodyPatience::new(s(60)), Instant::now());
        patience.wait(start);
        patience.receive(1, Some(start + s(50)));
        assert_eq!(patience.wait(start + s(1000)), start + s(1010));
        assert_eq!(patience.reason(start + s(1010)), WaitReason::Slow { bytes: 1, time: s(60) });
        assert_eq!(patience.reason(start + s(1030)), WaitReason::Stopped);
    }
}
