//! Which blocks of a file are which section.

use std::collections::HashMap;

use crate::config::document::{Block, Document};
use crate::config::heading::{FileKind, Heading};
use crate::config::names::SectionName;

/// The blocks of all profiles and SSO sessions.
pub(crate) struct Blocks<'a> {
    sections: HashMap<SectionName, Found<'a>>,
}

/// The blocks of one section, in file order.
#[derive(Default)]
pub(crate) struct Found<'a> {
    /// Those that the SDKs read.
    counting: Vec<&'a Block>,
    /// Each `[default]` beside a `[profile default]`.
    shadowed: Vec<&'a Block>,
}

impl<'a> Blocks<'a> {
    pub(crate) fn of(document: &'a Document, file: FileKind) -> Self {
        let headings: Vec<_> = document.blocks().iter().map(|block| (block, heading(document, block, file))).collect();
        let prefixed = Some(Heading::Profile("default"));
        let has_prefixed_default = headings.iter().any(|(_, heading)| *heading == prefixed);
        let mut sections = HashMap::<_, Found<'_>>::new();
        for (block, heading) in headings {
            if let Some(section) = heading.as_ref().and_then(SectionName::of) {
                let found = sections.entry(section).or_default();
                let is_shadowed = has_prefixed_default && heading == Some(Heading::BareDefault);
                if is_shadowed { &mut found.shadowed } else { &mut found.counting }.push(block);
            }
        }
        Self { sections }
    }

    pub(crate) fn find(&self, section: &SectionName) -> Option<&Found<'a>> {
        self.sections.get(section)
    }
}

impl<'a> Found<'a> {
    pub(crate) fn all(&self) -> impl Iterator<Item = &'a Block> {
        self.counting.iter().chain(&self.shadowed).copied()
    }

    /// The blocks that the SDKs read, and those that the CLI reads if they are others: of `[profile default]` and
    /// `[default]` it reads the later one.
    pub(crate) fn readers(&self) -> impl Iterator<Item = &[&'a Block]> {
        let line = |blocks: &[&Block]| blocks.last().map(|block| block.line());
        let cli = (line(&self.shadowed) > line(&self.counting)).then_some(self.shadowed.as_slice());
        std::iter::once(self.counting.as_slice()).chain(cli)
    }
}

/// The section that a block is part of; `None` if it is no profile and no SSO session.
pub(crate) fn section_of(document: &Document, block: &Block, file: FileKind) -> Option<SectionName> {
    heading(document, block, file).as_ref().and_then(SectionName::of)
}

fn heading<'a>(document: &'a Document, block: &Block, file: FileKind) -> Option<Heading<'a>> {
    Heading::read(document.text(&block.name), file).ok()
}
