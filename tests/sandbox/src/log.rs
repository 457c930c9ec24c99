//! The log of requests.

mod request;

pub use request::{Request, accept_encoding, user_agent};

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A position in the log, between two requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogPosition(usize);

/// All requests since the start, or since the log was cleared.
#[derive(Debug, Default)]
pub struct Log {
    entries: Mutex<Entries>,
    throttled: AtomicUsize,
}

#[derive(Debug, Default)]
struct Entries {
    /// In the order in which they began.
    entries: Vec<Entry>,
    /// How many requests have begun or ended. It orders beginnings and ends.
    events: usize,
}

#[derive(Debug)]
struct Entry {
    request: Request,
    began: LogPosition,
    ended: Option<LogPosition>,
}

/// A request in flight, which ends when this is dropped.
#[derive(Debug)]
pub struct InFlight {
    log: Arc<Log>,
    began: LogPosition,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut log = self.log.entries();
        let end = log.next_position();
        if let Ok(index) = log.entries.binary_search_by_key(&self.began, |entry| entry.began) {
            log.entries[index].ended = Some(end);
        }
    }
}

impl Entries {
    fn next_position(&mut self) -> LogPosition {
        self.events += 1;
        LogPosition(self.events)
    }
}

impl Log {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request, which is in flight until the result is dropped.
    pub fn add(self: &Arc<Self>, request: Request) -> InFlight {
        let mut log = self.entries();
        let began = log.next_position();
        log.entries.push(Entry { request, began, ended: None });
        InFlight { log: Arc::clone(self), began }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.entries().entries.iter().map(|entry| entry.request.clone()).collect()
    }

    pub fn count(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.entries().entries.iter().filter(|entry| condition(&entry.request)).count()
    }

    /// The number of requests for an action, by account id and region.
    pub fn counts(&self, action: &str) -> BTreeMap<(String, String), usize> {
        let mut counts = BTreeMap::new();
        for Entry { request, .. } in self.entries().entries.iter().filter(|entry| entry.request.action == action) {
            let account_id = request.account_id.clone().unwrap_or_default();
            *counts.entry((account_id, request.region.clone())).or_default() += 1;
        }
        counts
    }

    /// The end of the log.
    pub fn position(&self) -> LogPosition {
        LogPosition(self.entries().events)
    }

    /// The requests that began after a position.
    pub fn since(&self, position: LogPosition) -> Vec<Request> {
        let log = self.entries();
        let later = log.entries.iter().filter(|entry| entry.began > position);
        later.map(|entry| entry.request.clone()).collect()
    }

    /// The largest number of requests that meet a condition and were in flight at the same time.
    pub fn max_in_flight(&self, condition: impl Fn(&Request) -> bool) -> usize {
        let log = self.entries();
        let matching = log.entries.iter().filter(|entry| condition(&entry.request));
        let events = matching.flat_map(|entry| [Some((entry.began, 1)), entry.ended.map(|end| (end, -1))]).flatten();
        let events: BTreeMap<LogPosition, isize> = events.collect();
        let in_flight = events.into_values().scan(0, |in_flight: &mut isize, change| {
            *in_flight += change;
            Some(*in_flight)
        });
        in_flight.max().unwrap_or_default().unsigned_abs()
    }

    pub fn in_flight(&self) -> usize {
        self.entries().entries.iter().filter(|entry| entry.ended.is_none()).count()
    }

    /// Counts a request that exceeded the portal's rate limit.
    pub fn add_throttled(&self) {
        self.throttled.fetch_add(1, Ordering::Relaxed);
    }

    /// How many requests exceeded the portal's rate limit.
    pub fn throttled(&self) -> usize {
        self.throttled.load(Ordering::Relaxed)
    }

    /// Removes all requests, also those in flight.
    pub fn clear(&self) {
        self.throttled.store(0, Ordering::Relaxed);
        self.entries().entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn request(action: &str, region: &str) -> Request {
        Request {
            at: SystemTime::now(),
            service: "ec2".to_owned(),
            region: region.to_owned(),
            action: action.to_owned(),
            account_id: Some("111122223333".to_owned()),
            access_key_id: String::new(),
            user_agent: String::new(),
            accept_encoding: None,
            parameters: Vec::new(),
        }
    }

    #[test]
    fn the_maximum_in_flight_outlives_the_requests() {
        let log = Arc::new(Log::default());
        let add = |action| log.add(request(action, "eu-west-1"));
        assert_eq!(log.max_in_flight(|_| true), 0);
        let first = add("A");
        drop(first);
        let (second, third, fourth) = (add("A"), add("B"), add("B"));
        drop((second, fourth));
        let fifth = add("B");
        assert_eq!(log.max_in_flight(|_| true), 3);
        assert_eq!(log.max_in_flight(|request| request.action == "A"), 1);
        assert_eq!(log.max_in_flight(|request| request.action == "B"), 2);

        log.clear();
        drop((third, fifth));
        assert_eq!(log.max_in_flight(|_| true), 0);
    }

    #[test]
    fn requests_after_a_position_are_found() {
        let log = Arc::new(Log::default());
        let early = log.add(request("A", "eu-west-1"));
        let position = log.position();
        drop(early);
        assert!(log.since(position).is_empty());
        log.add(request("B", "eu-west-1"));
        let actions = |position| log.since(position).into_iter().map(|request| request.action).collect::<Vec<_>>();
        assert_eq!(actions(position), ["B"]);
        log.clear();
        log.add(request("C", "eu-west-1"));
        assert_eq!(actions(position), ["C"]);
    }

    #[test]
    fn requests_are_counted_by_account_and_region() {
        let log = Arc::new(Log::default());
        for (action, region) in [("A", "eu-west-1"), ("A", "eu-west-2"), ("B", "eu-west-1"), ("A", "eu-west-1")] {
            log.add(request(action, region));
        }
        log.add(Request { account_id: None, ..request("A", "eu-west-1") });
        let key = |account_id: &str, region: &str| (account_id.to_owned(), region.to_owned());
        let expected =
            [(key("", "eu-west-1"), 1), (key("111122223333", "eu-west-1"), 2), (key("111122223333", "eu-west-2"), 1)];
        assert_eq!(log.counts("A"), expected.into());
    }
}
