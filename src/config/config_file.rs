//! One of the two files as text: its blocks and entries with the sections that they are part of.

use std::path::Path;
use std::sync::Arc;

use crate::config::document::{Block, BlockEntry, Document};
use crate::config::header::SectionHeader;
use crate::config::paths::FileKind;
use crate::config::section::Location;
use crate::config::section_name::SectionName;

#[derive(Debug)]
pub(crate) struct ConfigFile {
    pub(crate) document: Document,
    pub(crate) path: Arc<Path>,
    pub(crate) kind: FileKind,
}

impl ConfigFile {
    pub(crate) fn new(path: &Path, bytes: Vec<u8>, kind: FileKind) -> Self {
        Self { document: Document::parse(bytes), path: path.into(), kind }
    }

    /// Every block with its parsed header, in file order.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (&Block, Result<SectionHeader<'_>, String>)> {
        self.document.blocks().iter().map(|block| (block, SectionHeader::parse(self.name(block), self.kind)))
    }

    /// Every block with the section that it is part of, in file order; `None` if that can't be edited.
    pub(crate) fn sections(&self) -> impl Iterator<Item = (&Block, Option<SectionName>)> {
        self.headers().map(|(block, header)| (block, header.ok().as_ref().and_then(SectionName::from_header)))
    }

    /// Every entry with the section that it is part of, in file order; `None` if that can't be edited.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&BlockEntry, Option<SectionName>)> {
        self.sections().flat_map(|(block, section)| {
            self.document.entries_of(block).iter().map(move |entry| (entry, section.clone()))
        })
    }

    /// The text between the brackets of a block's header.
    pub(crate) fn name(&self, block: &Block) -> &str {
        self.document.text(&block.name)
    }

    /// The text between the brackets with its blanks, by which the AWS CLI compares sections.
    pub(crate) fn raw_name(&self, block: &Block) -> &str {
        let Some(line) = self.document.lines().get(block.lines.start) else { return "" };
        let before = self.document.text(&(line.text.start..block.name.end));
        let after = self.document.text(&(block.name.end..line.text.end));
        let start = before.find('[').map_or(0, |at| at + 1);
        let end = after.find(']').unwrap_or(0);
        self.document.text(&(line.text.start + start..block.name.end + end))
    }

    /// An entry's key as written.
    pub(crate) fn key(&self, entry: &BlockEntry) -> &str {
        self.document.text(&entry.key)
    }

    /// The location of a line, counted from 1.
    pub(crate) fn location(&self, line: usize) -> Location {
        Location { path: self.path.clone(), line }
    }
}
