use proptest::prelude::*;

use super::*;
use crate::config::tests::bytes;

fn parse(text: &str) -> Document {
    Document::parse(text.as_bytes().to_vec())
}

/// Each entry as `key=value lines`, the lines joined by `|`.
fn entries(text: &str) -> Vec<String> {
    let document = parse(text);
    assert_eq!(document.syntax_errors(), [], "{text:?}");
    let entries = document.entries().iter();
    let show = |entry: &BlockEntry| document.value_lines(entry).collect::<Vec<_>>().join("|");
    entries.map(|entry| format!("{}={}", document.text(&entry.key), show(entry))).collect()
}

fn names(text: &str) -> Vec<String> {
    let document = parse(text);
    document.blocks().iter().map(|block| document.text(&block.name).to_owned()).collect()
}

fn syntax_error(text: &str) -> Option<(usize, String)> {
    parse(text).syntax_errors().first().map(|error| (error.line, error.expected.clone()))
}

#[test]
fn every_part_has_its_bytes_and_lines() {
    let text = "# top\n\n[profile a] ; dev\r\nRegion\t= eu # home\n\n s3 = x\n  y\n ; why\n  z\n\n# b\n[b]";
    let document = parse(text);
    let [a, b] = document.blocks() else { panic!("two blocks") };
    assert_eq!((document.text(&a.name), a.line(), a.lines.clone()), ("profile a", 3, 2..11));
    assert_eq!((document.text(&b.name), b.line(), b.lines.clone()), ("b", 12, 11..12));
    let region = &document.entries_of(a)[0];
    assert_eq!((&text[region.key.clone()], &text[region.value.clone()], region.line()), ("Region", "eu", 4));
    // The indented `s3` continues the property in the first column.
    assert_eq!(region.lines, 3..9);
    assert_eq!(document.value_lines(region).collect::<Vec<_>>(), ["eu", "s3 = x", "y", "z"]);
}

#[test]
fn blank_lines_and_comments_after_a_property_are_not_part_of_it() {
    let document = parse("[a]\nb = c\n d\n\n# e\n");
    assert_eq!(document.entries()[0].lines, 1..3);
    let kinds: Vec<_> = document.lines().iter().map(|line| line.kind).collect();
    use LineKind::{Blank, Comment, Continuation, Header, Property};
    assert_eq!(kinds, [Header, Property, Continuation, Blank, Comment]);
}

#[test]
fn an_empty_value_has_an_empty_span_after_the_equals_sign() {
    let text = "[a]\nb =  # c\nd =";
    let document = parse(text);
    let spans: Vec<_> = document.entries().iter().map(|entry| entry.value.clone()).collect();
    assert!(spans.iter().all(|span| span.is_empty() && text[..span.start].trim_end().ends_with('=')), "{spans:?}");
}

#[test]
fn a_byte_order_mark_is_skipped_although_sdk_and_cli_fail_at_it() {
    assert_eq!(names("\u{feff}[a]\nb = c"), ["a"]);
    assert_eq!(syntax_error("[a]\n\u{feff}[b]").map(|(line, _)| line), Some(2));
}

#[test]
fn only_a_line_feed_breaks_lines_as_in_the_sdk() {
    assert_eq!(entries("[a]\r\nb = c\r\nd = e\rf = g\r"), ["b=c", "d=e\rf = g\r"]);
}

#[test]
fn an_indented_header_is_a_header_as_in_the_cli_although_the_sdk_fails() {
    assert_eq!(names("  [a]\n b = c\n [d]\n\t[e]"), ["a", "d", "e"]);
}

#[test]
fn an_indented_bracket_below_a_property_continues_it_as_in_both() {
    assert_eq!(entries("[a]\nb = c\n  [d]\n  e = f"), ["b=c|[d]|e = f"]);
}

#[test]
fn indented_properties_are_read_as_in_the_cli_although_the_sdk_fails() {
    assert_eq!(entries("[a]\n  b = c\n  d = e\n    f\n g = h"), ["b=c", "d=e|f", "g=h"]);
    assert_eq!(entries("[a]\n  s3 =\n    b = c\n  d = e"), ["s3=|b = c", "d=e"]);
}

#[test]
fn an_indented_comment_is_a_comment_as_in_the_cli_although_the_sdk_makes_it_part_of_the_value() {
    assert_eq!(entries("[a]\n  # b\nc = d\n  # e\n  ; f\n  g"), ["c=d|g"]);
    assert_eq!(entries("[a]\ns3 =\n  # b\n  c = d"), ["s3=|c = d"]);
}

#[test]
fn a_comment_after_a_value_is_removed_as_in_the_sdk_although_the_cli_keeps_it() {
    assert_eq!(entries("[a]\nb = c # d"), ["b=c"]);
    assert_eq!(entries("[a]\ns3 = # b\n c = d"), ["s3=|c = d"]);
}

#[test]
fn a_colon_does_not_end_a_key_as_in_the_sdk_although_it_does_in_the_cli() {
    assert_eq!(syntax_error("[a]\nb : c"), Some((2, "Expected an '=' sign defining a property".into())));
}

#[test]
fn syntax_errors_have_the_first_line_and_the_words_of_the_sdks() {
    let cases = [
        ("\n[a", 2, "Profile definition must end with ']'"),
        ("# a\nb = c", 2, "Expected a profile definition"),
        (" b", 1, "Expected a profile definition"),
        ("[a]\n b", 2, "Expected a property definition, found continuation"),
        ("[a]\n b = c\n d", 3, "Expected an '=' sign defining a property"),
        ("[a]\n = b", 2, "Property did not have a name"),
        ("[a]\ns3 =\n b", 3, "Expected an '=' sign defining a sub-property"),
        ("[a]\ns3 =\n = b\nc", 3, "Sub-property did not have a name"),
    ];
    for (text, line, expected) in cases {
        assert_eq!(syntax_error(text), Some((line, expected.to_owned())), "{text:?}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_a_syntax_error_even_in_a_comment() {
    let document = Document::parse(b"[a]\n# caf\xe9\nb = c".to_vec());
    assert_eq!(document.syntax_errors().first().map(|error| error.line), Some(2));
    assert_eq!(document.entries().len(), 1);
}

#[test]
fn debug_shows_no_text() {
    assert!(!format!("{:?}", parse("[a]\nb = hunter2")).contains("hunter2"));
}

proptest! {
    #[test]
    fn parsing_loses_no_byte(bytes in bytes()) {
        let document = Document::parse(bytes.clone());
        prop_assert_eq!(document.as_bytes(), &bytes[..]);
        let of_lines: Vec<u8> = document.lines().iter().flat_map(|line| bytes[line.span.clone()].to_vec()).collect();
        prop_assert_eq!(of_lines, bytes);
    }

    #[test]
    fn parts_are_within_their_lines_in_order(bytes in bytes()) {
        let document = Document::parse(bytes);
        let within = |part: &Span, index: usize| {
            let text = &document.lines()[index].text;
            text.start <= part.start && part.start <= part.end && part.end <= text.end
        };
        let mut next = document.blocks().first().map_or(0, |block| block.lines.start);
        for block in document.blocks() {
            prop_assert_eq!(block.lines.start, next);
            prop_assert!(within(&block.name, next));
            let mut free = next + 1;
            for entry in document.entries_of(block) {
                prop_assert!(free <= entry.lines.start && entry.lines.start < entry.lines.end);
                prop_assert!(within(&entry.key, entry.lines.start) && within(&entry.value, entry.lines.start));
                free = entry.lines.end;
            }
            prop_assert!(free <= block.lines.end);
            next = block.lines.end;
        }
    }
}
