//! The line that all bodies share, as wide as the options say.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::time::Instant;

/// How many bytes travel at a time on a line that has a width.
const PACKET: usize = 16 * 1024;

/// Sleeps are no finer than this. What is shorter is waited for together with what follows.
const GRAIN: Duration = Duration::from_millis(1);

/// How late a body may come to its next packet and still find its place in the schedule.
const SLACK: Duration = Duration::from_millis(100);

/// A line that carries one packet after the other.
#[derive(Debug)]
pub struct Line {
    /// In bits a second; 0 is no limit.
    width: u64,
    /// When all packets are through that have a place in the schedule.
    free: Mutex<Instant>,
}

impl Line {
    /// A line of some bits a second; 0 is no limit.
    pub fn new(width: u64) -> Self {
        Self { width, free: Mutex::new(Instant::now()) }
    }

    /// A body in the pieces and at the times in which they come out of the line.
    pub fn carry(self: Arc<Self>, body: Vec<Bytes>) -> impl Stream<Item = Bytes> + Send + 'static {
        let size = if self.width == 0 { usize::MAX } else { PACKET };
        stream::iter(body.into_iter().flat_map(move |piece| packets(piece, size)).enumerate()).then(
            move |(number, packet)| {
                let line = Arc::clone(&self);
                async move {
                    line.pass(packet.len(), number == 0).await;
                    packet
                }
            },
        )
    }

    async fn pass(&self, bytes: usize, first: bool) {
        if self.width == 0 {
            return;
        }
        let now = Instant::now();
        let through = self.book(bytes, first, now);
        if through > now + GRAIN {
            tokio::time::sleep_until(through).await;
        }
    }

    /// Gives a packet its place in the schedule, and says when it is through. Only a body's first packet starts when it
    /// comes. The next ones follow each other without a gap, as sleeps end late and the lateness would add up.
    fn book(&self, bytes: usize, first: bool, now: Instant) -> Instant {
        let duration = Duration::from_secs_f64(bytes as f64 * 8.0 / self.width as f64);
        let earliest = if first { now } else { now.checked_sub(SLACK).unwrap_or(now) };
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = (*free).max(earliest) + duration;
        *free
    }
}

fn packets(piece: Bytes, size: usize) -> impl Iterator<Item = Bytes> {
    (0..piece.len()).step_by(size).map(move |start| piece.slice(start..piece.len().min(start.saturating_add(size))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATE: Duration = Duration::from_millis(3);

    #[test]
    fn lateness_does_not_add_up() {
        let (line, start) = (Line::new(10_000_000), Instant::now());
        let mut through = start;
        for number in 0..9_000_000 / 15_000 {
            through = line.book(15_000, number == 0, if number == 0 { start } else { through + LATE });
        }
        assert_eq!((through - start).as_millis(), 7200);
    }

    #[test]
    fn an_idle_line_saves_nothing_up() {
        let (line, start) = (Line::new(8_000), Instant::now());
        let second = Duration::from_secs(1);
        assert_eq!(line.book(1000, true, start), start + second);
        assert_eq!(line.book(1000, true, start + 5 * second), start + 6 * second);
        assert_eq!(line.book(1000, false, start + 9 * second), start + 10 * second - SLACK);
    }

    #[test]
    fn bodies_share_the_line() {
        let (line, start) = (Line::new(8_000), Instant::now());
        let second = Duration::from_secs(1);
        let ends = [1, 2, 3, 4].map(|number| line.book(1000, number < 3, start) - start);
        assert_eq!(ends, [second, 2 * second, 3 * second, 4 * second]);
    }

    #[test]
    fn packets_are_small_and_complete() {
        let piece = Bytes::from(vec![7; 2 * PACKET + 5]);
        let sizes = |size| packets(piece.clone(), size).map(|packet| packet.len()).collect::<Vec<_>>();
        assert_eq!(sizes(PACKET), [PACKET, PACKET, 5]);
        assert_eq!(sizes(usize::MAX), [piece.len()]);
        assert_eq!(packets(Bytes::new(), PACKET).count(), 0);
    }
}
