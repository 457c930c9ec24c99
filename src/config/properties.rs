//! The properties of all sections, read by rust-ini.
//!
//! AWS's dialect is wider than rust-ini's. It rejects comments behind text, merges a line without an equals sign into
//! the next key, cuts keys at colons and joins lines at backslashes. So it never sees the file, but a plain body in
//! which each property is `key="value"`: comments are gone, quotes keep a value's blanks and line breaks, and what
//! rust-ini would take for more than text is escaped. There is one body for all sections, because in rust-ini the
//! tables of a section cost more than reading it; and a property that many profiles have stands in it once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::RandomState;
use ini::Ini;
use memchr::memchr3;

use crate::config::dialect;
use crate::config::document::{Document, Entry};

/// Reads what every entry of the document says.
///
/// `Err` is the number of the line, from 1, where rust-ini read something else than the document.
pub(crate) fn read(document: &Document) -> Result<Body, usize> {
    let mut text = Text { text: String::with_capacity(document.to_bytes().len()), ..Text::default() };
    let numbers: Vec<_> = document.entries().iter().map(|entry| text.add(document, entry)).collect();
    Ok(Body { said: text.read()?, numbers })
}

/// What the entries of a document say.
pub(crate) struct Body {
    said: Vec<Arc<Said>>,
    /// For each entry its number in `said`.
    numbers: Vec<Option<usize>>,
}

impl Body {
    /// What some of the document's entries say; `None` if a key is no identifier, as the SDKs ignore it.
    ///
    /// A value is the part behind the equals sign and the lines that continue it, joined by `\n`, as the SDKs have it.
    /// One of sub-properties alone begins with `\n`.
    pub(crate) fn said(&self, entries: Range<usize>) -> impl Iterator<Item = Option<&Arc<Said>>> {
        self.numbers.get(entries).unwrap_or_default().iter().map(|number| self.said.get((*number)?))
    }
}

/// What a property says, wherever it stands.
#[derive(PartialEq, Eq)]
pub(crate) struct Said {
    key: Box<str>,
    /// The key as written, if that differs.
    written: Option<Box<str>>,
    value: Box<str>,
}

impl Said {
    pub(crate) fn new(written: &str, value: &str) -> Self {
        let key = written.to_ascii_lowercase();
        let written = (key != written).then(|| written.into());
        Self { key: key.into(), written, value: value.into() }
    }

    /// The key in lower case.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn key_as_written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.key)
    }

    pub(crate) fn value(&self) -> &str {
        &self.value
    }
}

/// The text that rust-ini reads.
#[derive(Default)]
struct Text<'a> {
    text: String,
    /// The key of each property in it, and the line where it stands in the document.
    properties: Vec<(&'a str, usize)>,
    /// The numbers of those of one line, by the line without its comment.
    known: HashMap<&'a str, Option<usize>, RandomState>,
}

impl<'a> Text<'a> {
    /// The number of the entry's property, which is added if it isn't there yet; `None` if the key is no identifier.
    fn add(&mut self, document: &'a Document, entry: &'a Entry) -> Option<usize> {
        if entry.lines.len() > 1 {
            return self.write(document, entry);
        }
        let line = document.text(&(entry.key.start..entry.value.end));
        if let Some(number) = self.known.get(line) {
            return *number;
        }
        let number = self.write(document, entry);
        self.known.insert(line, number);
        number
    }

    fn write(&mut self, document: &'a Document, entry: &'a Entry) -> Option<usize> {
        let key = Some(document.text(&entry.key)).filter(|key| dialect::is_identifier(key))?;
        write_property(&mut self.text, key, document.value_lines(entry));
        self.properties.push((key, entry.line()));
        Some(self.properties.len() - 1)
    }

    /// What rust-ini reads. Each property has to have its key, so that no value ever goes to another one.
    fn read(&self) -> Result<Vec<Arc<Said>>, usize> {
        let ini = Ini::load_from_str(&self.text).map_err(|_| 1_usize)?;
        let mut found = ini.iter().flat_map(|(_, properties)| properties.iter());
        let mut said = Vec::with_capacity(self.properties.len());
        for (key, line) in &self.properties {
            let (_, value) = found.next().filter(|(found, _)| found == key).ok_or(*line)?;
            said.push(Arc::new(Said::new(key, value)));
        }
        if found.next().is_none() { Ok(said) } else { Err(1) }
    }
}

fn write_property<'a>(body: &mut String, key: &str, value_lines: impl Iterator<Item = &'a str>) {
    write_escaped(body, key);
    body.push_str("=\"");
    for (index, line) in value_lines.enumerate() {
        if index > 0 {
            body.push('\n');
        }
        write_escaped(body, line);
    }
    body.push_str("\"\n");
}

/// A colon would end a key and a quote a value; a backslash would escape what follows.
fn write_escaped(body: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = memchr3(b'\\', b'"', b':', rest.as_bytes()) {
        let (plain, special) = rest.split_at(at);
        let (special, behind) = special.split_at(1);
        body.extend([plain, "\\", special]);
        rest = behind;
    }
    body.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Option<String>> {
        let body = read(&Document::parse(text.into())).unwrap();
        body.said(0..body.numbers.len()).map(|said| said.map(|said| said.value().to_owned())).collect()
    }

    fn value(text: &str) -> String {
        values(&format!("[default]\nkey = {text}\nnext = 1\n")).swap_remove(0).unwrap()
    }

    #[test]
    fn a_value_is_text_to_the_last_byte() {
        for text in [r"C:\aws\", r"\\x41\n", r#""quoted" 'too'"#, "a:b=c", "[x]", "\u{a0}a\u{a0}", "a\rb", "\0", "a#b"]
        {
            assert_eq!(value(text), text);
        }
    }

    #[test]
    fn a_backslash_at_the_end_joins_no_lines() {
        assert_eq!(values("[default]\na = b\\\nc = d"), [Some("b\\".into()), Some("d".into())]);
    }

    #[test]
    fn a_colon_is_part_of_a_key() {
        assert_eq!(values("[default]\na:b = c"), [Some("c".into())]);
    }

    #[test]
    fn a_key_can_stand_twice_and_in_several_sections() {
        let values = values("[a]\nk = 1\nl = 2\nk = 3\n[b]\nk = 4\n[a]\nl = 5");
        assert_eq!(values.into_iter().flatten().collect::<String>(), "12345");
    }

    #[test]
    fn a_property_that_stands_in_several_sections_is_read_once() {
        let text = "[a]\nk = 1\ns =\n x = 1\n[b]\nk = 1\ns =\n x = 1\n[c]\nk = 2\nK = 1\n[d]\nk =\n";
        let body = read(&Document::parse(text.into())).unwrap();
        let said: Vec<_> = body.said(0..7).flatten().collect();
        assert!(Arc::ptr_eq(said[0], said[2]) && said[1].value() == "\nx = 1" && said[1] == said[3]);
        assert_eq!([4, 5, 6].map(|at| said[at].value()), ["2", "1", ""]);
    }

    #[test]
    fn a_key_that_is_no_identifier_has_no_value() {
        assert_eq!(values("[a]\nb = 1\nin valid = 2\nc = 3"), [Some("1".into()), None, Some("3".into())]);
    }

    #[test]
    fn continued_lines_are_joined_by_line_breaks() {
        assert_eq!(value("a\n  b # c\n\n# d\n\te"), "a\nb # c\ne");
        assert_eq!(value("\n  b = c\n"), "\nb = c");
    }
}
