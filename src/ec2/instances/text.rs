//! The memory for the texts of a stream's pages: one after the other in the same place.
//!
//! A text is megabytes. Asking the system for each anew costs a tenth of the time, and leaves holes among the small
//! things that it is parsed into.

use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// A place for texts, shared by its clones.
#[derive(Debug, Clone, Default)]
pub struct Place(Arc<Mutex<Vec<u8>>>);

impl Place {
    /// The memory for a text that is at least this long.
    pub fn take(&self, expected: usize) -> Text {
        let mut bytes = take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        bytes.reserve_exact(expected);
        Text { bytes, place: self.clone() }
    }
}

/// A text, whose memory goes back to its place.
#[derive(Debug)]
pub struct Text {
    bytes: Vec<u8>,
    place: Place,
}

impl Text {
    /// Adds what comes next.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The text so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text as the SDK takes it.
    pub fn into_shared(self) -> Bytes {
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        self.bytes.clear();
        *self.place.0.lock().unwrap_or_else(PoisonError::into_inner) = take(&mut self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_text_begins_empty_in_the_same_memory() {
        let place = Place::default();
        let mut text = place.take(1000);
        text.push(b"<first/>");
        let shared = text.into_shared();
        let memory = shared.as_ptr();
        assert_eq!(&shared[..], b"<first/>");
        drop(shared);
        let next = place.take(10);
        assert_eq!((next.bytes(), next.bytes().as_ptr()), (&b""[..], memory));
    }

    #[test]
    fn a_text_that_is_still_in_use_keeps_its_memory() {
        let place = Place::default();
        let mut text = place.take(10);
        text.push(b"<first/>");
        let (shared, mut next) = (text.into_shared(), place.take(10));
        next.push(b"<second/>");
        assert_eq!((&shared[..], next.bytes()), (&b"<first/>"[..], &b"<second/>"[..]));
    }
}
