//! Adding and removing whole sections.

use crate::config::document::{Block, Document, LineKind};
use crate::config::edit::SectionEdit;
use crate::config::edit::patch::{self, Patch};
use crate::config::line_syntax::BLANKS;
use crate::config::paths::FileKind;

/// Removes the lines of blocks. Comments stay in the first column; in another one the SDKs would read them as part of the
/// section above. One after a header or value takes its place.
pub(crate) fn remove(patch: &mut Patch<'_>, blocks: &[&Block]) {
    if blocks.is_empty() {
        return;
    }
    let document = patch.document();
    for block in blocks {
        let is_kept = |index: &usize| matches!(document.lines()[*index].kind, LineKind::Blank | LineKind::Comment);
        patch.remove(block.lines.clone().filter(|index| !is_kept(index)));
        let of_entries = document.entries_of(block).iter().map(|entry| (entry.lines.start, document.comment(entry)));
        let comments = std::iter::once((block.lines.start, header_comment(document, block))).chain(of_entries);
        for (line, comment) in comments.filter(|(_, comment)| !comment.is_empty()) {
            patch.replace(line, comment.to_owned());
        }
        patch.unindent_comments(block.lines.clone());
    }
    remove_gaps(patch, blocks);
    remove_blank_end(patch);
}

/// Removes the blank lines below lines of these blocks that were removed, if there is a blank line above too.
fn remove_gaps(patch: &mut Patch<'_>, blocks: &[&Block]) {
    let document = patch.document();
    let is_blank = |index: usize| document.lines()[index].kind == LineKind::Blank;
    let mut is_in_removed = vec![false; document.lines().len()];
    for block in blocks {
        is_in_removed[block.lines.clone()].fill(true);
    }
    let (mut is_below_gap, mut is_below_removed) = (true, false);
    for (index, is_in_removed) in is_in_removed.into_iter().enumerate() {
        if patch.is_removed(index) {
            is_below_removed |= is_in_removed;
        } else if is_in_removed && is_below_removed && is_below_gap && is_blank(index) {
            patch.remove([index]);
        } else {
            (is_below_gap, is_below_removed) = (is_blank(index), false);
        }
    }
}

/// The comment after a header; empty if there is none.
pub(crate) fn header_comment<'a>(document: &'a Document, block: &Block) -> &'a str {
    let end = document.lines().get(block.lines.start).map_or(block.name.end, |line| line.text.end);
    let after_name = document.text(&(block.name.end..end)).split_once(']');
    let comment = after_name.map(|(_, comment)| comment.trim_matches(BLANKS));
    comment.filter(|comment| comment.starts_with(['#', ';'])).unwrap_or_default()
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
        let keys = edit.keys.values().filter_map(|edit| Some(format!("{} = {}", edit.key, edit.value.as_ref()?)));
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
