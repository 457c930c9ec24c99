//! One of the two files as it was read.

use std::path::Path;
use std::sync::Arc;

use crate::config::document::{Block, Document, Entry};
use crate::config::heading::{FileKind, Heading};
use crate::config::section::Location;

/// A file's text, and which of the two it is.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(crate) document: Document,
    pub(crate) path: Arc<Path>,
    pub(crate) file: FileKind,
}

impl ConfigFile {
    pub(crate) fn new(path: &Path, bytes: Vec<u8>, file: FileKind) -> Self {
        Self { document: Document::parse(bytes), path: path.into(), file }
    }

    /// Every block with what its header says, in file order.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (&Block, Result<Heading<'_>, String>)> {
        self.document.blocks().iter().map(|block| (block, Heading::read(self.name(block), self.file)))
    }

    /// What is between the brackets of a block's header.
    pub(crate) fn name(&self, block: &Block) -> &str {
        self.document.text(&block.name)
    }

    /// An entry's key as written.
    pub(crate) fn key(&self, entry: &Entry) -> &str {
        self.document.text(&entry.key)
    }

    /// The location of a line, from 1.
    pub(crate) fn location(&self, line: usize) -> Location {
        Location { path: self.path.clone(), line }
    }
}
