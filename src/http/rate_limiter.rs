//! Limits how fast the portal of an Identity Center is called.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The shortest interval between two calls. AWS accepts 20 calls a second on all APIs of an Identity Center together
/// ("collective throttle maximum of 20 transactions per second", IAM Identity Center quotas). Unused calls are not saved
/// up, so no second ever has more than 20.
const MIN_INTERVAL: Duration = Duration::from_millis(50);
/// The longest interval that throttling leads to.
const MAX_INTERVAL: Duration = Duration::from_secs(1);
/// How long all calls wait after the first throttled one. Each further one doubles it.
const MIN_BACKOFF: Duration = Duration::from_millis(500);
/// How long a call waits after its first transient error. Each further one makes it longer by this time.
const TRANSIENT_PAUSE: Duration = Duration::from_millis(100);
/// The longest wait after a throttled call, unless the portal asks for more.
const MAX_BACKOFF: Duration = Duration::from_secs(8);
/// The longest `Retry-After` that is respected.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(30);

/// The shortest pauses: the constants by default.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// See [`MIN_INTERVAL`].
    pub(crate) interval: Duration,
    /// See [`MIN_BACKOFF`].
    pub(crate) backoff: Duration,
    /// See [`TRANSIENT_PAUSE`].
    pub(crate) transient: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { interval: MIN_INTERVAL, backoff: MIN_BACKOFF, transient: TRANSIENT_PAUSE }
    }
}

/// One queue for all calls to one Identity Center. A throttled call slows down all of them, and successful calls make
/// them faster again.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    queue: tokio::sync::Mutex<()>,
    state: std::sync::Mutex<RateState>,
    pace: Pace,
}

impl RateLimiter {
    pub(crate) fn new(pace: Pace) -> Self {
        let state = RateState::new(Instant::now(), pace);
        Self { queue: tokio::sync::Mutex::new(()), state: std::sync::Mutex::new(state), pace }
    }

    /// Waits until the next call may start, and returns when that was.
    pub(crate) async fn acquire(&self) -> Instant {
        // Only the first in the queue sleeps, so a call that is throttled meanwhile delays all others.
        let _first = self.queue.lock().await;
        loop {
            let now = Instant::now();
            let wait = self.state().start(now);
            match wait {
                None => return now,
                Some(wait) => tokio::time::sleep(wait).await,
            }
        }
    }

    /// Waits before the next attempt of a call that has had so many transient errors.
    pub(crate) async fn pause(&self, transient: u32) {
        let pause = self.pace.transient * transient;
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }

    /// Records that the call that started at `started` was throttled.
    pub(crate) fn record_throttled(&self, started: Instant, retry_after: Option<Duration>) {
        self.state().throttled(started, Instant::now(), retry_after);
    }

    /// Records that the call that started at `started` succeeded.
    pub(crate) fn record_success(&self, started: Instant) {
        self.state().succeeded(started);
    }

    fn state(&self) -> MutexGuard<'_, RateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct RateState {
    /// When the next call may start.
    next_start: Instant,
    interval: Duration,
    backoff: Duration,
    last_throttled: Option<Instant>,
    pace: Pace,
}

impl RateState {
    fn new(now: Instant, pace: Pace) -> Self {
        Self { next_start: now, interval: pace.interval, backoff: pace.backoff, last_throttled: None, pace }
    }

    /// Starts a call, or returns how long it has to wait.
    fn start(&mut self, now: Instant) -> Option<Duration> {
        let wait = self.next_start.saturating_duration_since(now);
        if !wait.is_zero() {
            return Some(wait);
        }
        self.next_start = now + self.interval;
        None
    }

    fn throttled(&mut self, started: Instant, now: Instant, retry_after: Option<Duration>) {
        if let Some(retry_after) = retry_after {
            self.next_start = self.next_start.max(now + retry_after.min(MAX_RETRY_AFTER));
        }
        // Calls in flight at the same time are throttled together: they count as one.
        if !self.started_after_last_throttled(started) {
            return;
        }
        self.next_start = self.next_start.max(now + self.backoff);
        self.interval = (self.interval * 2).min(MAX_INTERVAL);
        self.backoff = (self.backoff * 2).min(MAX_BACKOFF);
        self.last_throttled = Some(now);
    }

    fn succeeded(&mut self, started: Instant) {
        if self.started_after_last_throttled(started) {
            self.interval = self.interval.mul_f32(0.97).max(self.pace.interval);
            self.backoff = self.pace.backoff;
        }
    }

    fn started_after_last_throttled(&self, started: Instant) -> bool {
        self.last_throttled.is_none_or(|throttled| started > throttled)
    }
}

/// The rate limiters of all Identity Centers that this process has called. They outlive a command, because AWS counts
/// the calls of all commands together.
#[derive(Debug, Default)]
pub(crate) struct RateLimiters(std::sync::Mutex<HashMap<(String, String), Arc<RateLimiter>>>);

impl RateLimiters {
    /// The rate limiter of the Identity Center with this start URL. All sessions that sign in there share it.
    pub(crate) fn get(&self, region: &str, start_url: &str) -> Arc<RateLimiter> {
        let mut limiters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (region.to_owned(), start_url.to_owned());
        Arc::clone(limiters.entry(key).or_insert_with(|| Arc::new(RateLimiter::new(Pace::default()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// Makes calls one after the other, each as soon as it may start, and returns when they started.
    fn run(state: &mut RateState, mut now: Instant, calls: usize) -> Vec<Instant> {
        let mut started = Vec::new();
        while started.len() < calls {
            match state.start(now) {
                None => started.push(now),
                Some(wait) => now += wait,
            }
        }
        started
    }

    #[test]
    fn no_second_has_more_than_twenty_calls_even_after_a_pause() {
        let start = Instant::now();
        let mut state = RateState::new(start, Pace::default());
        let mut calls = run(&mut state, start, 50);
        calls.extend(run(&mut state, start + ms(60_000), 50));
        for window in calls.windows(21) {
            assert!(window[20] - window[0] >= ms(1000));
        }
        assert_eq!(calls[49] - calls[0], ms(49 * 50));
    }

    #[test]
    fn a_throttled_call_delays_all_others_and_doubles_the_interval() {
        let start = Instant::now();
        let mut state = RateState::new(start, Pace::default());
        let first = run(&mut state, start, 1)[0];
        state.throttled(first, start + ms(10), None);
        let calls = run(&mut state, start + ms(10), 2);
        assert_eq!(calls, [start + ms(510), start + ms(610)]);
        state.throttled(calls[0], start + ms(620), None);
        assert_eq!(run(&mut state, start + ms(620), 1), [start + ms(1620)]);
    }

    #[test]
    fn calls_that_are_throttled_together_count_once() {
        let start = Instant::now();
        let mut state = RateState::new(start, Pace::default());
        let calls = run(&mut state, start, 5);
        for call in &calls {
            state.throttled(*call, start + ms(300), None);
        }
        assert_eq!((state.interval, state.next_start), (ms(100), start + ms(800)));
    }

    #[test]
    fn successful_calls_shorten_the_interval_again() {
        let start = Instant::now();
        let mut state = RateState::new(start, Pace::default());
        state.throttled(start, start, None);
        state.succeeded(start);
        assert_eq!(state.interval, ms(100), "a call from before the throttling");
        for _ in 0..30 {
            state.succeeded(start + ms(1));
        }
        assert_eq!((state.interval, state.backoff), (MIN_INTERVAL, MIN_BACKOFF));
    }

    #[test]
    fn retry_after_is_respected_up_to_a_limit() {
        let start = Instant::now();
        let mut state = RateState::new(start, Pace::default());
        state.throttled(start, start, Some(ms(3000)));
        assert_eq!(state.next_start, start + ms(3000));
        state.throttled(start, start, Some(Duration::from_secs(86_400)));
        assert_eq!(state.next_start, start + MAX_RETRY_AFTER);
    }

    #[test]
    fn each_identity_center_has_one_rate_limiter() {
        let limiters = RateLimiters::default();
        let start_url = "https://corp.awsapps.com/start";
        let one = limiters.get("eu-west-1", start_url);
        assert!(Arc::ptr_eq(&one, &limiters.get("eu-west-1", start_url)));
        assert!(!Arc::ptr_eq(&one, &limiters.get("us-east-1", start_url)));
    }
}
