//! The properties of all sections of a file, read by rust-ini.
//!
//! AWS's format differs from rust-ini's, which rejects comments after text, merges a line without an equals sign into the
//! next key, ends keys at colons and joins lines at backslashes. So rust-ini never sees the file but a normalized text in
//! which each property is `key="value"`: comments are removed, quotes keep a value's blanks and line breaks, and
//! characters that mean something to rust-ini are escaped. A section or a property costs rust-ini much more than a line of
//! a value. So there is one text for all sections, and one property for all values of a key. A value of one line is in it
//! once, though many profiles may have it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use ini::Ini;
use memchr::memchr3;

use crate::config::document::{BlockEntry, Document};
use crate::config::line_syntax;

/// The keys and values of a document's entries.
pub(crate) struct ParsedProperties {
    /// For each property of the normalized text.
    key_values: Vec<Vec<Arc<KeyValue>>>,
    /// For each entry its position in `key_values`.
    positions: Vec<Option<Position>>,
}

/// A property of the normalized text, and which of its values.
type Position = (usize, usize);

impl ParsedProperties {
    /// Parses all entries of the document.
    ///
    /// `Err` is the number of the line, from 1, where rust-ini read something else than the document.
    pub(crate) fn parse(document: &Document) -> Result<Self, usize> {
        let mut text = IniText::default();
        let positions: Vec<_> = document.entries().iter().map(|entry| text.add(document, entry)).collect();
        Ok(Self { key_values: text.parse()?, positions })
    }

    /// The keys and values of some entries; `None` for a key that is not an identifier, which the SDKs ignore.
    ///
    /// A value is the part after the equals sign and the lines that continue it, joined by `\n`, as in the SDKs. A
    /// value that consists of sub-properties begins with `\n`.
    pub(crate) fn of_entries(&self, entries: Range<usize>) -> impl Iterator<Item = Option<&Arc<KeyValue>>> {
        let find = |(property, value): Position| self.key_values.get(property)?.get(value);
        self.positions.get(entries).unwrap_or_default().iter().map(move |position| position.and_then(find))
    }
}

/// A property's key and value, without its location.
#[derive(PartialEq, Eq)]
pub(crate) struct KeyValue {
    key: Box<str>,
    /// The key as written, if that differs.
    written: Option<Box<str>>,
    value: Box<str>,
}

impl KeyValue {
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

/// The normalized text that rust-ini parses.
#[derive(Default)]
struct IniText<'a> {
    /// By key.
    properties: IndexMap<&'a str, IniProperty, RandomState>,
    /// The positions of entries that are one line long, by that line without its comment.
    known: HashMap<&'a str, Option<Position>, RandomState>,
}

/// A property with the values of many entries, one after another. Each of their lines ends with `\n`.
struct IniProperty {
    /// The line of its first entry in the document.
    line: usize,
    /// The values, escaped.
    text: String,
    /// The length of each value in bytes, not escaped and with its last line break.
    lengths: Vec<usize>,
}

impl<'a> IniText<'a> {
    /// Adds an entry's value unless it is there already, and returns its position; `None` if the key is not an identifier.
    fn add(&mut self, document: &'a Document, entry: &BlockEntry) -> Option<Position> {
        if entry.lines.len() > 1 {
            return self.write(document, entry);
        }
        let line = document.text(&(entry.key.start..entry.value.end));
        if let Some(position) = self.known.get(line) {
            return *position;
        }
        let position = self.write(document, entry);
        self.known.insert(line, position);
        position
    }

    fn write(&mut self, document: &'a Document, entry: &BlockEntry) -> Option<Position> {
        let key = Some(document.text(&entry.key)).filter(|key| line_syntax::is_identifier(key))?;
        let slot = self.properties.entry(key);
        let at = slot.index();
        let new = || IniProperty { line: entry.line(), text: String::new(), lengths: Vec::new() };
        Some((at, slot.or_insert_with(new).add(document.value_lines(entry))))
    }

    /// Parses the text. Every property must come back with its own key and as many bytes, so that no value goes to another
    /// key or entry.
    fn parse(&self) -> Result<Vec<Vec<Arc<KeyValue>>>, usize> {
        let mut text = String::new();
        for (key, property) in &self.properties {
            write_escaped(&mut text, key);
            text.extend(["=\"", &property.text, "\"\n"]);
        }
        let ini = Ini::load_from_str(&text).map_err(|_| 1_usize)?;
        let mut found = ini.iter().flat_map(|(_, properties)| properties.iter());
        let key_values = self.properties.iter().map(|(key, property)| {
            let own = found.next().filter(|(found, _)| found == key);
            own.and_then(|(_, text)| property.key_values(key, text)).ok_or(property.line)
        });
        let key_values = key_values.collect::<Result<_, _>>()?;
        if found.next().is_none() { Ok(key_values) } else { Err(1) }
    }
}

impl IniProperty {
    /// Adds a value, and returns its index.
    fn add<'a>(&mut self, lines: impl Iterator<Item = &'a str>) -> usize {
        let mut length = 0;
        for line in lines {
            write_escaped(&mut self.text, line);
            self.text.push('\n');
            length += line.len() + 1;
        }
        self.lengths.push(length);
        self.lengths.len() - 1
    }

    /// Its values in the text that was read; `None` if that has another length.
    fn key_values(&self, key: &str, mut text: &str) -> Option<Vec<Arc<KeyValue>>> {
        let values = self.lengths.iter().map(|length| {
            let (value, rest) = text.split_at_checked(*length)?;
            text = rest;
            Some(Arc::new(KeyValue::new(key, value.strip_suffix('\n')?)))
        });
        let values = values.collect::<Option<_>>()?;
        text.is_empty().then_some(values)
    }
}

/// A colon would end a key and a quote a value; a backslash would escape the next character.
fn write_escaped(text: &mut String, part: &str) {
    let mut rest = part;
    while let Some(at) = memchr3(b'\\', b'"', b':', rest.as_bytes()) {
        let (plain, special) = rest.split_at(at);
        let (special, after) = special.split_at(1);
        text.extend([plain, "\\", special]);
        rest = after;
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(text: &str) -> Vec<Option<String>> {
        let properties = ParsedProperties::parse(&Document::parse(text.into())).unwrap();
        let all = properties.of_entries(0..properties.positions.len());
        all.map(|found| found.map(|found| found.value().to_owned())).collect()
    }

    fn value(text: &str) -> String {
        values(&format!("[default]\nkey = {text}\nnext = 1\n")).swap_remove(0).unwrap()
    }

    #[test]
    fn a_value_keeps_every_byte() {
        for text in [r"C:\aws\", r"\\x41\n", r#""quoted" 'too'"#, "a:b=c", "[x]", "\u{a0}a\u{a0}", "a\rb", "\0", "a#b"]
        {
            assert_eq!(value(text), text);
        }
    }

    #[test]
    fn a_backslash_at_the_end_does_not_join_lines() {
        assert_eq!(values("[default]\na = b\\\nc = d"), [Some("b\\".into()), Some("d".into())]);
    }

    #[test]
    fn a_colon_is_part_of_a_key() {
        assert_eq!(values("[default]\na:b = c"), [Some("c".into())]);
    }

    #[test]
    fn a_key_can_repeat_in_one_section_and_in_several() {
        let values = values("[a]\nk = 1\nl = 2\nk = 3\n[b]\nk = 4\n[a]\nl = 5");
        assert_eq!(values.into_iter().flatten().collect::<String>(), "12345");
    }

    #[test]
    fn a_property_that_several_sections_have_is_parsed_once() {
        let text = "[a]\nk = 1\ns =\n x = 1\n[b]\nk = 1\ns =\n x = 1\n[c]\nk = 2\nK = 1\n[d]\nk =\n";
        let properties = ParsedProperties::parse(&Document::parse(text.into())).unwrap();
        let found: Vec<_> = properties.of_entries(0..7).flatten().collect();
        assert!(Arc::ptr_eq(found[0], found[2]) && found[1].value() == "\nx = 1" && found[1] == found[3]);
        assert_eq!([4, 5, 6].map(|at| found[at].value()), ["2", "1", ""]);
    }

    #[test]
    fn the_values_of_a_key_stay_apart() {
        let all = ["", "a", "\\", "\"", "a\rb", "\nx = 1", "b"];
        let text: String = all.map(|value| format!("[s]\nk = {}\n", value.replace('\n', "\n "))).concat();
        assert_eq!(values(&text), all.map(|value| Some(value.to_owned())));
    }

    #[test]
    fn a_key_that_is_not_an_identifier_has_no_value() {
        assert_eq!(values("[a]\nb = 1\nin valid = 2\nc = 3"), [Some("1".into()), None, Some("3".into())]);
    }

    #[test]
    fn continuation_lines_are_joined_by_line_breaks() {
        assert_eq!(value("a\n  b # c\n\n# d\n\te"), "a\nb # c\ne");
        assert_eq!(value("\n  b = c\n"), "\nb = c");
    }

    proptest! {
        #[test]
        fn every_entry_has_the_value_of_its_line(
            lines in prop::collection::vec("[kK] ?=[ a\\\\\":=#'\r\u{85}\\[\\]]{0,6}", 0..8)
        ) {
            let document = Document::parse(format!("[s]\n{}\n", lines.join("\n")).into());
            let properties = ParsedProperties::parse(&document).unwrap();
            let found = properties.of_entries(0..lines.len()).flatten();
            let found: Vec<_> = found.map(|found| (found.key_as_written(), found.value())).collect();
            let text = |entry: &BlockEntry| [&entry.key, &entry.value].map(|span| document.text(span));
            let expected: Vec<_> = document.entries().iter().map(|entry| text(entry).into()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
