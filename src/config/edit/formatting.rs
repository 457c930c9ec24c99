//! Changes of how a section is written that don't change its meaning.

use crate::config::OrderedMap;
use crate::config::document::{BYTE_ORDER_MARK, Block, Document, LineKind};
use crate::config::edit::keys::{self, Occurrence, Occurrences};
use crate::config::edit::patch::Patch;
use crate::config::edit::section_index::SectionIndex;
use crate::config::edit::sections::{header_comment, remove_blank_end};
use crate::config::edit::{Edit, SectionEdit};
use crate::config::line_syntax::BLANKS;
use crate::config::paths::FileKind;
use crate::config::section_name::SectionName;

/// How the formatting of a section is to change.
#[derive(Clone, Default)]
pub(crate) struct Formatting {
    /// By their names in lower case.
    keys: OrderedMap<KeyFormatting>,
    joins_blocks: bool,
    normalizes_header: bool,
    unindents_comments: bool,
}

#[derive(Clone)]
struct KeyFormatting {
    key: String,
    keeps_only_last: bool,
    moves_comment: bool,
}

impl Edit {
    /// Removes all occurrences of a key but the last, which is the one that the SDKs read.
    pub(crate) fn keep_last(&mut self, section: &SectionName, key: &str) -> &mut Self {
        self.section(section).formatting.key(key).keeps_only_last = true;
        self
    }

    /// Moves the comment after a key's value to a line above, where the AWS CLI recognizes it as a comment.
    pub(crate) fn move_comment_above(&mut self, section: &SectionName, key: &str) -> &mut Self {
        self.section(section).formatting.key(key).moves_comment = true;
        self
    }

    /// Moves indented comments to the first column, where the SDKs recognize them as comments.
    pub(crate) fn unindent_comments(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).formatting.unindents_comments = true;
        self
    }

    /// Moves the lines of all blocks of the section to the first block, in their order.
    pub(crate) fn join_blocks(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).formatting.joins_blocks = true;
        self
    }

    /// Writes the section's header like the AWS CLI does: without quotes and odd blanks. If the comment after it
    /// contains a bracket, the comment moves to a line above.
    pub(crate) fn normalize_header(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).formatting.normalizes_header = true;
        self
    }

    pub(crate) fn remove_byte_order_mark(&mut self) -> &mut Self {
        self.removes_byte_order_mark = true;
        self
    }
}

impl Formatting {
    /// Whether it changes the section's headers or the number of its blocks.
    pub(crate) fn changes_blocks(&self) -> bool {
        self.joins_blocks || self.normalizes_header
    }

    /// Whether the formatting of this key changes, ignoring case.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        self.keys.contains_key(key.to_ascii_lowercase().as_str())
    }

    /// The keys whose formatting changes.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.values().map(|formatting| formatting.key.as_str())
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for formatting in other.keys.values() {
            let known = self.key(&formatting.key);
            known.keeps_only_last |= formatting.keeps_only_last;
            known.moves_comment |= formatting.moves_comment;
        }
        self.joins_blocks |= other.joins_blocks;
        self.normalizes_header |= other.normalizes_header;
        self.unindents_comments |= other.unindents_comments;
    }

    fn key(&mut self, key: &str) -> &mut KeyFormatting {
        let new = || KeyFormatting { key: key.to_owned(), keeps_only_last: false, moves_comment: false };
        self.keys.entry(key.to_ascii_lowercase().into()).or_insert_with(new)
    }
}

/// Formats the lines of a section after its keys have been set and removed. `blocks` are one group of its blocks.
pub(crate) fn format_lines(patch: &mut Patch<'_>, blocks: &[&Block], edit: &SectionEdit) {
    if edit.formatting.unindents_comments {
        blocks.iter().for_each(|block| patch.unindent_comments(block.lines.clone()));
    }
    if edit.formatting.keys.is_empty() {
        return;
    }
    let occurrences = Occurrences::new(patch.document(), blocks);
    for formatting in edit.formatting.keys.values() {
        let found = occurrences.of_key(&formatting.key);
        if let (true, Some((_, others))) = (formatting.keeps_only_last, found.split_last()) {
            others.iter().for_each(|occurrence| keys::remove(patch, occurrence));
        }
        if formatting.moves_comment {
            found.iter().for_each(|occurrence| move_comment_above(patch, occurrence));
        }
    }
}

/// Moves the comment in a property's first line to a line above. The comment stays even if the property is removed.
fn move_comment_above(patch: &mut Patch<'_>, Occurrence { entry, lines }: &Occurrence<'_>) {
    let (document, first) = (patch.document(), entry.lines.start);
    let comment = document.comment(entry);
    // Setting a value has moved the comment already.
    if comment.is_empty() || patch.is_replaced(first) {
        return;
    }
    patch.insert_above(first, comment.to_owned());
    if !patch.is_removed(first) {
        let (start, end) = (document.lines()[first].text.start, entry.value.end);
        patch.replace(first, document.text(&(start..end)).trim_end_matches(BLANKS).to_owned());
        keys::unindent_comments_after(patch, first, lines.clone());
    }
}

/// Formats headers, blocks and the byte order mark of a file whose keys have been changed already.
pub(crate) fn format_blocks(edit: &Edit, bytes: Vec<u8>) -> Vec<u8> {
    let bytes = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) if edit.removes_byte_order_mark => rest.to_vec(),
        _ => bytes,
    };
    let sections: Vec<_> = edit.sections.values().filter(|section| section.formatting.changes_blocks()).collect();
    if sections.is_empty() {
        return bytes;
    }
    let document = Document::parse(bytes);
    let index = SectionIndex::new(&document, edit.file);
    let mut patch = Patch::new(&document);
    let mut has_joined = false;
    for SectionEdit { section, formatting, .. } in sections {
        let blocks: Vec<_> = index.get(section).map(|blocks| blocks.all().collect()).unwrap_or_default();
        let Some((first, others)) = blocks.split_first() else { continue };
        let (joined, kept) = match formatting.joins_blocks {
            true => (others, std::slice::from_ref(first)),
            false => (&[][..], &blocks[..]),
        };
        let line = insertion_line(&document, first);
        joined.iter().for_each(|block| join(&mut patch, line, block));
        has_joined |= !joined.is_empty();
        if formatting.normalizes_header {
            kept.iter().for_each(|block| normalize_header(&mut patch, block, section, edit.file));
        }
    }
    if has_joined {
        remove_blank_end(&mut patch);
    }
    patch.finish()
}

fn normalize_header(patch: &mut Patch<'_>, block: &Block, section: &SectionName, file: FileKind) {
    let (document, line) = (patch.document(), block.lines.start);
    let comment = header_comment(document, block);
    let header = format!("{}{}", keys::indentation(document, line), section.to_header(file));
    if comment.contains(']') {
        patch.insert_above(line, comment.to_owned());
        patch.replace(line, header);
    } else {
        let space = if comment.is_empty() { "" } else { " " };
        patch.replace(line, format!("{header}{space}{comment}"));
    }
}

/// Moves the lines of a block before this line of the section's first block. Comments after the moved block's last key
/// stay.
fn join(patch: &mut Patch<'_>, line: usize, block: &Block) {
    let document = patch.document();
    let (header, end) = (block.lines.start, block.lines.end);
    let end_of_keys =
        document.entries_of(block).last().map_or(header + 1, |entry| keys::end_with_comments(document, entry, block));
    let comment = Some(header_comment(document, block)).filter(|comment| !comment.is_empty());
    let moved = comment.into_iter().chain((header + 1..end_of_keys).map(|line| document.line_text(line)));
    patch.insert_below(line - 1, moved.map(str::to_owned).collect());
    let is_below_blank = header.checked_sub(1).is_some_and(|above| is_blank(document, above));
    let blanks = (end_of_keys..end).take_while(|line| is_blank(document, *line)).count();
    patch.remove(header..if is_below_blank { end_of_keys + blanks } else { end_of_keys });
    patch.unindent_comments(end_of_keys..end);
}

/// The line before which more lines can be added to a block: after its last key, or after the comments if it has no
/// keys.
fn insertion_line(document: &Document, block: &Block) -> usize {
    let after_header = block.lines.start + 1;
    let is_comment = |line: &usize| document.lines()[*line].kind == LineKind::Comment;
    let comments = (after_header..block.lines.end).take_while(is_comment).count();
    document
        .entries_of(block)
        .last()
        .map_or(after_header + comments, |entry| keys::end_with_comments(document, entry, block))
}

fn is_blank(document: &Document, line: usize) -> bool {
    document.lines()[line].kind == LineKind::Blank
}
