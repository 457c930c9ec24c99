//! Removing and adding whole sections.

use std::ops::Range;

use crate::config::dialect::BLANKS;
use crate::config::document::{Block, Document, LineKind};
use crate::config::edit::SectionEdit;
use crate::config::edit::patch::{self, Patch};
use crate::config::heading::FileKind;

/// Removes the blocks of a section.
pub(crate) fn remove<'a>(patch: &mut Patch<'_>, blocks: impl Iterator<Item = &'a Block>) {
    for block in blocks {
        let own = own_lines(patch.document(), block);
        patch.remove(own.clone());
        // What stays would now be read by the SDKs as part of the section above.
        patch.free_comments(own.end..block.lines.end);
    }
    remove_blank_end(patch);
}

/// The comment behind a header; empty if there is none.
pub(crate) fn header_comment<'a>(document: &'a Document, block: &Block) -> &'a str {
    let end = document.lines().get(block.lines.start).map_or(block.name.end, |line| line.text.end);
    let behind = document.text(&(block.name.end..end)).split_once(']');
    behind.map_or("", |(_, comment)| comment.trim_matches(BLANKS))
}

/// The lines that belong to a block and to nothing else, and the blank lines that are one too many without it.
fn own_lines(document: &Document, block: &Block) -> Range<usize> {
    let lines = document.lines();
    let is = |kind: LineKind| move |index: &usize| lines[*index].kind == kind;
    let (header, end) = (block.lines.start, block.lines.end);

    let comments = (0..header).rev().take_while(is(LineKind::Comment)).count();
    let is_below_blank = |index: usize| index.checked_sub(1).is_some_and(|above| is(LineKind::Blank)(&above));
    let start = if is_below_blank(header - comments) { header - comments } else { header };

    let core = document.entries_of(block).last().map_or(header + 1, |entry| entry.lines.end);
    let behind = core + (core..end).take_while(is(LineKind::Comment)).count();
    // Right above the next header they could be about either section.
    let behind = if behind == end && end < lines.len() { core } else { behind };

    let is_gap_left = start == 0 || is_below_blank(start);
    let blanks = (behind..end).take_while(is(LineKind::Blank)).count();
    start..if is_gap_left { behind + blanks } else { behind }
}

/// If the end of the file is removed, so are the blank lines that parted it from the rest.
pub(crate) fn remove_blank_end(patch: &mut Patch<'_>) {
    let lines = patch.document().lines();
    if lines.len().checked_sub(1).is_some_and(|last| patch.is_removed(last)) {
        let is_kept = |index: usize| !patch.is_removed(index) && lines[index].kind != LineKind::Blank;
        let start = (0..lines.len()).rev().find(|index| is_kept(*index)).map_or(0, |last| last + 1);
        patch.remove(start..lines.len());
    }
}

/// Adds sections at the end, each behind a blank line.
pub(crate) fn append(mut bytes: Vec<u8>, document: &Document, file: FileKind, edits: &[&SectionEdit]) -> Vec<u8> {
    let line_break = document.line_break(document.lines().len());
    for edit in edits {
        patch::end_line(&mut bytes, line_break);
        if !ends_blank(&bytes) {
            bytes.extend_from_slice(line_break.as_bytes());
        }
        let keys = edit.keys.iter().filter_map(|edit| Some(format!("{} = {}", edit.key, edit.value.as_ref()?)));
        let lines: Vec<_> = std::iter::once(edit.section.header(file)).chain(keys).collect();
        patch::write_lines(&mut bytes, &lines, line_break);
    }
    bytes
}

/// Whether nothing stands in the last line.
fn ends_blank(bytes: &[u8]) -> bool {
    let ended = bytes.strip_suffix(b"\n").map(|text| text.strip_suffix(b"\r").unwrap_or(text));
    let last = ended.and_then(|text| text.rsplit(|byte| *byte == b'\n').next());
    patch::is_blank(bytes) || last.is_some_and(|line| line.iter().all(|byte| BLANKS.contains(&char::from(*byte))))
}
