//! Adding and removing whole sections.

use std::ops::Range;

use crate::config::document::{Block, Document, LineKind};
use crate::config::edit::SectionEdit;
use crate::config::edit::patch::{self, Patch};
use crate::config::line_syntax::BLANKS;
use crate::config::paths::FileKind;

pub(crate) fn remove<'a>(patch: &mut Patch<'_>, blocks: impl Iterator<Item = &'a Block>) {
    for block in blocks {
        let own = own_lines(patch.document(), block);
        patch.remove(own.clone());
        // The SDKs would read indented comments that stay as part of the section above.
        patch.unindent_comments(own.end..block.lines.end);
    }
    remove_blank_end(patch);
}

/// The comment after a header; empty if there is none.
pub(crate) fn header_comment<'a>(document: &'a Document, block: &Block) -> &'a str {
    let end = document.lines().get(block.lines.start).map_or(block.name.end, |line| line.text.end);
    let after_name = document.text(&(block.name.end..end)).split_once(']');
    after_name.map_or("", |(_, comment)| comment.trim_matches(BLANKS))
}

/// The lines that clearly belong to a block, with the blank lines that would be too many without it.
fn own_lines(document: &Document, block: &Block) -> Range<usize> {
    let lines = document.lines();
    let is = |kind: LineKind| move |index: &usize| lines[*index].kind == kind;
    let (header, end) = (block.lines.start, block.lines.end);

    let comments = (0..header).rev().take_while(is(LineKind::Comment)).count();
    let is_below_blank = |index: usize| index.checked_sub(1).is_some_and(|above| is(LineKind::Blank)(&above));
    let start = if is_below_blank(header - comments) { header - comments } else { header };

    let end_of_keys = document.entries_of(block).last().map_or(header + 1, |entry| entry.lines.end);
    let end_of_comments = end_of_keys + (end_of_keys..end).take_while(is(LineKind::Comment)).count();
    // Comments right above the next header may be about either section.
    let own_end = if end_of_comments == end && end < lines.len() { end_of_keys } else { end_of_comments };

    let has_blank_above = start == 0 || is_below_blank(start);
    let blanks = (own_end..end).take_while(is(LineKind::Blank)).count();
    start..if has_blank_above { own_end + blanks } else { own_end }
}

/// If the end of the file is removed, removes the blank lines that separated it from the rest.
pub(crate) fn remove_blank_end(patch: &mut Patch<'_>) {
    let lines = patch.document().lines();
    if lines.len().checked_sub(1).is_some_and(|last| patch.is_removed(last)) {
        let is_kept = |index: usize| !patch.is_removed(index) && lines[index].kind != LineKind::Blank;
        let start = (0..lines.len()).rev().find(|index| is_kept(*index)).map_or(0, |last| last + 1);
        patch.remove(start..lines.len());
    }
}

/// Adds sections at the end, each after a blank line.
pub(crate) fn append(mut bytes: Vec<u8>, document: &Document, file: FileKind, edits: &[&SectionEdit]) -> Vec<u8> {
    let line_break = document.line_break(document.lines().len());
    for edit in edits {
        patch::end_line(&mut bytes, line_break);
        if !ends_with_blank_line(&bytes) {
            bytes.extend_from_slice(line_break.as_bytes());
        }
        let keys = edit.keys.iter().filter_map(|edit| Some(format!("{} = {}", edit.key, edit.value.as_ref()?)));
        let lines: Vec<_> = std::iter::once(edit.section.to_header(file)).chain(keys).collect();
        patch::write_lines(&mut bytes, &lines, line_break);
    }
    bytes
}

fn ends_with_blank_line(bytes: &[u8]) -> bool {
    let ended = bytes.strip_suffix(b"\n").map(|text| text.strip_suffix(b"\r").unwrap_or(text));
    let last = ended.and_then(|text| text.rsplit(|byte| *byte == b'\n').next());
    patch::is_empty_text(bytes) || last.is_some_and(|line| line.iter().all(|byte| BLANKS.contains(&char::from(*byte))))
}
