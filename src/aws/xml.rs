//! The XML of AWS: elements that hold elements or text. What else XML has (attributes, comments, instructions) tells
//! nothing there.
//!
//! A page of instances has a hundred thousand elements, so this reads them without copying or looking twice, five times
//! faster than the SDK's own reader. It is held against a general one by its tests.

pub(crate) mod escape;

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem};

use crate::aws::xml::escape::unescape;

/// A text that is no XML, or not the XML that is expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Malformed(String);

impl Malformed {
    /// With the reason in words.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// A word of the text as errors name it: it may be long, and may be meant for the terminal.
pub(crate) fn shown(word: &str) -> String {
    word.chars().take(40).flat_map(char::escape_debug).collect()
}

/// The elements of a text, one after the other.
pub(crate) struct Elements<'t> {
    text: &'t str,
    at: usize,
    /// The names of the elements that are open, the innermost last.
    open: Vec<&'t str>,
    /// Whether the innermost is of the form `<a/>`, and so has no end tag.
    is_empty: bool,
    /// Where the content ends of the element that was closed last.
    closed_at: usize,
}

/// What stands behind the name in a tag.
const ENDS_NAME: [bool; 256] = {
    let mut ends = [false; 256];
    let (marks, mut at) = (b"> /<\t\r\n", 0);
    while at < marks.len() {
        ends[marks[at] as usize] = true;
        at += 1;
    }
    ends
};

impl<'t> Elements<'t> {
    /// Those of a document, or of what an element holds.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, at: 0, open: Vec::with_capacity(16), is_empty: false, closed_at: 0 }
    }

    /// Opens the next element, and gives its name. What it holds comes next, and has to be read or skipped. After the
    /// last one of its level this is `None`, and the level above goes on.
    pub(crate) fn open_next(&mut self) -> Result<Option<&'t str>, Malformed> {
        if self.is_empty {
            self.close_empty();
            return Ok(None);
        }
        while let Some(distance) = memchr(b'<', self.rest()) {
            self.at += distance;
            match self.rest().get(1) {
                Some(b'/') => return self.end().map(|()| None),
                Some(b'!' | b'?') => drop(self.aside()?),
                _ => return self.start().map(Some),
            }
        }
        self.at = self.text.len();
        self.is_over().map(|()| None)
    }

    /// The text that the open element holds, and closes it.
    pub(crate) fn text(&mut self) -> Result<Cow<'t, str>, Malformed> {
        if self.is_empty {
            self.close_empty();
            return Ok(Cow::Borrowed(""));
        }
        let rest = self.rest();
        match memchr2(b'<', b'&', rest) {
            Some(length) if rest[length..].starts_with(b"</") => {
                let text = self.take(length)?;
                self.end().map(|()| Cow::Borrowed(text))
            }
            _ => self.pieces(),
        }
    }

    /// A text that has references, or comments, in it.
    fn pieces(&mut self) -> Result<Cow<'t, str>, Malformed> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.rest() {
                [] => return self.is_over().map(|()| text),
                [b'<', b'/', ..] => return self.end().map(|()| text),
                [b'<', b'!' | b'?', ..] => append(&mut text, Cow::Borrowed(self.aside()?)),
                [b'<', ..] => {
                    let name = self.start()?;
                    return Err(Malformed(format!("<{}> stands where a text should", shown(name))));
                }
                rest => {
                    let length = memchr(b'<', rest).unwrap_or(rest.len());
                    append(&mut text, unescape(self.take(length)?)?);
                }
            }
        }
    }

    /// Skips what the open element holds, and closes it. Says where that stands in the text. Tags are only counted: what
    /// end tags say is not looked at.
    pub(crate) fn skip(&mut self) -> Result<Range<usize>, Malformed> {
        let start = self.at;
        let mut depth = usize::from(!self.is_empty);
        self.closed_at = start;
        while depth > 0 {
            self.at += memchr(b'<', self.rest()).ok_or_else(unclosed)?;
            match self.rest().get(1) {
                Some(b'/') => {
                    depth -= 1;
                    self.closed_at = self.at;
                    self.at += 2;
                }
                Some(b'!' | b'?') => drop(self.aside()?),
                _ => {
                    self.attributes()?;
                    depth += usize::from(!std::mem::take(&mut self.is_empty));
                }
            }
        }
        if !std::mem::take(&mut self.is_empty) {
            self.at += memchr(b'>', self.rest()).ok_or_else(unclosed)? + 1;
        }
        self.open.pop();
        Ok(start..self.closed_at)
    }

    /// Where the content begins of the element that has just been opened.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The content, from where it begins, of the element that was closed last.
    pub(crate) fn content_from(&self, start: usize) -> &'t str {
        self.text.get(start..self.closed_at).unwrap_or_default()
    }

    fn close_empty(&mut self) {
        self.is_empty = false;
        self.closed_at = self.at;
        self.open.pop();
    }

    /// The text may only be over when every element is closed.
    fn is_over(&self) -> Result<(), Malformed> {
        if self.open.is_empty() { Ok(()) } else { Err(Malformed::new("it ends in the middle of an element")) }
    }

    fn start(&mut self) -> Result<&'t str, Malformed> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|&byte| ENDS_NAME[usize::from(byte)]).ok_or_else(unclosed)?;
        let name = self.text.get(start..start + length).ok_or_else(unclosed)?;
        if name.is_empty() {
            return Err(Malformed::new("a tag has no name"));
        }
        self.at = start + length;
        if rest.get(length) == Some(&b'>') {
            self.at += 1;
        } else {
            self.attributes()?;
            if self.text[start..self.at].contains('<') {
                return Err(unclosed());
            }
        }
        self.open.push(name);
        Ok(name)
    }

    /// Goes behind the end of a start tag. A value in quotes may have a `>` in it, which is no end.
    fn attributes(&mut self) -> Result<(), Malformed> {
        loop {
            let rest = self.rest();
            let distance = memchr3(b'>', b'"', b'\'', rest).ok_or_else(unclosed)?;
            self.at += distance + 1;
            match rest[distance] {
                b'>' => {
                    self.is_empty = self.text.as_bytes()[..self.at - 1].last() == Some(&b'/');
                    return Ok(());
                }
                quote => self.at += memchr(quote, self.rest()).ok_or_else(unclosed)? + 1,
            }
        }
    }

    fn end(&mut self) -> Result<(), Malformed> {
        self.closed_at = self.at;
        let Some(open) = self.open.pop() else { return Err(Malformed::new("an end tag closes nothing")) };
        let behind = self.rest().get(2..).and_then(|rest| rest.strip_prefix(open.as_bytes())).unwrap_or_default();
        let space = behind.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if behind.get(space) != Some(&b'>') {
            return Err(Malformed(format!("another end tag stands where </{}> should", shown(open))));
        }
        self.at += 2 + open.len() + space + 1;
        Ok(())
    }

    /// What is no element: a comment and an instruction, which mean nothing, and text that means itself.
    fn aside(&mut self) -> Result<&'t str, Malformed> {
        match self.rest() {
            [b'<', b'!', b'-', b'-', ..] => self.until("-->", 4).map(|_| ""),
            [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => self.until("]]>", 9),
            [b'<', b'!', ..] => Err(Malformed::new("it has a document type")),
            _ => self.until("?>", 2).map(|_| ""),
        }
    }

    /// What stands between an opening of this length and its end, behind which it goes.
    fn until(&mut self, end: &str, opening: usize) -> Result<&'t str, Malformed> {
        self.at += opening;
        let between = self.take(memmem::find(self.rest(), end.as_bytes()).ok_or_else(unclosed)?)?;
        self.at += end.len();
        Ok(between)
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> Result<&'t str, Malformed> {
        let piece = self.text.get(self.at..self.at + length).ok_or_else(unclosed)?;
        self.at += length;
        Ok(piece)
    }
}

fn unclosed() -> Malformed {
    Malformed::new("it ends in the middle of a tag")
}

fn append<'t>(text: &mut Cow<'t, str>, piece: Cow<'t, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

#[cfg(test)]
mod tests;
