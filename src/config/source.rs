//! One of the two files as it was read.

use std::path::Path;
use std::sync::Arc;

use super::document::{Block, Document, Entry};
use super::heading::{FileKind, Heading};
use super::section::Place;

/// A file's text, and which of the two it is.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) path: Arc<Path>,
    pub(super) file: FileKind,
}

impl Source {
    pub(super) fn new(path: &Path, bytes: Vec<u8>, file: FileKind) -> Self {
        Self { document: Document::parse(bytes), path: path.into(), file }
    }

    /// Every block with what its header says, in file order.
    pub(super) fn headings(&self) -> impl Iterator<Item = (&Block, Result<Heading<'_>, String>)> {
        self.document.blocks().iter().map(|block| (block, Heading::read(self.name(block), self.file)))
    }

    /// What is between the brackets of a block's header.
    pub(super) fn name(&self, block: &Block) -> &str {
        self.document.text(&block.name)
    }

    /// An entry's key as written.
    pub(super) fn key(&self, entry: &Entry) -> &str {
        self.document.text(&entry.key)
    }

    /// The place of a line, from 1.
    pub(super) fn place(&self, line: usize) -> Place {
        Place { path: self.path.clone(), line }
    }
}
