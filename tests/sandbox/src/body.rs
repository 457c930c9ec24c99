//! Response bodies in parts, so that cached text is neither copied nor compressed again.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;

use crate::gzip::{self, Deflated};

pub type Body = Vec<BodyPart>;

/// Holds the compressed form of a text once it has been needed.
pub type CompressedCache = Arc<OnceLock<Deflated>>;

/// A part of a body. Its clones share both forms.
#[derive(Debug, Clone)]
pub struct BodyPart {
    plain: Bytes,
    deflated: CompressedCache,
}

impl BodyPart {
    /// A text whose compressed form outlives the part.
    pub fn with_cache(plain: String, deflated: CompressedCache) -> Self {
        Self { plain: plain.into(), deflated }
    }

    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    fn deflated(&self) -> &Deflated {
        self.deflated.get_or_init(|| Deflated::new(&self.plain))
    }
}

impl From<String> for BodyPart {
    fn from(plain: String) -> Self {
        Self::with_cache(plain, CompressedCache::default())
    }
}

pub fn plain(body: &[BodyPart]) -> Vec<Bytes> {
    body.iter().map(|part| part.plain.clone()).collect()
}

/// The body compressed with gzip.
pub fn compressed(body: &[BodyPart]) -> Vec<Bytes> {
    gzip::member(body.iter().map(BodyPart::deflated))
}
