//! The text of one AWS config or credentials file, kept byte for byte and split into blocks and entries.
//!
//! A *block* is a section in the file: its header and all lines up to the next header. An *entry* is a property with the
//! lines that continue it. Every line belongs to exactly one part, and every part knows its bytes, so an edit can change
//! exactly the bytes that it is about. What the parts mean is decided elsewhere.
//!
//! Lines are classified like in the AWS SDKs, except where an SDK fails or reads a comment as part of a value; there it
//! is like in the AWS CLI:
//!
//! - Headers and properties may be indented. A line continues the property above if it is indented deeper than that
//!   property; for a property in the first column that is the SDKs' rule.
//! - An indented `#` or `;` starts a comment. The SDKs would make it part of the value above.
//!
//! A byte order mark at the start of the file is skipped, although neither the CLI nor the SDKs do that.

pub(crate) mod scan;

use std::ops::Range;

pub(crate) use scan::BYTE_ORDER_MARK;

use crate::config::line_syntax::BLANKS;

/// A range of bytes of a document.
pub(crate) type Span = Range<usize>;

/// A file's bytes and their parts.
#[derive(Clone)]
pub(crate) struct Document {
    content: FileContent,
    lines: Vec<Line>,
    blocks: Vec<Block>,
    entries: Vec<BlockEntry>,
    syntax_errors: Vec<SyntaxError>,
}

/// A file's bytes, checked to be UTF-8 once and not part by part. `Err` if they are not.
#[derive(Clone)]
pub(crate) struct FileContent(Result<String, Vec<u8>>);

/// One line. The spans of all lines in a row are the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The whole line with its line break, if it has one, and in the first line the byte order mark.
    pub(crate) span: Span,
    /// The text without line break and byte order mark. Only `\n` and `\r\n` break lines; a lone `\r` is text.
    pub(crate) text: Span,
    pub(crate) kind: LineKind,
}

/// What a line is. `Blank` and `Comment` lines have no meaning, wherever they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Nothing but spaces and tabs.
    Blank,
    /// `# …` or `; …`.
    Comment,
    /// `[…]`.
    Header,
    /// `key = value`.
    Property,
    /// A line that continues the property above it.
    Continuation,
    /// None of these.
    Invalid,
}

/// A section in the file. Several blocks can have the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The text between the brackets, without the blanks around it.
    pub(crate) name: Span,
    /// The indices of its lines. The first is the header. Blank lines and comments at the end are included.
    pub(crate) lines: Range<usize>,
    /// The indices of its properties among the document's entries.
    pub(crate) entries: Range<usize>,
}

/// A property and the lines that continue it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BlockEntry {
    /// The key as written.
    pub(crate) key: Span,
    /// The part of the value after the equals sign, without the blanks and the comment around it. Empty if there is none.
    pub(crate) value: Span,
    /// The indices of its lines up to the last continuation, with the blank lines and comments between them.
    pub(crate) lines: Range<usize>,
}

/// A line that can't be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The index of the block that the line belongs to; `None` for a header, and for lines that no header is above.
    pub(crate) block: Option<usize>,
    /// What should be there, in the words of the AWS SDKs.
    pub(crate) expected: String,
}

impl Document {
    /// Splits a file's bytes into their parts. Any bytes will do: each line that can't be parsed is a [`SyntaxError`].
    pub(crate) fn parse(bytes: Vec<u8>) -> Self {
        scan::scan(FileContent::new(bytes))
    }

    /// The bytes that were parsed.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.content.as_bytes()
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.content.0.map_or_else(|bytes| bytes, String::into_bytes)
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The blocks in file order. Lines before the first header belong to no block.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The entries of all blocks in file order.
    pub(crate) fn entries(&self) -> &[BlockEntry] {
        &self.entries
    }

    /// The entries of a block in file order.
    pub(crate) fn entries_of(&self, block: &Block) -> &[BlockEntry] {
        self.entries.get(block.entries.clone()).unwrap_or_default()
    }

    pub(crate) fn syntax_errors(&self) -> &[SyntaxError] {
        &self.syntax_errors
    }

    /// The text of a part. Empty if it is not UTF-8, which can only be the case in an invalid line.
    pub(crate) fn text(&self, span: &Span) -> &str {
        self.content.text(span).unwrap_or_default()
    }

    /// The text of a line without its line break; empty if there is no such line.
    pub(crate) fn line_text(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |line| self.text(&line.text))
    }

    /// The line break for a new line after this one: its own, else that of the nearest line above.
    pub(crate) fn line_break(&self, index: usize) -> &str {
        let mut breaks = self.lines.iter().take(index + 1).rev().map(|line| self.text(&(line.text.end..line.span.end)));
        breaks.find(|text| !text.is_empty()).unwrap_or("\n")
    }

    /// The bytes of a part.
    pub(crate) fn slice(&self, span: Span) -> &[u8] {
        self.as_bytes().get(span).unwrap_or_default()
    }

    /// The comment after the value in an entry's first line; empty if there is none.
    pub(crate) fn comment(&self, entry: &BlockEntry) -> &str {
        let end = self.lines.get(entry.lines.start).map_or(entry.value.end, |line| line.text.end);
        self.text(&(entry.value.end..end)).trim_matches(BLANKS)
    }

    /// The lines of an entry's value, each without the blanks around it: the part after the equals sign, then the
    /// continuations. Comments in those are part of the value, as in the SDKs and the CLI.
    pub(crate) fn value_lines<'a>(&'a self, entry: &'a BlockEntry) -> impl Iterator<Item = &'a str> {
        let continuations = self.continuations(entry).map(|line| self.line_text(line - 1).trim_matches(BLANKS));
        std::iter::once(self.text(&entry.value)).chain(continuations)
    }

    /// The numbers, from 1, of the lines that continue an entry's value.
    pub(crate) fn continuations<'a>(&'a self, entry: &'a BlockEntry) -> impl Iterator<Item = usize> + 'a {
        let continues = |index: &usize| self.lines.get(*index).is_some_and(|line| line.kind == LineKind::Continuation);
        entry.lines.clone().filter(continues).map(|index| index + 1)
    }
}

impl FileContent {
    fn new(bytes: Vec<u8>) -> Self {
        Self(String::from_utf8(bytes).map_err(|error| error.into_bytes()))
    }

    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Ok(text) => text.as_bytes(),
            Err(bytes) => bytes,
        }
    }

    /// The text of a span; `None` if it is not UTF-8 or out of range.
    fn text(&self, span: &Span) -> Option<&str> {
        match &self.0 {
            Ok(text) => text.get(span.clone()),
            Err(bytes) => std::str::from_utf8(bytes.get(span.clone())?).ok(),
        }
    }
}

impl Block {
    /// The number of the header's line, from 1.
    pub(crate) fn line(&self) -> usize {
        self.lines.start + 1
    }
}

impl BlockEntry {
    /// The number of its first line, from 1.
    pub(crate) fn line(&self) -> usize {
        self.lines.start + 1
    }
}

/// A file may contain secrets, so only counts are printed.
impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("bytes", &self.as_bytes().len())
            .field("lines", &self.lines.len())
            .field("blocks", &self.blocks.len())
            .field("syntax_errors", &self.syntax_errors)
            .finish()
    }
}

#[cfg(test)]
mod tests;
