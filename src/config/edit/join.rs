//! Making one block of a section that stands several times.

use crate::config::document::{Block, Document, LineKind};
use crate::config::edit::keys;
use crate::config::edit::patch::Patch;
use crate::config::edit::sections::{header_comment, remove_blank_end};

/// Moves the lines of a block behind those of the section's first one. Comments behind its last key stay.
pub(crate) fn join(patch: &mut Patch<'_>, first: &Block, block: &Block) {
    let document = patch.document();
    let (header, end) = (block.lines.start, block.lines.end);
    let core =
        document.entries_of(block).last().map_or(header + 1, |entry| keys::end_with_comments(document, entry, block));
    let comment = Some(header_comment(document, block)).filter(|comment| !comment.is_empty());
    let texts = comment.into_iter().chain((header + 1..core).map(|line| document.line_text(line)));
    patch.insert_below(end_of(document, first) - 1, texts.map(str::to_owned).collect());
    let is_gap_left = header.checked_sub(1).is_some_and(|above| is_blank(document, above));
    let blanks = (core..end).take_while(|line| is_blank(document, *line)).count();
    patch.remove(header..if is_gap_left { core + blanks } else { core });
    patch.free_comments(core..end);
    remove_blank_end(patch);
}

/// Where more lines of a block can stand: behind its last key, or behind the comments that are all it has.
fn end_of(document: &Document, block: &Block) -> usize {
    let behind_header = block.lines.start + 1;
    let is_comment = |line: &usize| document.lines()[*line].kind == LineKind::Comment;
    let comments = (behind_header..block.lines.end).take_while(is_comment).count();
    document
        .entries_of(block)
        .last()
        .map_or(behind_header + comments, |entry| keys::end_with_comments(document, entry, block))
}

fn is_blank(document: &Document, line: usize) -> bool {
    document.lines()[line].kind == LineKind::Blank
}
