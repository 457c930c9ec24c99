//! A limit on requests per second.

use std::time::Instant;

/// A token bucket, full at first, that holds as many tokens as it gets per second.
#[derive(Debug)]
pub struct RateLimiter {
    /// Tokens per second; 0 is no limit.
    rate: u32,
    tokens: f64,
    refilled: Instant,
}

impl RateLimiter {
    /// A limit in requests per second; 0 is no limit.
    pub fn new(rate: u32) -> Self {
        Self { rate, tokens: rate.into(), refilled: Instant::now() }
    }

    /// Takes a token if there is one.
    pub fn try_acquire(&mut self) -> bool {
        self.try_acquire_at(Instant::now())
    }

    fn try_acquire_at(&mut self, now: Instant) -> bool {
        let rate = f64::from(self.rate);
        let since = now.saturating_duration_since(self.refilled).as_secs_f64();
        self.tokens = (self.tokens + since * rate).min(rate);
        self.refilled = now;
        if self.rate != 0 && self.tokens < 1.0 {
            return false;
        }
        self.tokens -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_second_of_tokens_is_kept_and_refilled_evenly() {
        let mut limiter = RateLimiter::new(4);
        let start = limiter.refilled;
        let mut acquired = |milliseconds| {
            let now = start + Duration::from_millis(milliseconds);
            (0..10).filter(|_| limiter.try_acquire_at(now)).count()
        };
        assert_eq!([acquired(0), acquired(0), acquired(250), acquired(800), acquired(60_000)], [4, 0, 1, 2, 4]);
    }

    #[test]
    fn zero_is_no_limit() {
        let mut limiter = RateLimiter::new(0);
        assert!((0..1000).all(|_| limiter.try_acquire()));
    }
}
