//! Splits a file into lines, blocks and entries in one pass.

use memchr::memchr_iter;

use crate::config::document::{Block, BlockEntry, Document, FileContent, Line, LineKind, Span, SyntaxError};
use crate::config::line_syntax::{self, BLANKS, PropertyError};

/// Some editors put it before UTF-8 text.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Lines after a syntax error are read too. Those below a header that can't be read belong to no section.
pub(crate) fn scan(content: FileContent) -> Document {
    let count = memchr_iter(b'\n', content.as_bytes()).count() + 1;
    let mut lines = Vec::with_capacity(count);
    // Most lines are properties.
    let mut scanner = Scanner { entries: Vec::with_capacity(count), ..Scanner::default() };
    for (index, (span, text)) in line_spans(content.as_bytes()).enumerate() {
        let kind = scanner.line(index, text.start, content.text(&text));
        lines.push(Line { span, text, kind });
    }
    scanner.end_block(lines.len());
    let Scanner { blocks, entries, syntax_errors, .. } = scanner;
    Document { content, lines, blocks, entries, syntax_errors }
}

/// For each line the span with its line break and the span of its text.
fn line_spans(bytes: &[u8]) -> impl Iterator<Item = (Span, Span)> {
    let ends = memchr_iter(b'\n', bytes).map(|at| at + 1);
    let rest = (!bytes.is_empty() && !bytes.ends_with(b"\n")).then_some(bytes.len());
    let mut start = 0;
    ends.chain(rest).map(move |end| {
        let line = &bytes[start..end];
        let mark = if start == 0 && line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let line_break = if line.ends_with(b"\r\n") { 2 } else { usize::from(line.ends_with(b"\n")) };
        let (span, text) = (start..end, start + mark..end - line_break);
        start = end;
        (span, text)
    })
}

#[derive(Default)]
struct Scanner {
    blocks: Vec<Block>,
    entries: Vec<BlockEntry>,
    /// The property that an indented line would continue.
    open: Option<OpenProperty>,
    syntax_errors: Vec<SyntaxError>,
    /// Whether the last header can't be read.
    is_below_bad_header: bool,
}

struct OpenProperty {
    indent: usize,
    /// Nothing follows its equals sign, so its further lines are sub-properties.
    is_nested: bool,
}

impl Scanner {
    /// `text` is `None` if the line is not UTF-8.
    fn line(&mut self, index: usize, start: usize, text: Option<&str>) -> LineKind {
        let kind = match text {
            Some(text) => self.text(index, start, text),
            None => Err("Expected UTF-8 text".into()),
        };
        kind.unwrap_or_else(|expected| {
            let block = self.blocks.len().checked_sub(1).filter(|_| !self.is_below_bad_header);
            self.syntax_errors.push(SyntaxError { line: index + 1, block, expected });
            LineKind::Invalid
        })
    }

    fn text(&mut self, index: usize, start: usize, text: &str) -> Result<LineKind, String> {
        let indent = line_syntax::indent(text);
        let (start, text) = (start + indent, &text[indent..]);
        match text.bytes().next() {
            None => Ok(LineKind::Blank),
            Some(b'#' | b';') => Ok(LineKind::Comment),
            Some(_) if self.open.as_ref().is_some_and(|open| indent > open.indent) => self.continuation(index, text),
            Some(b'[') => self.header(index, start, text),
            Some(_) if self.is_below_bad_header => Ok(LineKind::Invalid),
            Some(_) => self.property(index, start, indent, text),
        }
    }

    fn header(&mut self, index: usize, start: usize, text: &str) -> Result<LineKind, String> {
        self.open = None;
        self.is_below_bad_header = true;
        let name = line_syntax::header_name(text).ok_or("Profile definition must end with ']'")?;
        self.is_below_bad_header = false;
        self.end_block(index);
        let entries = self.entries.len()..self.entries.len();
        self.blocks.push(Block { name: shift(name, start), lines: index..index + 1, entries });
        Ok(LineKind::Header)
    }

    fn property(&mut self, index: usize, start: usize, indent: usize, text: &str) -> Result<LineKind, String> {
        let block = self.blocks.last_mut().ok_or("Expected a profile definition")?;
        let (key, value) = line_syntax::split_property(text).map_err(|error| {
            // An indented line right below a header was more likely meant to continue something.
            let is_stray = indent > 0 && self.open.is_none() && error == PropertyError::NoEqualsSign;
            if is_stray {
                "Expected a property definition, found continuation".into()
            } else {
                error.expected("property")
            }
        })?;
        self.open = Some(OpenProperty { indent, is_nested: value.is_empty() });
        let lines = index..index + 1;
        self.entries.push(BlockEntry { key: shift(key, start), value: shift(value, start), lines });
        block.entries.end = self.entries.len();
        Ok(LineKind::Property)
    }

    fn continuation(&mut self, index: usize, text: &str) -> Result<LineKind, String> {
        if self.open.as_ref().is_some_and(|open| open.is_nested) {
            let property = line_syntax::split_property(text.trim_end_matches(BLANKS));
            property.map_err(|error| error.expected("sub-property"))?;
        }
        if let Some(entry) = self.entries.last_mut() {
            entry.lines.end = index + 1;
        }
        Ok(LineKind::Continuation)
    }

    /// Ends the last block before this line.
    fn end_block(&mut self, line: usize) {
        if let Some(block) = self.blocks.last_mut() {
            block.lines.end = line;
        }
    }
}

fn shift(span: Span, by: usize) -> Span {
    span.start + by..span.end + by
}
