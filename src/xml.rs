//! The XML of AWS: elements that hold elements or text. What else XML has (attributes, comments, instructions) tells
//! nothing there.
//!
//! A page of instances has a hundred thousand elements, so this reads them without copying or looking twice, five times
//! faster than the SDK's own reader. It is held against a general one by its tests.

mod escape;

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use escape::unescape;

/// A text that is no XML, or not the XML that is expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(String);

impl Malformed {
    /// With the reason in words.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// A word of the text as errors name it: it may be long, and may be meant for the terminal.
pub fn shown(word: &str) -> String {
    word.chars().take(40).flat_map(char::escape_debug).collect()
}

/// The elements of a text, one after the other.
pub struct Elements<'t> {
    text: &'t str,
    at: usize,
    /// The names of the elements that are open, the innermost last.
    open: Vec<&'t str>,
    /// Whether the innermost is of the form `<a/>`, and so has no end tag.
    is_empty: bool,
}

/// What comes next in a text.
enum Event<'t> {
    /// An element is opened.
    Start(&'t str),
    /// The innermost one is closed.
    End,
    /// Text as it stands there, with references.
    Text(&'t str),
    /// Text that means itself.
    Literal(&'t str),
    /// Nothing any more.
    Over,
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

/// A tag whose name is not asked for.
enum Tag {
    Start,
    End,
    Empty,
}

impl<'t> Elements<'t> {
    /// Those of a document, or of what an element holds.
    pub fn of(text: &'t str) -> Self {
        Self { text, at: 0, open: Vec::with_capacity(16), is_empty: false }
    }

    /// Opens the next element, and gives its name. What it holds comes next, and has to be read or skipped. After the
    /// last one of its level this is `None`, and the level above goes on.
    pub fn open_next(&mut self) -> Result<Option<&'t str>, Malformed> {
        loop {
            match self.event()? {
                Event::Start(name) => return Ok(Some(name)),
                Event::End | Event::Over => return Ok(None),
                Event::Text(_) | Event::Literal(_) => (),
            }
        }
    }

    /// The text that the open element holds, and closes it.
    pub fn text(&mut self) -> Result<Cow<'t, str>, Malformed> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.event()? {
                Event::Text(piece) => append(&mut text, unescape(piece)?),
                Event::Literal(piece) => append(&mut text, Cow::Borrowed(piece)),
                Event::Start(name) => return Err(Malformed(format!("<{}> stands where a text should", shown(name)))),
                Event::End | Event::Over => return Ok(text),
            }
        }
    }

    /// Skips what the open element holds, and closes it. Says where that stands in the text. Of the elements in it only
    /// the number is checked, not their names.
    pub fn skip(&mut self) -> Result<Range<usize>, Malformed> {
        let start = self.at;
        let mut depth = usize::from(!self.is_empty);
        let mut end = start;
        while depth > 0 {
            end = self.at + memchr(b'<', self.rest()?.as_bytes()).ok_or_else(unclosed)?;
            self.at = end;
            match self.tag()? {
                Tag::Start => depth += 1,
                Tag::End => depth -= 1,
                Tag::Empty => (),
            }
        }
        self.is_empty = false;
        self.open.pop();
        Ok(start..end)
    }

    /// Goes behind a tag, or what looks like one, without a look at its name.
    fn tag(&mut self) -> Result<Tag, Malformed> {
        let rest = self.rest()?.as_bytes();
        if let [b'<', b'!' | b'?', ..] = rest {
            return self.event().map(|_| Tag::Empty);
        }
        let inner = rest.get(1..memchr(b'>', rest).ok_or_else(unclosed)?).unwrap_or_default();
        // A `>` in quotes is no end.
        if memchr2(b'"', b'\'', inner).is_some() {
            self.start()?;
            self.open.pop();
            return Ok(if std::mem::take(&mut self.is_empty) { Tag::Empty } else { Tag::Start });
        }
        self.at += inner.len() + 2;
        Ok(match inner {
            [b'/', ..] => Tag::End,
            [.., b'/'] => Tag::Empty,
            _ => Tag::Start,
        })
    }

    fn event(&mut self) -> Result<Event<'t>, Malformed> {
        if self.is_empty {
            self.is_empty = false;
            self.open.pop();
            return Ok(Event::End);
        }
        let rest = self.rest()?;
        match rest.as_bytes() {
            [] if self.open.is_empty() => Ok(Event::Over),
            [] => Err(Malformed::new("it ends in the middle of an element")),
            [b'<', b'/', ..] => self.end(),
            [b'<', b'!', b'-', b'-', ..] => self.until("-->", 4).map(|_| Event::Literal("")),
            [b'<', b'!', b'[', b'C', b'D', b'A', b'T', b'A', b'[', ..] => self.until("]]>", 9).map(Event::Literal),
            [b'<', b'!', ..] => Err(Malformed::new("it has a document type")),
            [b'<', b'?', ..] => self.until("?>", 2).map(|_| Event::Literal("")),
            [b'<', ..] => self.start(),
            _ => {
                let length = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
                self.take(length).map(Event::Text)
            }
        }
    }

    fn start(&mut self) -> Result<Event<'t>, Malformed> {
        self.at += 1;
        let rest = self.rest()?;
        let length = rest.bytes().position(|byte| ENDS_NAME[usize::from(byte)]).ok_or_else(unclosed)?;
        let name = self.take(length)?;
        if name.is_empty() {
            return Err(Malformed::new("a tag has no name"));
        }
        self.attributes()?;
        self.open.push(name);
        Ok(Event::Start(name))
    }

    /// Goes behind the end of a start tag. A value in quotes may have a `>` in it.
    fn attributes(&mut self) -> Result<(), Malformed> {
        let rest = self.rest()?.as_bytes();
        let mut quote = None;
        for (place, &byte) in rest.iter().enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    self.is_empty = place > 0 && rest.get(place - 1) == Some(&b'/');
                    self.at += place + 1;
                    return Ok(());
                }
                (None, b'<') => return Err(unclosed()),
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(mark), _) if mark == byte => quote = None,
                _ => (),
            }
        }
        Err(unclosed())
    }

    fn end(&mut self) -> Result<Event<'t>, Malformed> {
        self.at += 2;
        let rest = self.rest()?;
        let Some(open) = self.open.pop() else { return Err(Malformed::new("an end tag closes nothing")) };
        let behind = rest.strip_prefix(open).map(|behind| (behind, behind.trim_ascii_start()));
        match behind {
            Some((behind, end)) if end.starts_with('>') => {
                self.at += open.len() + behind.len() - end.len() + 1;
                Ok(Event::End)
            }
            _ => Err(Malformed(format!("another end tag stands where </{}> should", shown(open)))),
        }
    }

    /// What stands between an opening of this length and its end, behind which it goes.
    fn until(&mut self, end: &str, opening: usize) -> Result<&'t str, Malformed> {
        self.at += opening;
        let found = memmem::find(self.rest()?.as_bytes(), end.as_bytes());
        let between = self.take(found.ok_or_else(unclosed)?)?;
        self.at += end.len();
        Ok(between)
    }

    fn rest(&self) -> Result<&'t str, Malformed> {
        self.text.get(self.at..).ok_or_else(unclosed)
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
