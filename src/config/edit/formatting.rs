//! Changes of how a section is written that leave its meaning as it is.

use crate::config::dialect::BLANKS;
use crate::config::document::{BYTE_ORDER_MARK, Block, Document};
use crate::config::edit::blocks::Blocks;
use crate::config::edit::keys::{self, Site};
use crate::config::edit::patch::Patch;
use crate::config::edit::{Edit, SectionEdit, join, sections};
use crate::config::heading::FileKind;
use crate::config::names::SectionName;

/// What is to be tidy in a section.
#[derive(Clone, Default)]
pub(crate) struct Tidy {
    /// Keys with their lines.
    keys: Vec<KeyTidy>,
    /// All blocks become one.
    is_joined: bool,
    /// The header is written as every reader knows it.
    is_respelled: bool,
    /// Comments begin in the first column.
    is_unindented: bool,
}

#[derive(Clone)]
struct KeyTidy {
    key: String,
    /// Of several lines with the key only the last is left.
    is_single: bool,
    /// The comment behind the value stands above it.
    is_freed: bool,
}

impl Edit {
    /// Leaves of a key that stands several times only the last one, which is the one that the SDKs read.
    pub(crate) fn keep_last(&mut self, section: &SectionName, key: &str) -> &mut Self {
        self.section(section).tidy.key(key).is_single = true;
        self
    }

    /// Moves the comment behind a key's value to a line above it, where the AWS CLI knows it for a comment.
    pub(crate) fn free_comment(&mut self, section: &SectionName, key: &str) -> &mut Self {
        self.section(section).tidy.key(key).is_freed = true;
        self
    }

    /// Moves indented comments to the first column, where the SDKs know them for comments.
    pub(crate) fn unindent_comments(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).tidy.is_unindented = true;
        self
    }

    /// Joins all blocks of the section in the place of the first, with the lines of each in their order.
    pub(crate) fn join(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).tidy.is_joined = true;
        self
    }

    /// Writes the section's header as the AWS CLI does: without quotes, odd blanks, and a bracket in a comment behind it.
    pub(crate) fn respell(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).tidy.is_respelled = true;
        self
    }

    /// Removes the byte order mark at the start of the file.
    pub(crate) fn remove_byte_order_mark(&mut self) -> &mut Self {
        self.removes_mark = true;
        self
    }
}

impl Tidy {
    /// Whether the section's header, or the number of its blocks, may be another one afterwards.
    pub(crate) fn moves_blocks(&self) -> bool {
        self.is_joined || self.is_respelled
    }

    /// The keys whose lines are tidied.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|tidy| tidy.key.as_str())
    }

    /// Adds what another edit wants to be tidy.
    pub(crate) fn extend(&mut self, other: &Self) {
        for tidy in &other.keys {
            let known = self.key(&tidy.key);
            known.is_single |= tidy.is_single;
            known.is_freed |= tidy.is_freed;
        }
        self.is_joined |= other.is_joined;
        self.is_respelled |= other.is_respelled;
        self.is_unindented |= other.is_unindented;
    }

    fn key(&mut self, key: &str) -> &mut KeyTidy {
        let known = self.keys.iter().position(|tidy| tidy.key.eq_ignore_ascii_case(key));
        let at = known.unwrap_or(self.keys.len());
        if known.is_none() {
            self.keys.push(KeyTidy { key: key.to_owned(), is_single: false, is_freed: false });
        }
        &mut self.keys[at]
    }
}

/// Tidies the lines of a section, of which its keys are set and removed already. `blocks` are all of its blocks.
pub(crate) fn lines(patch: &mut Patch<'_>, blocks: &[&Block], edit: &SectionEdit) {
    if edit.tidy.is_unindented {
        blocks.iter().for_each(|block| patch.free_comments(block.lines.clone()));
    }
    for tidy in &edit.tidy.keys {
        let sites = keys::sites(patch.document(), blocks, &tidy.key);
        if let (true, Some((_, others))) = (tidy.is_single, sites.split_last()) {
            others.iter().for_each(|site| keys::remove(patch, site));
        }
        if tidy.is_freed {
            sites.iter().for_each(|site| free_comment(patch, site));
        }
    }
}

/// Moves the comment of a property's first line above it. It stays there even if the property goes.
fn free_comment(patch: &mut Patch<'_>, site: &Site<'_>) {
    let (document, first) = (patch.document(), site.entry.lines.start);
    let comment = document.comment(site.entry);
    // Who replaces a line does it, too.
    if comment.is_empty() || patch.is_replaced(first) {
        return;
    }
    patch.insert_above(first, comment.to_owned());
    if !patch.is_removed(first) {
        let (start, end) = (document.lines()[first].text.start, site.entry.value.end);
        patch.replace(first, document.text(&(start..end)).trim_end_matches(BLANKS).to_owned());
        keys::free_comments(patch, first, site.lines.clone());
    }
}

/// Tidies headers and the byte order mark of a file whose keys are as they are to be.
pub(crate) fn blocks(edit: &Edit, bytes: Vec<u8>) -> Vec<u8> {
    let bytes = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) if edit.removes_mark => rest.to_vec(),
        _ => bytes,
    };
    let tidied: Vec<_> = edit.sections.iter().filter(|section| section.tidy.moves_blocks()).collect();
    if tidied.is_empty() {
        return bytes;
    }
    let document = Document::parse(bytes);
    let blocks = Blocks::of(&document, edit.file);
    let mut patch = Patch::new(&document);
    for SectionEdit { section, tidy, .. } in tidied {
        let found: Vec<_> = blocks.find(section).map(|found| found.all().collect()).unwrap_or_default();
        let Some((first, others)) = found.split_first() else { continue };
        let (joined, left) = if tidy.is_joined { (others, std::slice::from_ref(first)) } else { (&[][..], &found[..]) };
        joined.iter().for_each(|block| join::join(&mut patch, first, block));
        if tidy.is_respelled {
            left.iter().for_each(|block| respell(&mut patch, block, section, edit.file));
        }
    }
    patch.finish()
}

fn respell(patch: &mut Patch<'_>, block: &Block, section: &SectionName, file: FileKind) {
    let (document, line) = (patch.document(), block.lines.start);
    let comment = sections::header_comment(document, block);
    let header = format!("{}{}", keys::indentation(document, line), section.header(file));
    if comment.contains(']') {
        patch.insert_above(line, comment.to_owned());
        patch.replace(line, header);
    } else {
        let space = if comment.is_empty() { "" } else { " " };
        patch.replace(line, format!("{header}{space}{comment}"));
    }
}
