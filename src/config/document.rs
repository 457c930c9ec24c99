//! The text of one AWS config or credentials file, kept byte for byte and cut into blocks and entries.
//!
//! A *block* is a section as it stands in the file: its header and all lines up to the next header. An *entry* is a
//! property with the lines that continue it. Every line belongs to exactly one place and every part knows its bytes, so
//! a change can touch the bytes it means and no other. What the parts mean is not decided here.
//!
//! Lines are told apart as the AWS SDKs do it, but where an SDK fails or takes a comment for a value, as the AWS CLI
//! does it:
//!
//! - Headers and properties may be indented. A line continues the property above if it is indented deeper than that
//!   property; for a property in the first column that is the SDKs' rule.
//! - An indented `#` or `;` starts a comment. The SDKs would make it part of the value above.
//!
//! A byte order mark at the start of the file is skipped, though both stumble over it.

pub(crate) mod content;
pub(crate) mod scan;

use std::ops::Range;

pub(crate) use scan::BYTE_ORDER_MARK;

use crate::config::document::content::Content;

/// A range of bytes of a document.
pub(crate) type Span = Range<usize>;

/// A file's bytes and what they consist of.
#[derive(Clone)]
pub(crate) struct Document {
    content: Content,
    lines: Vec<Line>,
    blocks: Vec<Block>,
    entries: Vec<Entry>,
    fault: Option<Fault>,
}

/// One line. The spans of all lines, one after the other, are the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The whole line with its line break, if it has one, and in the first line the byte order mark.
    pub(crate) span: Span,
    /// The text without them. Only `\n` and `\r\n` break lines: a lone `\r` is text.
    pub(crate) text: Span,
    /// What the line is.
    pub(crate) kind: LineKind,
}

/// What a line is. The kinds `Blank` and `Comment` mean nothing to a reader, wherever they stand.
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
    Fault,
}

/// A section as it stands in the file. One name can have several blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What is between the brackets, without the blanks around it.
    pub(crate) name: Span,
    /// The indices of its lines, the first of which is the header. Blank lines and comments at the end belong to it.
    pub(crate) lines: Range<usize>,
    /// Which of the document's entries are its properties.
    pub(crate) entries: Range<usize>,
}

/// A property and the lines that continue it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key as written.
    pub(crate) key: Span,
    /// The value's part behind the equals sign, without the blanks and the comment around it; empty if there is none.
    pub(crate) value: Span,
    /// The indices of its lines up to the last one that continues it, with the blank lines and comments between them.
    pub(crate) lines: Range<usize>,
}

/// The first line that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The line, from 1.
    pub(crate) line: usize,
    /// What should be there, in the words of the AWS SDKs.
    pub(crate) expected: String,
}

impl Document {
    /// Cuts a file's bytes into their parts. Any bytes will do: a line that can't be read is kept as a [`Fault`].
    pub(crate) fn parse(bytes: Vec<u8>) -> Self {
        scan::scan(Content::new(bytes))
    }

    /// The document as it is to be written: what was parsed, byte for byte.
    pub(crate) fn to_bytes(&self) -> &[u8] {
        self.content.bytes()
    }

    /// The bytes that were parsed.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.content.into_bytes()
    }

    /// All lines in order.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The sections in file order. The lines before the first one belong to none.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The properties of all sections in file order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The properties of a section in file order.
    pub(crate) fn entries_of(&self, block: &Block) -> &[Entry] {
        self.entries.get(block.entries.clone()).unwrap_or_default()
    }

    /// What keeps the file from being read, if anything does.
    pub(crate) fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The text of a span of this document's parts; empty if the bytes are no UTF-8, which only faults are.
    pub(crate) fn text(&self, span: &Span) -> &str {
        self.content.text(span).unwrap_or_default()
    }

    /// The text of a line, without its line break; empty if there is no such line.
    pub(crate) fn line_text(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |line| self.text(&line.text))
    }

    /// The line break that a new line behind this one takes: its own, else that of the nearest line above.
    pub(crate) fn line_break(&self, index: usize) -> &str {
        let mut breaks = self.lines.iter().take(index + 1).rev().map(|line| self.text(&(line.text.end..line.span.end)));
        breaks.find(|text| !text.is_empty()).unwrap_or("\n")
    }

    /// The bytes of a span of this document's parts.
    pub(crate) fn slice(&self, span: Span) -> &[u8] {
        self.to_bytes().get(span).unwrap_or_default()
    }

    /// The comment behind the value in an entry's first line; empty if there is none.
    pub(crate) fn comment(&self, entry: &Entry) -> &str {
        let end = self.lines.get(entry.lines.start).map_or(entry.value.end, |line| line.text.end);
        self.text(&(entry.value.end..end)).trim_matches(crate::config::dialect::BLANKS)
    }

    /// The lines of an entry's value, each without the blanks around it: the part behind the equals sign, then the
    /// lines that continue it. Comments in those are part of the value, as in the SDKs and the CLI.
    pub(crate) fn value_lines<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
        let more = self
            .continuations(entry)
            .map(|number| self.line_text(number - 1).trim_matches(crate::config::dialect::BLANKS));
        std::iter::once(self.text(&entry.value)).chain(more)
    }

    /// The numbers, from 1, of the lines that continue an entry's value.
    pub(crate) fn continuations<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = usize> + 'a {
        let continues = |index: &usize| self.lines.get(*index).is_some_and(|line| line.kind == LineKind::Continuation);
        entry.lines.clone().filter(continues).map(|index| index + 1)
    }
}

impl Block {
    /// The number of the header's line, from 1.
    pub(crate) fn line(&self) -> usize {
        self.lines.start + 1
    }
}

impl Entry {
    /// The number of its first line, from 1.
    pub(crate) fn line(&self) -> usize {
        self.lines.start + 1
    }
}

/// A file may hold secrets, so only its measures are printed.
impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("bytes", &self.to_bytes().len())
            .field("lines", &self.lines.len())
            .field("blocks", &self.blocks.len())
            .field("fault", &self.fault)
            .finish()
    }
}

#[cfg(test)]
mod tests;
