//! How fast the portal is asked.

use std::collections::HashMap;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::config::identity_center::IdentityCenter;

/// The pause between two calls: 20 calls a second are what AWS takes on all of an Identity Center's APIs together
/// ("collective throttle maximum of 20 transactions per second", IAM Identity Center quotas). No call is saved up for
/// later, so that no second ever has more.
const FASTEST: Duration = Duration::from_millis(50);
/// The pause between two calls that no refusal makes longer.
const SLOWEST: Duration = Duration::from_secs(1);
/// How long everybody waits after the first refusal; each further one doubles it.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest wait after a refusal, unless the portal itself asks for more.
const LONGEST_WAIT: Duration = Duration::from_secs(8);
/// The longest wait that the portal may ask for.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(30);

/// One queue for all calls to one Identity Center. A refusal slows down everybody in it, and answers make it faster
/// again.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    queue: tokio::sync::Mutex<()>,
    state: std::sync::Mutex<State>,
}

impl RateLimiter {
    fn new() -> Self {
        Self { queue: tokio::sync::Mutex::new(()), state: std::sync::Mutex::new(State::new(Instant::now())) }
    }

    /// Waits until the next call may be made. The answer is when that was.
    pub(crate) async fn turn(&self) -> Instant {
        // Only the first in the queue sleeps, so a refusal in the meantime holds back all who stand behind it.
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

    /// The call that began at `started` was refused for coming too soon.
    pub(crate) fn refused(&self, started: Instant, retry_after: Option<Duration>) {
        self.state().refused(started, Instant::now(), retry_after);
    }

    /// The call that began at `started` was answered.
    pub(crate) fn answered(&self, started: Instant) {
        self.state().answered(started);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct State {
    /// When the next call may begin.
    next: Instant,
    pause: Duration,
    wait: Duration,
    last_refusal: Option<Instant>,
}

impl State {
    fn new(now: Instant) -> Self {
        Self { next: now, pause: FASTEST, wait: FIRST_WAIT, last_refusal: None }
    }

    /// Begins a call, unless it has to wait.
    fn start(&mut self, now: Instant) -> Option<Duration> {
        let wait = self.next.saturating_duration_since(now);
        if !wait.is_zero() {
            return Some(wait);
        }
        self.next = now + self.pause;
        None
    }

    fn refused(&mut self, started: Instant, now: Instant, retry_after: Option<Duration>) {
        if let Some(retry_after) = retry_after {
            self.next = self.next.max(now + retry_after.min(LONGEST_RETRY_AFTER));
        }
        // Calls that are under way together are refused together: that is one refusal.
        if !self.is_after_last_refusal(started) {
            return;
        }
        self.next = self.next.max(now + self.wait);
        self.pause = (self.pause * 2).min(SLOWEST);
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        self.last_refusal = Some(now);
    }

    fn answered(&mut self, started: Instant) {
        if self.is_after_last_refusal(started) {
            self.pause = self.pause.mul_f32(0.97).max(FASTEST);
            self.wait = FIRST_WAIT;
        }
    }

    fn is_after_last_refusal(&self, started: Instant) -> bool {
        self.last_refusal.is_none_or(|refusal| started > refusal)
    }
}

/// The queues of all Identity Centers that this process has asked. They outlive a call: the limit is on all of them.
#[derive(Debug, Default)]
pub(crate) struct RateLimiters(std::sync::Mutex<HashMap<(String, String), Arc<RateLimiter>>>);

impl RateLimiters {
    /// The queue of an Identity Center. Sessions of different names share it if they sign in to the same one.
    pub(crate) fn of(&self, center: &IdentityCenter) -> Arc<RateLimiter> {
        let key = (center.region.clone(), center.start_url.clone());
        let mut paces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(paces.entry(key).or_insert_with(|| Arc::new(RateLimiter::new())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// Makes calls one after the other, as soon as each may begin. The answer is when they began.
    fn run(state: &mut State, mut now: Instant, calls: usize) -> Vec<Instant> {
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
    fn no_second_has_more_than_twenty_calls_even_after_a_rest() {
        let start = Instant::now();
        let mut state = State::new(start);
        let mut calls = run(&mut state, start, 50);
        calls.extend(run(&mut state, start + ms(60_000), 50));
        for window in calls.windows(21) {
            assert!(window[20] - window[0] >= ms(1000));
        }
        assert_eq!(calls[49] - calls[0], ms(49 * 50));
    }

    #[test]
    fn a_refusal_stops_everybody_for_a_while_and_halves_the_pace() {
        let start = Instant::now();
        let mut state = State::new(start);
        let first = run(&mut state, start, 1)[0];
        state.refused(first, start + ms(10), None);
        let calls = run(&mut state, start + ms(10), 2);
        assert_eq!(calls, [start + ms(510), start + ms(610)]);
        state.refused(calls[0], start + ms(620), None);
        assert_eq!(run(&mut state, start + ms(620), 1), [start + ms(1620)]);
    }

    #[test]
    fn calls_that_are_refused_together_are_one_refusal() {
        let start = Instant::now();
        let mut state = State::new(start);
        let calls = run(&mut state, start, 5);
        for call in &calls {
            state.refused(*call, start + ms(300), None);
        }
        assert_eq!((state.pause, state.next), (ms(100), start + ms(800)));
    }

    #[test]
    fn answers_make_it_fast_again() {
        let start = Instant::now();
        let mut state = State::new(start);
        state.refused(start, start, None);
        state.answered(start);
        assert_eq!(state.pause, ms(100), "an answer to an earlier call");
        for _ in 0..30 {
            state.answered(start + ms(1));
        }
        assert_eq!((state.pause, state.wait), (FASTEST, FIRST_WAIT));
    }

    #[test]
    fn the_portals_own_wish_counts_within_reason() {
        let start = Instant::now();
        let mut state = State::new(start);
        state.refused(start, start, Some(ms(3000)));
        assert_eq!(state.next, start + ms(3000));
        state.refused(start, start, Some(Duration::from_secs(86_400)));
        assert_eq!(state.next, start + LONGEST_RETRY_AFTER);
    }

    #[test]
    fn one_queue_for_one_identity_center() {
        let center = |session: &str, region: &str| IdentityCenter {
            session: Some(session.into()),
            start_url: "https://corp.awsapps.com/start".into(),
            region: region.into(),
            scopes: Vec::new(),
        };
        let paces = RateLimiters::default();
        let one = paces.of(&center("one", "eu-west-1"));
        assert!(Arc::ptr_eq(&one, &paces.of(&center("two", "eu-west-1"))));
        assert!(!Arc::ptr_eq(&one, &paces.of(&center("one", "us-east-1"))));
    }
}
