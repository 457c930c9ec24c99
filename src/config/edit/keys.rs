//! Setting and removing keys of an existing section.

use std::collections::HashMap;
use std::ops::Range;

use crate::config::document::{Block, BlockEntry, Document, LineKind};
use crate::config::edit::KeyEdit;
use crate::config::edit::patch::Patch;
use crate::config::line_syntax::{self, BLANKS};

/// An entry with a certain key.
pub(crate) struct Occurrence<'a> {
    pub(crate) entry: &'a BlockEntry,
    /// All lines up to the next entry or header.
    pub(crate) lines: Range<usize>,
}

/// The entries of a section, by their keys.
pub(crate) struct Occurrences<'a>(HashMap<String, Vec<Occurrence<'a>>>);

impl<'a> Occurrences<'a> {
    pub(crate) fn new(document: &'a Document, blocks: &[&'a Block]) -> Self {
        let mut by_key = HashMap::<_, Vec<_>>::new();
        for block in blocks {
            let entries = document.entries_of(block);
            let ends = entries.iter().skip(1).map(|next| next.lines.start).chain([block.lines.end]);
            for (entry, end) in entries.iter().zip(ends) {
                let occurrence = Occurrence { entry, lines: entry.lines.start..end };
                by_key.entry(document.text(&entry.key).to_ascii_lowercase()).or_default().push(occurrence);
            }
        }
        Self(by_key)
    }

    /// All entries with this key, ignoring case, in file order.
    pub(crate) fn of_key(&self, key: &str) -> &[Occurrence<'a>] {
        self.0.get(&key.to_ascii_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Sets and removes keys of a section. `blocks` are the section's blocks in file order.
pub(crate) fn apply<'e>(patch: &mut Patch<'_>, blocks: &[&Block], keys: impl Iterator<Item = &'e KeyEdit>) {
    let occurrences = Occurrences::new(patch.document(), blocks);
    let mut added = Vec::new();
    for KeyEdit { key, value } in keys {
        let found = occurrences.of_key(key);
        let removed = match (value, found.split_last()) {
            (Some(value), Some((last, others))) => {
                replace_value(patch, last, value);
                others
            }
            (Some(value), None) => {
                added.push(format!("{key} = {value}"));
                found
            }
            (None, _) => found,
        };
        removed.iter().for_each(|occurrence| remove(patch, occurrence));
    }
    if let Some(block) = blocks.last().filter(|_| !added.is_empty()) {
        add(patch, block, added);
    }
}

fn replace_value(patch: &mut Patch<'_>, Occurrence { entry, lines }: &Occurrence<'_>, value: &str) {
    let (document, first) = (patch.document(), entry.lines.start);
    let has_value = document.value_lines(entry).eq([value]);
    let Some(line) = document.lines().get(first).filter(|_| !has_value) else { return };
    let comment = document.comment(entry);
    if !comment.is_empty() {
        patch.insert_above(first, format!("{}{comment}", indentation(document, first)));
    }
    let before = document.text(&(line.text.start..entry.value.start));
    patch.replace(first, format!("{before}{}{value}", missing_space(document, entry)));
    let is_continuation = |index: &usize| document.lines()[*index].kind == LineKind::Continuation;
    patch.remove(entry.lines.clone().filter(is_continuation));
    unindent_comments_after(patch, first, lines.clone());
}

/// The space to add after the equals sign of an empty value: the same as before the sign.
fn missing_space<'a>(document: &'a Document, entry: &BlockEntry) -> &'a str {
    let sign = document.text(&(entry.key.end..entry.value.start));
    sign.strip_suffix('=').filter(|_| entry.value.is_empty()).unwrap_or_default()
}

/// Removes a property. The comments between its lines stay, and the one after its value takes its place.
pub(crate) fn remove(patch: &mut Patch<'_>, Occurrence { entry, lines }: &Occurrence<'_>) {
    let (document, first) = (patch.document(), entry.lines.start);
    let is_comment = |index: &usize| document.lines()[*index].kind == LineKind::Comment;
    patch.remove(entry.lines.clone().filter(|index| !is_comment(index)));
    let comment = document.comment(entry);
    if !comment.is_empty() {
        patch.replace(first, format!("{}{comment}", indentation(document, first)));
    }
    unindent_comments_after(patch, first, lines.clone());
}

/// Adds properties after the last one, or after the header.
fn add(patch: &mut Patch<'_>, block: &Block, properties: Vec<String>) {
    let document = patch.document();
    let (neighbor, end) = match document.entries_of(block).last() {
        Some(last) => (last.lines.start, end_with_comments(document, last, block)),
        // If the property were indented less than the next header, that header would become part of its value.
        None => (block.lines.end, block.lines.start + 1),
    };
    let indentation = indentation(document, neighbor);
    patch.insert_below(end - 1, properties.iter().map(|text| format!("{indentation}{text}")).collect());
    unindent_comments_after(patch, neighbor, end..block.lines.end);
}

/// The end of a property including the indented comments right below it, which are about its value.
pub(crate) fn end_with_comments(document: &Document, entry: &BlockEntry, block: &Block) -> usize {
    let is_comment = |index: &usize| document.lines()[*index].kind == LineKind::Comment;
    let is_indented = |index: &usize| document.line_text(*index).starts_with(BLANKS);
    let end = entry.lines.end;
    end + (end..block.lines.end).take_while(|index| is_comment(index) && is_indented(index)).count()
}

/// Moves the comments in these lines to the first column, unless the property above them is itself indented: the SDKs
/// can't read such a file anyway.
pub(crate) fn unindent_comments_after(patch: &mut Patch<'_>, property: usize, lines: Range<usize>) {
    if indentation(patch.document(), property).is_empty() {
        patch.unindent_comments(lines);
    }
}

pub(crate) fn indentation(document: &Document, line: usize) -> &str {
    let text = document.line_text(line);
    &text[..line_syntax::indent(text)]
}
