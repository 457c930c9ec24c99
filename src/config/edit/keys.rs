//! Setting and removing the keys of a section that is there.

use std::ops::Range;

use crate::config::dialect::{self, BLANKS};
use crate::config::document::{Block, Document, Entry, LineKind};
use crate::config::edit::KeyEdit;
use crate::config::edit::patch::Patch;

/// A property and all lines up to the next property or header.
pub(crate) struct Site<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) lines: Range<usize>,
}

/// Brings the keys of a section to their values. `blocks` are the blocks of the section in file order.
pub(crate) fn edit(patch: &mut Patch<'_>, blocks: &[&Block], keys: &[KeyEdit]) {
    let mut added = Vec::new();
    for KeyEdit { key, value } in keys {
        let mut sites = sites(patch.document(), blocks, key);
        match (value, value.as_ref().and_then(|_| sites.pop())) {
            (Some(value), Some(last)) => replace(patch, &last, value),
            (Some(value), None) => added.push(format!("{key} = {value}")),
            (None, _) => {}
        }
        sites.iter().for_each(|site| remove(patch, site));
    }
    if let Some(block) = blocks.last().filter(|_| !added.is_empty()) {
        add(patch, block, added);
    }
}

/// Where a key stands, in file order.
pub(crate) fn sites<'a>(document: &'a Document, blocks: &[&Block], key: &str) -> Vec<Site<'a>> {
    let is_meant = |entry: &Entry| document.text(&entry.key).eq_ignore_ascii_case(key);
    let all = blocks.iter().flat_map(|block| {
        let entries = document.entries_of(block);
        let ends = entries.iter().skip(1).map(|next| next.lines.start).chain([block.lines.end]);
        entries.iter().zip(ends)
    });
    let meant = all.filter(|(entry, _)| is_meant(entry));
    meant.map(|(entry, end)| Site { entry, lines: entry.lines.start..end }).collect()
}

fn replace(patch: &mut Patch<'_>, site: &Site<'_>, value: &str) {
    let (document, entry) = (patch.document(), site.entry);
    let (first, line) = (entry.lines.start, document.lines().get(entry.lines.start));
    let Some(line) = line.filter(|_| !document.value_lines(entry).eq([value])) else { return };
    let comment = document.comment(entry);
    if !comment.is_empty() {
        patch.insert_above(first, format!("{}{comment}", indentation(document, first)));
    }
    let before = document.text(&(line.text.start..entry.value.start));
    patch.replace(first, format!("{before}{}{value}", missing_space(document, entry)));
    let is_continuation = |index: &usize| document.lines()[*index].kind == LineKind::Continuation;
    patch.remove(entry.lines.clone().filter(is_continuation));
    free_comments(patch, first, site.lines.clone());
}

/// With nothing behind the equals sign, what is before it tells how the user writes it.
fn missing_space<'a>(document: &'a Document, entry: &Entry) -> &'a str {
    let sign = document.text(&(entry.key.end..entry.value.start));
    sign.strip_suffix('=').filter(|_| entry.value.is_empty()).unwrap_or_default()
}

pub(crate) fn remove(patch: &mut Patch<'_>, site: &Site<'_>) {
    patch.remove(site.entry.lines.clone());
    free_comments(patch, site.entry.lines.start, site.lines.clone());
}

/// Adds properties behind the last one, or behind the header.
fn add(patch: &mut Patch<'_>, block: &Block, texts: Vec<String>) {
    let document = patch.document();
    let (like, behind) = match document.entries_of(block).last() {
        Some(last) => (last.lines.start, end_with_comments(document, last, block)),
        // What is indented less than the next header would make that header a part of the value.
        None => (block.lines.end, block.lines.start + 1),
    };
    let indentation = indentation(document, like);
    patch.insert_below(behind - 1, texts.iter().map(|text| format!("{indentation}{text}")).collect());
    free_comments(patch, like, behind..block.lines.end);
}

/// The end of a property with the indented comments right below it, which are about its value.
pub(crate) fn end_with_comments(document: &Document, entry: &Entry, block: &Block) -> usize {
    let is_comment = |index: &usize| document.lines()[*index].kind == LineKind::Comment;
    let is_indented = |index: &usize| document.line_text(*index).starts_with(BLANKS);
    let end = entry.lines.end;
    end + (end..block.lines.end).take_while(|index| is_comment(index) && is_indented(index)).count()
}

/// Frees comments below a property, unless it is itself indented: the SDKs read no such file anyway.
pub(crate) fn free_comments(patch: &mut Patch<'_>, property: usize, lines: Range<usize>) {
    if indentation(patch.document(), property).is_empty() {
        patch.free_comments(lines);
    }
}

pub(crate) fn indentation(document: &Document, line: usize) -> &str {
    let text = document.line_text(line);
    &text[..dialect::indent(text)]
}
