//! The memory for the texts of a stream's pages: a text that is no longer needed leaves its own to the next one.
//!
//! A text is megabytes. Asking the system for each anew costs a tenth of the time.

use std::mem::take;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use crate::xml::Malformed;

/// Room for a text of which it is not known how long it is, as it comes compressed: that of a hundred instances. Memory
/// that isn't written to costs nothing.
const USUAL: usize = 1 << 20;

/// How much more a text gets that is longer: a page of a thousand instances fits then. To double it time and again would
/// leave the smaller pieces behind, in a heap that never shrinks.
const STEP: usize = 15 << 20;

/// Where the memory of a text that is no longer needed waits for the next one. Its clones share it.
#[derive(Debug, Clone, Default)]
pub struct Place(Arc<Mutex<Vec<u8>>>);

impl Place {
    /// The memory for a text of this length, if that is known.
    pub fn take(&self, expected: Option<usize>) -> Arriving {
        let mut bytes = take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        bytes.reserve_exact(expected.unwrap_or(USUAL));
        Arriving { bytes, place: self.clone() }
    }

    fn give_back(&self, mut bytes: Vec<u8>) {
        bytes.clear();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
    }
}

/// A text that is still coming.
#[derive(Debug)]
pub struct Arriving {
    bytes: Vec<u8>,
    place: Place,
}

impl Arriving {
    /// Adds what comes next.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.bytes.capacity() - self.bytes.len() < bytes.len() {
            self.bytes.reserve_exact(bytes.len().max(STEP));
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// What has come so far.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text, now that it is whole.
    pub fn whole(self) -> Result<Text, Malformed> {
        let Self { bytes, place } = self;
        let text = String::from_utf8(bytes).map_err(|error| Malformed::new(error.to_string()))?;
        Ok(Text { text, place })
    }
}

/// A whole text, whose memory goes back to its place.
#[derive(Debug)]
pub struct Text {
    text: String,
    place: Place,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        self.place.give_back(take(&mut self.text).into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(place: &Place, content: &str) -> Text {
        let mut arriving = place.take(Some(content.len()));
        arriving.push(content.as_bytes());
        arriving.whole().expect("a text")
    }

    #[test]
    fn the_next_text_begins_empty_in_the_same_memory() {
        let place = Place::default();
        let first = text(&place, "<first/>");
        let memory = first.as_ptr();
        assert_eq!(&*first, "<first/>");
        drop(first);
        let next = place.take(Some(8));
        assert_eq!((next.bytes(), next.bytes().as_ptr()), (&b""[..], memory));
    }

    #[test]
    fn a_text_that_is_still_in_use_keeps_its_memory() {
        let place = Place::default();
        let (first, second) = (text(&place, "<first/>"), text(&place, "<second/>"));
        assert_eq!((&*first, &*second), ("<first/>", "<second/>"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut arriving = Place::default().take(None);
        arriving.push(&[b'<', 0xff, b'>']);
        assert!(arriving.whole().is_err());
    }
}
