//! A limit on calls a second.

use std::time::Instant;

/// A token bucket. It holds as many calls as it lets through in a second, and is full at first: after a rest that many
/// calls pass at once, and from then on one every 1/rate seconds.
#[derive(Debug)]
pub struct Bucket {
    rate: u32,
    calls: f64,
    filled: Instant,
}

impl Bucket {
    /// A full bucket. A rate of zero is no limit.
    pub fn new(rate: u32) -> Self {
        Self { rate, calls: rate.into(), filled: Instant::now() }
    }

    /// Takes a call out, if there is one.
    pub fn take(&mut self) -> bool {
        self.take_at(Instant::now())
    }

    fn take_at(&mut self, now: Instant) -> bool {
        let rate = f64::from(self.rate);
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        self.calls = (self.calls + since * rate).min(rate);
        self.filled = now;
        if self.rate != 0 && self.calls < 1.0 {
            return false;
        }
        self.calls -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn holds_a_second_and_fills_evenly() {
        let mut bucket = Bucket::new(4);
        let start = bucket.filled;
        let mut taken = |milliseconds| {
            let now = start + Duration::from_millis(milliseconds);
            (0..10).filter(|_| bucket.take_at(now)).count()
        };
        assert_eq!([taken(0), taken(0), taken(250), taken(800), taken(60_000)], [4, 0, 1, 2, 4]);
    }

    #[test]
    fn zero_is_no_limit() {
        let mut bucket = Bucket::new(0);
        assert!((0..1000).all(|_| bucket.take()));
    }
}
