//! Pieces of a body, so that what is kept is neither copied nor compressed again to be sent.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;

use crate::gzip::{self, Deflated};

/// A body in pieces.
pub type Pieces = Vec<Piece>;

/// Where the compressed form of a text is kept, once it has been needed.
pub type Kept = Arc<OnceLock<Deflated>>;

/// A part of a body. Copies of it share both forms.
#[derive(Debug, Clone)]
pub struct Piece {
    plain: Bytes,
    deflated: Kept,
}

impl Piece {
    /// A text whose compressed form is kept elsewhere too.
    pub fn kept(plain: String, deflated: Kept) -> Self {
        Self { plain: plain.into(), deflated }
    }

    /// The text as it was written.
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    fn deflated(&self) -> &Deflated {
        self.deflated.get_or_init(|| Deflated::new(&self.plain))
    }
}

impl From<String> for Piece {
    fn from(plain: String) -> Self {
        Self::kept(plain, Kept::default())
    }
}

/// A body as it is.
pub fn plain(body: &[Piece]) -> Vec<Bytes> {
    body.iter().map(|piece| piece.plain.clone()).collect()
}

/// A body compressed with gzip.
pub fn compressed(body: &[Piece]) -> Vec<Bytes> {
    gzip::member(body.iter().map(Piece::deflated))
}
