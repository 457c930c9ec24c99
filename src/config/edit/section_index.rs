//! Which blocks of a file form which section.

use std::collections::HashMap;

use crate::config::document::{Block, Document};
use crate::config::header::SectionHeader;
use crate::config::paths::FileKind;
use crate::config::section_name::SectionName;

/// The blocks of all profiles and SSO sessions.
pub(crate) struct SectionIndex<'a> {
    sections: HashMap<SectionName, SectionBlocks<'a>>,
}

/// The blocks of one section, in file order.
#[derive(Default)]
pub(crate) struct SectionBlocks<'a> {
    read_by_sdks: Vec<&'a Block>,
    /// `[default]`, if the file has a `[profile default]`.
    shadowed: Vec<&'a Block>,
}

impl<'a> SectionIndex<'a> {
    pub(crate) fn new(document: &'a Document, file: FileKind) -> Self {
        let headers: Vec<_> = document.blocks().iter().map(|block| (block, header(document, block, file))).collect();
        let has_prefixed_default =
            headers.iter().flat_map(|(_, header)| header).any(SectionHeader::is_prefixed_default);
        let mut sections = HashMap::<_, SectionBlocks<'_>>::new();
        for (block, header) in headers {
            if let Some(section) = header.as_ref().and_then(SectionName::from_header) {
                let found = sections.entry(section).or_default();
                let is_shadowed = has_prefixed_default && header == Some(SectionHeader::BareDefault);
                if is_shadowed { &mut found.shadowed } else { &mut found.read_by_sdks }.push(block);
            }
        }
        Self { sections }
    }

    pub(crate) fn get(&self, section: &SectionName) -> Option<&SectionBlocks<'a>> {
        self.sections.get(section)
    }
}

impl<'a> SectionBlocks<'a> {
    pub(crate) fn all(&self) -> impl Iterator<Item = &'a Block> {
        self.read_by_sdks.iter().chain(&self.shadowed).copied()
    }

    /// The blocks that the SDKs read, and the shadowed ones. A value of one group doesn't override one of the other.
    pub(crate) fn groups(&self) -> [&[&'a Block]; 2] {
        [&self.read_by_sdks, &self.shadowed]
    }

    /// The blocks that the SDKs read, then those that the CLI reads if they differ: of `[profile default]` and
    /// `[default]` it reads the later one.
    pub(crate) fn by_reader(&self) -> impl Iterator<Item = &[&'a Block]> {
        let line = |blocks: &[&Block]| blocks.last().map(|block| block.line());
        let cli = (line(&self.shadowed) > line(&self.read_by_sdks)).then_some(self.shadowed.as_slice());
        std::iter::once(self.read_by_sdks.as_slice()).chain(cli)
    }
}

/// The section that a block is part of; `None` if it is neither a profile nor an SSO session.
pub(crate) fn section_of(document: &Document, block: &Block, file: FileKind) -> Option<SectionName> {
    header(document, block, file).as_ref().and_then(SectionName::from_header)
}

fn header<'a>(document: &'a Document, block: &Block, file: FileKind) -> Option<SectionHeader<'a>> {
    SectionHeader::parse(document.text(&block.name), file).ok()
}
