//! The memory for the texts of a call's pages.
//!
//! A text is megabytes, and thirty targets may respond at once. Their responses arrive compressed, and only a few are
//! decompressed at a time. A text that is dropped leaves its memory to the next one: asking the system for memory anew
//! costs a tenth of the time.

use std::mem::take;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::aws::xml::Malformed;

/// The first size of a buffer whose length is unknown, as for compressed bodies: a hundred instances. Memory that is
/// never written to costs nothing.
const INITIAL_CAPACITY: usize = 1 << 20;

/// How much a buffer grows at least: a page of a thousand instances fits then. Doubling would leave the smaller pieces
/// behind, in a heap that never shrinks.
const GROWTH: usize = 15 << 20;

/// How many texts exist at once: one that rows are made of, one that is next, and one that is being decompressed. None
/// of them waits for the network, so each is free again as soon as its rows are taken.
const MAX_BUFFERS: usize = 3;

/// How many bodies may be in memory at once, compressed or not. Further responses wait in their connections.
const MAX_BODIES: usize = 128;

/// The memory for the texts of a call. A clone shares it.
#[derive(Debug, Clone)]
pub(crate) struct BufferPool {
    bodies: Arc<Semaphore>,
    buffers: Arc<Semaphore>,
    /// The memory of dropped texts.
    free: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Default for BufferPool {
    fn default() -> Self {
        let [bodies, buffers] = [MAX_BODIES, MAX_BUFFERS].map(|most| Arc::new(Semaphore::new(most)));
        Self { bodies, buffers, free: Arc::default() }
    }
}

impl BufferPool {
    /// Waits until one more body may be in memory.
    pub(crate) async fn body_permit(self) -> BufferPermit {
        let permit = self.bodies.clone().acquire_owned().await;
        // The semaphores are never closed.
        BufferPermit { permits: permit.into_iter().collect(), pool: self }
    }

    /// A permit beyond the limit, at once.
    pub(crate) fn extra_permit(self) -> BufferPermit {
        BufferPermit { permits: Vec::new(), pool: self }
    }

    fn free(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to use one buffer, whose memory returns to the pool.
#[derive(Debug)]
pub(crate) struct BufferPermit {
    pool: BufferPool,
    permits: Vec<OwnedSemaphorePermit>,
}

impl BufferPermit {
    /// Waits until one of the few buffers is free.
    pub(crate) async fn with_buffer(mut self) -> Self {
        self.permits.extend(self.pool.buffers.clone().acquire_owned().await);
        self
    }

    /// An empty buffer for a text of this length in bytes, if it is known.
    pub(crate) fn buffer(self, expected: Option<usize>) -> Buffer {
        let mut bytes = self.pool.free().pop().unwrap_or_default();
        bytes.reserve_exact(expected.unwrap_or(INITIAL_CAPACITY));
        Buffer { bytes, permit: self }
    }

    fn give_back(&self, mut bytes: Vec<u8>) {
        bytes.clear();
        let mut free = self.pool.free();
        if free.len() < MAX_BUFFERS {
            free.push(bytes);
        }
    }
}

/// A text that is still arriving.
#[derive(Debug)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    permit: BufferPermit,
}

impl Buffer {
    /// Appends bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        if self.bytes.capacity() - self.bytes.len() < bytes.len() {
            self.bytes.reserve_exact(bytes.len().max(GROWTH));
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// The bytes that have arrived.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The complete text.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if it is not UTF-8.
    pub(crate) fn into_text(self) -> Result<PooledText, Malformed> {
        let Self { bytes, permit } = self;
        let text = String::from_utf8(bytes).map_err(|error| Malformed::new(error.to_string()))?;
        Ok(PooledText { text, permit })
    }
}

/// A complete text, whose memory returns to the pool when it is dropped.
#[derive(Debug)]
pub(crate) struct PooledText {
    text: String,
    permit: BufferPermit,
}

impl Deref for PooledText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Drop for PooledText {
    fn drop(&mut self) {
        self.permit.give_back(take(&mut self.text).into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn text(pool: &BufferPool, content: &str) -> PooledText {
        let mut buffer = pool.clone().body_permit().await.with_buffer().await.buffer(Some(content.len()));
        buffer.push(content.as_bytes());
        buffer.into_text().expect("a text")
    }

    #[tokio::test]
    async fn the_next_text_reuses_the_memory() {
        let pool = BufferPool::default();
        let first = text(&pool, "<first/>").await;
        let memory = first.as_ptr();
        assert_eq!(&*first, "<first/>");
        drop(first);
        let next = pool.body_permit().await.with_buffer().await.buffer(Some(8));
        assert_eq!((next.bytes(), next.bytes().as_ptr()), (&b""[..], memory));
    }

    #[tokio::test]
    async fn a_text_in_use_keeps_its_memory() {
        let pool = BufferPool::default();
        drop(text(&pool, "<before/>").await);
        let (first, second) = (text(&pool, "<first/>").await, text(&pool, "<second/>").await);
        assert_eq!((&*first, &*second), ("<first/>", "<second/>"));
    }

    #[tokio::test]
    async fn a_permit_waits_for_a_dropped_text() {
        let pool = BufferPool::default();
        let mut texts = Vec::new();
        for _ in 0..MAX_BUFFERS {
            texts.push(text(&pool, "<text/>").await);
        }
        let next = tokio::spawn({
            let pool = pool.clone();
            async move { pool.body_permit().await.with_buffer().await }
        });
        tokio::task::yield_now().await;
        assert!(!next.is_finished());
        texts.pop();
        next.await.expect("a permit");
    }

    #[tokio::test]
    async fn a_body_waits_for_a_dropped_one() {
        let pool = BufferPool::default();
        let mut bodies = Vec::new();
        for _ in 0..MAX_BODIES {
            bodies.push(pool.clone().body_permit().await);
        }
        let next = tokio::spawn(pool.body_permit());
        tokio::task::yield_now().await;
        assert!(!next.is_finished());
        bodies.pop();
        next.await.expect("a permit");
    }

    #[tokio::test]
    async fn an_extra_permit_does_not_wait_and_returns_its_memory() {
        let pool = BufferPool::default();
        let mut texts = Vec::new();
        for _ in 0..MAX_BUFFERS {
            texts.push(text(&pool, "<text/>").await);
        }
        let extra = pool.clone().extra_permit().buffer(Some(8)).into_text().expect("a text");
        let memory = extra.as_ptr();
        drop(extra);
        assert_eq!(pool.clone().extra_permit().buffer(Some(8)).bytes().as_ptr(), memory);
        drop(texts);
        assert_eq!(pool.free().len(), MAX_BUFFERS);
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_malformed() {
        let mut buffer = BufferPool::default().extra_permit().buffer(None);
        buffer.push(&[b'<', 0xff, b'>']);
        assert!(buffer.into_text().is_err());
    }
}
