//! The record of what was asked.

mod request;

pub use request::{Request, accept_encoding, user_agent};

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A moment in the log, such as between two requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(usize);

/// All requests since the start, or since the log was cleared.
#[derive(Debug, Default)]
pub struct Log {
    book: Mutex<Book>,
    throttled: AtomicUsize,
}

#[derive(Debug, Default)]
struct Book {
    /// In the order in which they began.
    entries: Vec<Entry>,
    /// How many requests have begun or ended, which tells the order of it all.
    moment: usize,
}

#[derive(Debug)]
struct Entry {
    request: Request,
    began: Mark,
    ended: Option<Mark>,
}

/// A request that is being answered. Its end is that of the answer.
#[derive(Debug)]
pub struct Flight {
    log: Arc<Log>,
    began: Mark,
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut book = self.log.book();
        let end = book.next();
        if let Ok(index) = book.entries.binary_search_by_key(&self.began, |entry| entry.began) {
            book.entries[index].ended = Some(end);
        }
    }
}

impl Book {
    fn next(&mut self) -> Mark {
        self.moment += 1;
        Mark(self.moment)
    }
}

impl Log {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request, which is in flight for as long as what is returned is kept.
    pub fn add(self: &Arc<Self>, request: Request) -> Flight {
        let mut book = self.book();
        let began = book.next();
        book.entries.push(Entry { request, began, ended: None });
        Flight { log: Arc::clone(self), began }
    }

    /// A copy of all requests.
    pub fn all(&self) -> Vec<Request> {
        self.book().entries.iter().map(|entry| entry.request.clone()).collect()
    }

    /// How many requests meet a condition.
    pub fn count(&self, condition: impl Fn(&Request) -> bool) -> usize {
        self.book().entries.iter().filter(|entry| condition(&entry.request)).count()
    }

    /// How many requests asked for an action, by account id and region.
    pub fn counts(&self, action: &str) -> BTreeMap<(String, String), usize> {
        let mut counts = BTreeMap::new();
        for Entry { request, .. } in self.book().entries.iter().filter(|entry| entry.request.action == action) {
            let account_id = request.account_id.clone().unwrap_or_default();
            *counts.entry((account_id, request.region.clone())).or_default() += 1;
        }
        counts
    }

    /// The present moment.
    pub fn mark(&self) -> Mark {
        Mark(self.book().moment)
    }

    /// A copy of the requests that came after a moment.
    pub fn since(&self, mark: Mark) -> Vec<Request> {
        let book = self.book();
        let late = book.entries.iter().filter(|entry| entry.began > mark);
        late.map(|entry| entry.request.clone()).collect()
    }

    /// The largest number of requests that meet a condition and were in flight at the same time.
    pub fn most_at_once(&self, condition: impl Fn(&Request) -> bool) -> usize {
        let book = self.book();
        let chosen = book.entries.iter().filter(|entry| condition(&entry.request));
        let turns = chosen.flat_map(|entry| [Some((entry.began, 1)), entry.ended.map(|end| (end, -1))]).flatten();
        let turns: BTreeMap<Mark, isize> = turns.collect();
        let flying = turns.into_values().scan(0, |flying: &mut isize, turn| {
            *flying += turn;
            Some(*flying)
        });
        flying.max().unwrap_or_default().unsigned_abs()
    }

    /// How many requests are in flight.
    pub fn in_flight(&self) -> usize {
        self.book().entries.iter().filter(|entry| entry.ended.is_none()).count()
    }

    /// Counts a call that exceeded the portal's limit.
    pub fn add_throttled(&self) {
        self.throttled.fetch_add(1, Ordering::Relaxed);
    }

    /// How many calls exceeded the portal's limit.
    pub fn throttled(&self) -> usize {
        self.throttled.load(Ordering::Relaxed)
    }

    /// Forgets all requests, also those in flight.
    pub fn clear(&self) {
        self.throttled.store(0, Ordering::Relaxed);
        self.book().entries.clear();
    }
}

#[cfg(test)]
mod tests;
