//! A bandwidth limit that all responses share.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::time::Instant;

/// How many bytes are sent at a time when there is a limit.
const PACKET: usize = 16 * 1024;

/// Sleeps are no finer than this. A shorter wait is added to the next one.
const TIMER_RESOLUTION: Duration = Duration::from_millis(1);

/// How late the next packet of a body may be and still keep its place in the schedule.
const MAX_LATENESS: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub struct BandwidthLimit {
    /// 0 is no limit.
    bits_per_second: u64,
    /// When all scheduled packets have been sent.
    free: Mutex<Instant>,
}

impl BandwidthLimit {
    /// A limit in bits per second; 0 is no limit.
    pub fn new(bits_per_second: u64) -> Self {
        Self { bits_per_second, free: Mutex::new(Instant::now()) }
    }

    /// The packets of a body, each when it has been sent at this bandwidth.
    pub fn limit(self: Arc<Self>, body: Vec<Bytes>) -> impl Stream<Item = Bytes> + Send + 'static {
        let size = if self.bits_per_second == 0 { usize::MAX } else { PACKET };
        stream::iter(body.into_iter().flat_map(move |part| packets(part, size)).enumerate()).then(
            move |(number, packet)| {
                let limit = Arc::clone(&self);
                async move {
                    limit.wait(packet.len(), number == 0).await;
                    packet
                }
            },
        )
    }

    async fn wait(&self, bytes: usize, first: bool) {
        if self.bits_per_second == 0 {
            return;
        }
        let now = Instant::now();
        let sent = self.schedule(bytes, first, now);
        if sent > now + TIMER_RESOLUTION {
            tokio::time::sleep_until(sent).await;
        }
    }

    /// Schedules a packet and returns when it will have been sent. Only the first packet of a body starts when it is
    /// scheduled. The next ones follow without a gap, because sleeps end late and the lateness would add up.
    fn schedule(&self, bytes: usize, first: bool, now: Instant) -> Instant {
        let duration = Duration::from_secs_f64(bytes as f64 * 8.0 / self.bits_per_second as f64);
        let earliest = if first { now } else { now.checked_sub(MAX_LATENESS).unwrap_or(now) };
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = (*free).max(earliest) + duration;
        *free
    }
}

fn packets(part: Bytes, size: usize) -> impl Iterator<Item = Bytes> {
    (0..part.len()).step_by(size).map(move |start| part.slice(start..part.len().min(start.saturating_add(size))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: Duration = Duration::from_millis(3);

    #[test]
    fn lateness_does_not_add_up() {
        let (limit, start) = (BandwidthLimit::new(10_000_000), Instant::now());
        let mut sent = start;
        for number in 0..9_000_000 / 15_000 {
            sent = limit.schedule(15_000, number == 0, if number == 0 { start } else { sent + LATE });
        }
        assert_eq!((sent - start).as_millis(), 7200);
    }

    #[test]
    fn idle_time_is_not_saved_up() {
        let (limit, start) = (BandwidthLimit::new(8_000), Instant::now());
        let second = Duration::from_secs(1);
        assert_eq!(limit.schedule(1000, true, start), start + second);
        assert_eq!(limit.schedule(1000, true, start + 5 * second), start + 6 * second);
        assert_eq!(limit.schedule(1000, false, start + 9 * second), start + 10 * second - MAX_LATENESS);
    }

    #[test]
    fn bodies_share_the_bandwidth() {
        let (limit, start) = (BandwidthLimit::new(8_000), Instant::now());
        let second = Duration::from_secs(1);
        let ends = [1, 2, 3, 4].map(|number| limit.schedule(1000, number < 3, start) - start);
        assert_eq!(ends, [second, 2 * second, 3 * second, 4 * second]);
    }

    #[test]
    fn packets_are_small_and_hold_every_byte() {
        let part = Bytes::from(vec![7; 2 * PACKET + 5]);
        let sizes = |size| packets(part.clone(), size).map(|packet| packet.len()).collect::<Vec<_>>();
        assert_eq!(sizes(PACKET), [PACKET, PACKET, 5]);
        assert_eq!(sizes(usize::MAX), [part.len()]);
        assert_eq!(packets(Bytes::new(), PACKET).count(), 0);
    }
}
