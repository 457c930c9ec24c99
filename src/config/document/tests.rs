use proptest::prelude::*;

use super::*;
use crate::config::tests::bytes;

fn parse(text: &str) -> Document {
    Document::parse(text.as_bytes().to_vec())
}

/// Each entry as `key=value lines`, the lines joined by `|`.
fn entries(text: &str) -> Vec<String> {
    let document = parse(text);
    assert_eq!(document.fault(), None, "{text:?}");
    let entries = document.entries().iter();
    let show = |entry: &Entry| document.value_lines(entry).collect::<Vec<_>>().join("|");
    entries.map(|entry| format!("{}={}", document.text(&entry.key), show(entry))).collect()
}

fn names(text: &str) -> Vec<String> {
    let document = parse(text);
    document.blocks().iter().map(|block| document.text(&block.name).to_owned()).collect()
}

fn fault(text: &str) -> Option<(usize, String)> {
    parse(text).fault().map(|fault| (fault.line, fault.expected.clone()))
}

#[test]
fn every_part_knows_its_bytes_and_lines() {
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
fn trivia_at_the_end_of_a_property_is_no_part_of_it() {
    let document = parse("[a]\nb = c\n d\n\n# e\n");
    assert_eq!(document.entries()[0].lines, 1..3);
    let kinds: Vec<_> = document.lines().iter().map(|line| line.kind).collect();
    use LineKind::{Blank, Comment, Continuation, Header, Property};
    assert_eq!(kinds, [Header, Property, Continuation, Blank, Comment]);
}

#[test]
fn an_empty_value_has_an_empty_span_where_it_would_stand() {
    let text = "[a]\nb =  # c\nd =";
    let document = parse(text);
    let spans: Vec<_> = document.entries().iter().map(|entry| entry.value.clone()).collect();
    assert!(spans.iter().all(|span| span.is_empty() && text[..span.start].trim_end().ends_with('=')), "{spans:?}");
}

#[test]
fn a_byte_order_mark_is_skipped_though_sdk_and_cli_stumble_over_it() {
    assert_eq!(names("\u{feff}[a]\nb = c"), ["a"]);
    assert_eq!(fault("[a]\n\u{feff}[b]").map(|(line, _)| line), Some(2));
}

#[test]
fn only_a_line_feed_breaks_lines_as_in_the_sdk() {
    assert_eq!(entries("[a]\r\nb = c\r\nd = e\rf = g\r"), ["b=c", "d=e\rf = g\r"]);
}

#[test]
fn an_indented_header_is_one_as_in_the_cli_though_the_sdk_fails() {
    assert_eq!(names("  [a]\n b = c\n [d]\n\t[e]"), ["a", "d", "e"]);
}

#[test]
fn an_indented_bracket_below_a_property_continues_it_as_in_both() {
    assert_eq!(entries("[a]\nb = c\n  [d]\n  e = f"), ["b=c|[d]|e = f"]);
}

#[test]
fn indented_properties_are_read_as_in_the_cli_though_the_sdk_fails() {
    assert_eq!(entries("[a]\n  b = c\n  d = e\n    f\n g = h"), ["b=c", "d=e|f", "g=h"]);
    assert_eq!(entries("[a]\n  s3 =\n    b = c\n  d = e"), ["s3=|b = c", "d=e"]);
}

#[test]
fn an_indented_comment_is_one_as_in_the_cli_though_the_sdk_makes_it_part_of_the_value() {
    assert_eq!(entries("[a]\n  # b\nc = d\n  # e\n  ; f\n  g"), ["c=d|g"]);
    assert_eq!(entries("[a]\ns3 =\n  # b\n  c = d"), ["s3=|c = d"]);
}

#[test]
fn a_comment_behind_a_value_is_cut_off_as_in_the_sdk_though_the_cli_keeps_it() {
    assert_eq!(entries("[a]\nb = c # d"), ["b=c"]);
    assert_eq!(entries("[a]\ns3 = # b\n c = d"), ["s3=|c = d"]);
}

#[test]
fn a_colon_divides_nothing_as_in_the_sdk_though_the_cli_takes_it() {
    assert_eq!(fault("[a]\nb : c"), Some((2, "Expected an '=' sign defining a property".into())));
}

#[test]
fn faults_name_the_first_line_and_the_sdks_expectation() {
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
        assert_eq!(fault(text), Some((line, expected.to_owned())), "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_utf8_are_a_fault_even_in_a_comment() {
    let document = Document::parse(b"[a]\n# caf\xe9\nb = c".to_vec());
    assert_eq!(document.fault().map(|fault| fault.line), Some(2));
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
        prop_assert_eq!(document.to_bytes(), &bytes[..]);
        let of_lines: Vec<u8> = document.lines().iter().flat_map(|line| bytes[line.span.clone()].to_vec()).collect();
        prop_assert_eq!(of_lines, bytes);
    }

    #[test]
    fn parts_lie_in_their_lines_in_order(bytes in bytes()) {
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
