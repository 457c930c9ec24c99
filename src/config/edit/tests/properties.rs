//! Properties that hold for every edit of generated files.

use proptest::prelude::*;

use super::*;
use crate::config::Config;
use crate::config::document::LineKind;
use crate::config::tests::bytes;

/// Text that looks like a config file with everything in it.
fn text() -> impl Strategy<Value = String> {
    text_with(&[
        "[profile a]",
        "[profile a]",
        "[profile 'a'] # c",
        "[profile  a];c",
        "[ profile a ]",
        "  [profile a]",
        "[default]",
        "[profile default]",
        "[profile b]",
        "[sso-session a]",
        "[services a]",
        "[a]",
        "[profile b c]",
        "[profile 'b c']",
        "[profile C#]",
    ])
}

/// Such text with these headers.
pub(crate) fn text_with(headers: &'static [&'static str]) -> impl Strategy<Value = String> {
    const LINES: [&str; 23] = [
        "k = v",
        "K=w # c",
        "k   =",
        "k = 1;c ; d",
        "l = x",
        "l =y",
        "m=",
        "m = é # é",
        "s3 =",
        "s3 = # c",
        "  k = inner",
        "    l = inner # c",
        "\tmore",
        "  # i",
        "\t; j",
        "  n = 2",
        "# c",
        "; k = v",
        "",
        "",
        " \t",
        "a:b = c",
        "in valid = 1",
    ];
    let block = (prop::sample::select(headers), prop::collection::vec(prop::sample::select(&LINES[..]), 0..7));
    let blocks = prop::collection::vec(block, 0..5);
    let top = prop::sample::select(&["", "\u{feff}", "# top\n", "\n", "  ; top\n\n", "\u{feff}# top\r\n"][..]);
    let line_break = prop::sample::select(&["\n", "\n", "\r\n"][..]);
    (top, blocks, line_break, any::<bool>()).prop_map(|(top, blocks, line_break, is_ended)| {
        let lines = blocks.iter().flat_map(|(header, lines)| std::iter::once(header).chain(lines));
        let text = top.to_owned() + &lines.copied().collect::<Vec<_>>().join(line_break);
        if is_ended && !blocks.is_empty() { text + line_break } else { text }
    })
}

/// A section whose name every tool reads, or only the AWS CLI.
fn any_section() -> impl Strategy<Value = SectionName> {
    prop_oneof![4 => section(), 1 => prop::sample::select(&["b c", "C#", "Ann's Mac"][..]).prop_map(profile)]
}

pub(crate) fn section() -> impl Strategy<Value = SectionName> {
    let names = ["a", "b", "default", "new"].map(profile);
    prop::sample::select([&names[..], &[session("a"), session("new")]].concat())
}

pub(crate) fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["k", "K", "l", "m", "n", "s3", "new"][..])
}

fn value() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["", "v", "x", "new", "a = b", "=", "a#b", "[x]"][..])
}

/// One change: a section with a key and its value, a key to be removed, or nothing to remove the section.
type SectionChange = (SectionName, Option<(&'static str, Option<&'static str>)>);

fn change() -> impl Strategy<Value = SectionChange> {
    let key = (key(), prop::option::weighted(0.7, value()));
    (any_section(), prop::option::weighted(0.8, key))
}

fn apply(edit: &mut Edit, (section, key): &SectionChange) {
    match key {
        Some((key, Some(value))) => edit.set(section, key, value),
        Some((key, None)) => edit.remove_key(section, key),
        None => edit.remove_section(section),
    };
}

fn is_readable(text: &str) -> bool {
    Document::parse(text.into()).syntax_errors().is_empty()
}

fn config(text: &str) -> Config {
    Config::parse(Some((Path::new("config"), text.as_bytes())), None).unwrap()
}

/// Each line without its line break, comments without their indentation.
fn lines(text: &str) -> Vec<(LineKind, String)> {
    let document = Document::parse(text.into());
    let text = |line: &crate::config::document::Line| match line.kind {
        LineKind::Comment => document.text(&line.text).trim_start().to_owned(),
        _ => document.text(&line.text).to_owned(),
    };
    document.lines().iter().map(|line| (line.kind, text(line))).collect()
}

/// Changes the formatting in the ways that the bits of a number say.
fn reformat(edit: &mut Edit, section: &SectionName, key: &str, bits: u8) {
    let changes: [fn(&mut Edit, &SectionName, &str); 5] = [
        |edit, section, key| _ = edit.keep_last(section, key),
        |edit, section, key| _ = edit.move_comment_above(section, key),
        |edit, section, _| _ = edit.unindent_comments(section),
        |edit, section, _| _ = edit.join_blocks(section),
        |edit, section, _| _ = edit.normalize_header(section),
    ];
    for (bit, change) in changes.iter().enumerate() {
        if bits & (1 << bit) > 0 {
            change(edit, section, key);
        }
    }
}

/// All comments, also those after headers and values, without the blanks around them.
pub(crate) fn comments(text: &str) -> Vec<String> {
    let document = Document::parse(text.into());
    let lines = document.lines().iter().filter(|line| line.kind == LineKind::Comment);
    let lines = lines.map(|line| document.text(&line.text));
    let after_headers = document.blocks().iter().map(|block| sections::header_comment(&document, block));
    let after_values = document.entries().iter().map(|entry| document.comment(entry));
    let all = lines.chain(after_headers).chain(after_values).map(|comment| comment.trim().to_owned());
    let mut all: Vec<_> = all.filter(|comment| !comment.is_empty()).collect();
    all.sort();
    all
}

/// Whether a key occurs twice, in one section or in two.
fn has_duplicates(text: &str) -> bool {
    let keys = lines(text).into_iter().filter(|(kind, _)| *kind == LineKind::Property);
    let mut keys: Vec<_> = keys.filter_map(|(_, text)| Some(text.split_once('=')?.0.trim().to_lowercase())).collect();
    keys.sort();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

fn is_part_of<T: PartialEq>(part: &[T], whole: &[T]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|item| whole.any(|found| found == item))
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_bytes_are_edited_or_refused(bytes in bytes(), changes in prop::collection::vec(change(), 0..4)) {
        let mut edit = Edit::new(FileKind::Credentials);
        changes.iter().for_each(|change| apply(&mut edit, change));
        let document = Document::parse(bytes.clone());
        let result = edit.apply(Path::new("config"), &document);
        if changes.is_empty() && document.syntax_errors().is_empty() {
            prop_assert_eq!(result, Ok(bytes));
        }
    }

    #[test]
    fn keys_are_changed_and_all_other_lines_stay(text in text(), section in any_section(), key in key(), value in value()) {
        prop_assume!(is_readable(&text) && text != "\u{feff}");
        let change = (section.clone(), Some((key, Some(value))));
        let after = edit(&text, |edit| apply(edit, &change));
        let read = config(&after);
        prop_assert_eq!(section.value(&read, key), Some(value));
        prop_assert_eq!(edit(&after, |edit| apply(edit, &change)), after.clone());
        // A duplicate is removed with the blank lines between its lines.
        let blanks_stay = !has_duplicates(&text);
        let is_other = |(kind, line): &(LineKind, String)| match kind {
            LineKind::Property => !line.split('=').next().is_some_and(|found| found.trim().eq_ignore_ascii_case(key)),
            LineKind::Continuation => false,
            LineKind::Blank => blanks_stay,
            LineKind::Comment | LineKind::Header | LineKind::Invalid => true,
        };
        let others: Vec<_> = lines(&text).into_iter().filter(is_other).collect();
        prop_assert!(is_part_of(&others, &lines(&after)), "{after:?}");
        prop_assert!(lines(&after).len() <= lines(&text).len() + 4);
    }

    #[test]
    fn changes_are_applied_without_the_loss_of_a_comment_or_refused_as_a_whole(
        text in text(), changes in prop::collection::vec(change(), 0..6), reformatted in any_section(), key in key(),
        formatting in 0_u8..32,
    ) {
        prop_assume!(is_readable(&text));
        let change = |edit: &mut Edit| {
            changes.iter().for_each(|change| apply(edit, change));
            reformat(edit, &reformatted, key, formatting);
        };
        match try_edit(FileKind::Config, &text, change) {
            Ok(after) => prop_assert_eq!(comments(&after), comments(&text), "{:?}", after),
            // Without a header, indented lines below it may continue something above it.
            Err(error) => {
                let changes_blocks = changes.iter().any(|(_, key)| key.is_none()) || formatting & 24 > 0;
                prop_assert!(changes_blocks && error.to_string().contains("altering"), "{error} {text:?}");
            }
        }
    }

    #[test]
    fn setting_the_current_value_changes_nothing(text in text(), section in any_section(), key in key()) {
        prop_assume!(is_readable(&text));
        let config = config(&text);
        let value = section.value(&config, key).filter(|value| !value.contains('\n'));
        let occurs_once = !has_duplicates(&text) && !text.contains("[profile default]");
        if let Some(value) = value.filter(|_| occurs_once) {
            prop_assert_eq!(edit(&text, |edit| _ = edit.set(&section, key, value)), text.clone());
        }
    }

    #[test]
    fn removing_a_new_section_restores_the_file(text in text(), section in any_section(), value in value()) {
        prop_assume!(is_readable(&text) && !section.exists_in(&config(&text)));
        let ends_in_text = text.ends_with('\n') && lines(&text).last().is_some_and(|(kind, _)| *kind != LineKind::Blank);
        prop_assume!(ends_in_text || text.is_empty());
        let after = edit(&text, |edit| _ = edit.set(&section, "k", value).set(&section, "l", "w"));
        prop_assert_eq!(edit(&after, |edit| _ = edit.remove_section(&section)), text);
    }
}
