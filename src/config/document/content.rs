//! The bytes of a file, and the text that they are.

use crate::config::document::Span;

/// A file's bytes. They are checked to be UTF-8 once and not part by part; `Err` are those that are not.
#[derive(Clone)]
pub(crate) struct Content(Result<String, Vec<u8>>);

impl Content {
    /// Any bytes will do.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(String::from_utf8(bytes).map_err(|error| error.into_bytes()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.0 {
            Ok(text) => text.as_bytes(),
            Err(bytes) => bytes,
        }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.map_or_else(|bytes| bytes, String::into_bytes)
    }

    /// The text of a span; `None` if its bytes are no UTF-8, or if there is no such span.
    pub(crate) fn text(&self, span: &Span) -> Option<&str> {
        match &self.0 {
            Ok(text) => text.get(span.clone()),
            Err(bytes) => std::str::from_utf8(bytes.get(span.clone())?).ok(),
        }
    }
}
