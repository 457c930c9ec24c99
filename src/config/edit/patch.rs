//! Changes of single lines.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::config::document::{BYTE_ORDER_MARK, Document, LineKind};
use crate::config::line_syntax::BLANKS;

/// Changes of a document's lines, by the index of the line. Lines without a change are copied byte for byte.
pub(crate) struct Patch<'a> {
    document: &'a Document,
    lines: BTreeMap<usize, LinePatch>,
}

#[derive(Default)]
struct LinePatch {
    above: Vec<String>,
    text: TextChange,
    below: Vec<String>,
}

#[derive(Default)]
enum TextChange {
    #[default]
    Kept,
    Replaced(String),
    Removed,
}

impl<'a> Patch<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        Self { document, lines: BTreeMap::new() }
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    /// Replaces the text of a line. Its line break stays.
    pub(crate) fn replace(&mut self, line: usize, text: String) {
        self.line(line).text = TextChange::Replaced(text);
    }

    pub(crate) fn remove(&mut self, lines: impl IntoIterator<Item = usize>) {
        lines.into_iter().for_each(|line| self.line(line).text = TextChange::Removed);
    }

    pub(crate) fn is_removed(&self, line: usize) -> bool {
        self.lines.get(&line).is_some_and(|patch| matches!(patch.text, TextChange::Removed))
    }

    pub(crate) fn is_replaced(&self, line: usize) -> bool {
        self.lines.get(&line).is_some_and(|patch| matches!(patch.text, TextChange::Replaced(_)))
    }

    pub(crate) fn insert_above(&mut self, line: usize, text: String) {
        self.line(line).above.push(text);
    }

    pub(crate) fn insert_below(&mut self, line: usize, texts: Vec<String>) {
        self.line(line).below.extend(texts);
    }

    /// Moves indented comments to the first column, because the SDKs read them as part of the property above.
    pub(crate) fn unindent_comments(&mut self, lines: Range<usize>) {
        for line in lines {
            let is_comment = self.document.lines().get(line).is_some_and(|line| line.kind == LineKind::Comment);
            let text = self.document.line_text(line);
            if is_comment && text.starts_with(BLANKS) && !self.is_removed(line) {
                self.replace(line, text.trim_start_matches(BLANKS).to_owned());
            }
        }
    }

    /// The document's bytes with all changes.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.document.as_bytes().len());
        for (index, line) in self.document.lines().iter().enumerate() {
            match self.lines.get(&index) {
                None => bytes.extend_from_slice(self.document.slice(line.span.clone())),
                Some(patch) => {
                    bytes.extend_from_slice(self.document.slice(line.span.start..line.text.start));
                    let text = self.document.slice(line.text.start..line.span.end);
                    patch.write(&mut bytes, text, self.document.line_break(index));
                }
            }
        }
        bytes
    }

    fn line(&mut self, index: usize) -> &mut LinePatch {
        self.lines.entry(index).or_default()
    }
}

impl LinePatch {
    /// Writes the changed line. `line` is the old one, with its line break if it has one.
    fn write(&self, bytes: &mut Vec<u8>, line: &[u8], line_break: &str) {
        write_lines(bytes, &self.above, line_break);
        match &self.text {
            TextChange::Kept => bytes.extend_from_slice(line),
            TextChange::Replaced(text) => {
                bytes.extend_from_slice(text.as_bytes());
                if line.ends_with(b"\n") {
                    bytes.extend_from_slice(line_break.as_bytes());
                }
            }
            TextChange::Removed => {}
        }
        if !self.below.is_empty() {
            end_line(bytes, line_break);
            write_lines(bytes, &self.below, line_break);
        }
    }
}

pub(crate) fn write_lines(bytes: &mut Vec<u8>, lines: &[String], line_break: &str) {
    for part in lines.iter().flat_map(|line| [line.as_str(), line_break]) {
        bytes.extend_from_slice(part.as_bytes());
    }
}

/// Adds a line break if the last line has none.
pub(crate) fn end_line(bytes: &mut Vec<u8>, line_break: &str) {
    if !is_empty_text(bytes) && !bytes.ends_with(b"\n") {
        bytes.extend_from_slice(line_break.as_bytes());
    }
}

/// Whether there is no text at all.
pub(crate) fn is_empty_text(bytes: &[u8]) -> bool {
    bytes.is_empty() || bytes == BYTE_ORDER_MARK
}
