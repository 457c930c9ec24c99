//! The memory for the texts of a call's pages.
//!
//! A text is megabytes, and thirty targets may answer at once. What they send comes compressed, and only a few texts are
//! made of it at a time. One that is no longer needed leaves its memory to the next: asking the system for it anew costs
//! a tenth of the time.

use std::mem::take;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::aws::xml::Malformed;

/// Memory for a text of which it is not known how long it is, as it comes compressed: that of a hundred instances. Memory
/// that isn't written to costs nothing.
const USUAL: usize = 1 << 20;

/// How much more a text gets that is longer: a page of a thousand instances fits then. To double it time and again would
/// leave the smaller pieces behind, in a heap that never shrinks.
const STEP: usize = 15 << 20;

/// How many texts there are at once: one of which rows are made, one that is next, and one that is being decoded. None of
/// them waits for the network, and so none keeps the others out for longer than its rows take.
const TEXTS: usize = 3;

/// Memory for the texts of a call. Its clones are the same room.
#[derive(Debug, Clone)]
pub(crate) struct BufferPool {
    seats: Arc<Semaphore>,
    /// The memory of texts that are no longer needed.
    free: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Default for BufferPool {
    fn default() -> Self {
        Self { seats: Arc::new(Semaphore::new(TEXTS)), free: Arc::default() }
    }
}

impl BufferPool {
    /// Waits until there is room for one more text.
    pub(crate) async fn seat(self) -> BufferPermit {
        // Nobody ever closes the semaphore.
        BufferPermit { _permit: self.seats.clone().acquire_owned().await.ok(), room: self }
    }

    /// Makes room at once, for one text more than there is room for.
    pub(crate) fn extra_seat(self) -> BufferPermit {
        BufferPermit { _permit: None, room: self }
    }

    fn free(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The memory for one text, which goes back to its room.
#[derive(Debug)]
pub(crate) struct BufferPermit {
    room: BufferPool,
    /// None for an extra seat.
    _permit: Option<OwnedSemaphorePermit>,
}

impl BufferPermit {
    /// Takes in a text of this length, if that is known.
    pub(crate) fn take_in(self, expected: Option<usize>) -> Buffer {
        let mut bytes = self.room.free().pop().unwrap_or_default();
        bytes.reserve_exact(expected.unwrap_or(USUAL));
        Buffer { bytes, seat: self }
    }

    fn give_back(&self, mut bytes: Vec<u8>) {
        bytes.clear();
        let mut free = self.room.free();
        if free.len() < TEXTS {
            free.push(bytes);
        }
    }
}

/// A text that is still coming.
#[derive(Debug)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    seat: BufferPermit,
}

impl Buffer {
    /// Adds what comes next.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        if self.bytes.capacity() - self.bytes.len() < bytes.len() {
            self.bytes.reserve_exact(bytes.len().max(STEP));
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// What has come so far.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text, now that it is whole.
    pub(crate) fn whole(self) -> Result<PooledText, Malformed> {
        let Self { bytes, seat } = self;
        let text = String::from_utf8(bytes).map_err(|error| Malformed::new(error.to_string()))?;
        Ok(PooledText { text, seat })
    }
}

/// A whole text, whose memory goes back to the room.
#[derive(Debug)]
pub(crate) struct PooledText {
    text: String,
    seat: BufferPermit,
}

impl Deref for PooledText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Drop for PooledText {
    fn drop(&mut self) {
        self.seat.give_back(take(&mut self.text).into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn text(room: &BufferPool, content: &str) -> PooledText {
        let mut arriving = room.clone().seat().await.take_in(Some(content.len()));
        arriving.push(content.as_bytes());
        arriving.whole().expect("a text")
    }

    #[tokio::test]
    async fn the_next_text_begins_empty_in_the_same_memory() {
        let room = BufferPool::default();
        let first = text(&room, "<first/>").await;
        let memory = first.as_ptr();
        assert_eq!(&*first, "<first/>");
        drop(first);
        let next = room.seat().await.take_in(Some(8));
        assert_eq!((next.bytes(), next.bytes().as_ptr()), (&b""[..], memory));
    }

    #[tokio::test]
    async fn a_text_that_is_still_in_use_keeps_its_memory() {
        let room = BufferPool::default();
        drop(text(&room, "<before/>").await);
        let (first, second) = (text(&room, "<first/>").await, text(&room, "<second/>").await);
        assert_eq!((&*first, &*second), ("<first/>", "<second/>"));
    }

    #[tokio::test]
    async fn a_text_is_let_in_when_another_has_gone() {
        let room = BufferPool::default();
        let mut texts = Vec::new();
        for _ in 0..TEXTS {
            texts.push(text(&room, "<text/>").await);
        }
        let next = tokio::spawn({
            let room = room.clone();
            async move { room.seat().await }
        });
        tokio::task::yield_now().await;
        assert!(!next.is_finished());
        texts.pop();
        assert!(next.await.expect("a seat")._permit.is_some());
    }

    #[tokio::test]
    async fn an_extra_text_waits_for_nobody_and_leaves_its_memory_too() {
        let room = BufferPool::default();
        let mut texts = Vec::new();
        for _ in 0..TEXTS {
            texts.push(text(&room, "<text/>").await);
        }
        let extra = room.clone().extra_seat().take_in(Some(8)).whole().expect("a text");
        let memory = extra.as_ptr();
        drop(extra);
        assert_eq!(room.clone().extra_seat().take_in(Some(8)).bytes().as_ptr(), memory);
        drop(texts);
        assert_eq!(room.free().len(), TEXTS);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut arriving = BufferPool::default().extra_seat().take_in(None);
        arriving.push(&[b'<', 0xff, b'>']);
        assert!(arriving.whole().is_err());
    }
}
