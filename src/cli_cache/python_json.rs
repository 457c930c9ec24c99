//! JSON as Python's `json.dumps` writes it.
//!
//! The AWS CLI names its cache files after the hash of such a text, so every blank matters, and that it is pure ASCII.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;
use zeroize::Zeroizing;

use crate::error::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separators {
    /// `", "` and `": "`, the default of `json.dumps`.
    Default,
    /// `","` and `":"`.
    Minified,
}

/// The members are in the order of the value. Sort them for `sort_keys=True`.
pub(crate) fn dumps(value: &impl Serialize, separators: Separators) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut text = Zeroizing::new(Vec::new());
    let mut serializer = serde_json::Serializer::with_formatter(&mut *text, PythonFormatter { separators });
    // The error must not show the value, which may be secret.
    value.serialize(&mut serializer).map_err(|_| Error::Internal("A text can't be written as JSON".into()))?;
    Ok(text)
}

struct PythonFormatter {
    separators: Separators,
}

impl PythonFormatter {
    fn blank<W: ?Sized + io::Write>(&self, writer: &mut W) -> io::Result<()> {
        match self.separators {
            Separators::Default => writer.write_all(b" "),
            Separators::Minified => Ok(()),
        }
    }

    fn comma<W: ?Sized + io::Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        if first {
            return Ok(());
        }
        writer.write_all(b",")?;
        self.blank(writer)
    }
}

impl Formatter for PythonFormatter {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.comma(writer, first)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.comma(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b":")?;
        self.blank(writer)
    }

    /// Everything but printable ASCII becomes `\uXXXX`, in UTF-16.
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for letter in fragment.chars() {
            let mut units = [0; 2];
            match letter {
                ' '..='~' => writer.write_all(&[letter as u8])?,
                _ => letter.encode_utf16(&mut units).iter().try_for_each(|unit| write!(writer, "\\u{unit:04x}"))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn text(value: impl Serialize, separators: Separators) -> String {
        String::from_utf8(dumps(&value, separators).expect("a text").to_vec()).expect("ASCII")
    }

    #[test]
    fn blanks_are_behind_commas_and_colons_or_nowhere() {
        let value = BTreeMap::from([("a", vec!["x", "y"]), ("b", vec![])]);
        assert_eq!(text(&value, Separators::Default), r#"{"a": ["x", "y"], "b": []}"#);
        assert_eq!(text(&value, Separators::Minified), r#"{"a":["x","y"],"b":[]}"#);
    }

    /// Python's result of `json.dumps("büro\x7f😀\t\"")`.
    #[test]
    fn other_characters_than_ascii_are_escaped() {
        let python = "\"b\\u00fcro\\u007f\\ud83d\\ude00\\t\\\"\"";
        assert_eq!(text("b\u{fc}ro\u{7f}\u{1f600}\t\"", Separators::Minified), python);
    }
}
