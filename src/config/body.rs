//! The properties of all sections, read by rust-ini.
//!
//! AWS's dialect is wider than rust-ini's. It rejects comments behind text, merges a line without an equals sign into
//! the next key, cuts keys at colons and joins lines at backslashes. So it never sees the file, but a plain body in
//! which each property is `key="value"`: comments are gone, quotes keep a value's blanks and line breaks, and what
//! rust-ini would take for more than text is escaped. There is one body for all sections, because in rust-ini the
//! tables of a section cost more than reading it.

use ini::Ini;

use super::dialect;
use super::document::{Document, Entry};

/// The value of every entry of the document, block by block; `None` if the key is no identifier, as the SDKs ignore it.
///
/// A value is the part behind the equals sign and the lines that continue it, joined by `\n`, as the SDKs have it. One
/// of sub-properties alone begins with `\n`.
///
/// `Err` is the number of the line, from 1, where rust-ini read something else than the document.
pub(super) fn values(document: &Document) -> Result<Vec<Option<String>>, usize> {
    let entries: Vec<_> = document.blocks().iter().flat_map(|block| &block.entries).collect();
    let key = |entry: &Entry| Some(document.text(&entry.key)).filter(|key| dialect::is_identifier(key));
    let mut body = String::new();
    for entry in &entries {
        if let Some(key) = key(entry) {
            write_property(&mut body, key, document.value_lines(entry));
        }
    }
    let ini = Ini::load_from_str(&body).map_err(|_| 1_usize)?;
    let mut properties = ini.iter().flat_map(|(_, properties)| properties.iter());
    let mut values = Vec::with_capacity(entries.len());
    for entry in entries {
        values.push(match key(entry) {
            Some(key) => Some(next_value(&mut properties, key).ok_or(entry.line())?),
            None => None,
        });
    }
    if properties.next().is_none() { Ok(values) } else { Err(1) }
}

/// The next property's value if it has this key, so that no value ever goes to another key.
fn next_value<'a>(properties: &mut impl Iterator<Item = (&'a str, &'a str)>, key: &str) -> Option<String> {
    properties.next().filter(|(found, _)| *found == key).map(|(_, value)| value.to_owned())
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
    while let Some(at) = rest.find(['\\', '"', ':']) {
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

    fn read(text: &str) -> Vec<Option<String>> {
        values(&Document::parse(text.as_bytes().to_vec())).unwrap()
    }

    fn value(text: &str) -> String {
        read(&format!("[default]\nkey = {text}\nnext = 1\n")).swap_remove(0).unwrap()
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
        assert_eq!(read("[default]\na = b\\\nc = d"), [Some("b\\".into()), Some("d".into())]);
    }

    #[test]
    fn a_colon_is_part_of_a_key() {
        assert_eq!(read("[default]\na:b = c"), [Some("c".into())]);
    }

    #[test]
    fn a_key_can_stand_twice_and_in_several_sections() {
        let values = read("[a]\nk = 1\nl = 2\nk = 3\n[b]\nk = 4\n[a]\nl = 5");
        assert_eq!(values.into_iter().flatten().collect::<String>(), "12345");
    }

    #[test]
    fn a_key_that_is_no_identifier_has_no_value() {
        assert_eq!(read("[a]\nb = 1\nin valid = 2\nc = 3"), [Some("1".into()), None, Some("3".into())]);
    }

    #[test]
    fn continued_lines_are_joined_by_line_breaks() {
        assert_eq!(value("a\n  b # c\n\n# d\n\te"), "a\nb # c\ne");
        assert_eq!(value("\n  b = c\n"), "\nb = c");
    }
}
