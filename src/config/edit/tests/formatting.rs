//! Changes of how a section is formatted.

use super::*;
use crate::error::ConfigError;

fn formatted(text: &str, change: impl Fn(&mut Edit, &SectionName)) -> String {
    edit(text, |edit| change(edit, &profile("a")))
}

#[test]
fn a_comment_moves_above_its_value_even_if_the_value_is_removed() {
    let text = "[profile a]\r\nk = v  # c\r\n  # d\r\nl = ; e\r\n  m = n\r\n";
    let move_above = |edit: &mut Edit, a: &SectionName| _ = edit.move_comment_above(a, "K").move_comment_above(a, "l");
    assert_eq!(formatted(text, move_above), "[profile a]\r\n# c\r\nk = v\r\n# d\r\n; e\r\nl =\r\n  m = n\r\n");
    let gone = |edit: &mut Edit, a: &SectionName| _ = edit.move_comment_above(a, "k").remove_key(a, "k");
    assert_eq!(formatted("[profile a]\nk = v # c\nl = w\n", gone), "[profile a]\n# c\nl = w\n");
    let other = |edit: &mut Edit, a: &SectionName| _ = edit.move_comment_above(a, "k").set(a, "k", "w");
    assert_eq!(formatted("[profile a]\nk = v # c\n", other), "[profile a]\n# c\nk = w\n");
}

#[test]
fn the_last_occurrence_of_a_key_is_kept_as_written() {
    let keep = |edit: &mut Edit, a: &SectionName| _ = edit.keep_last(a, "s3");
    let text = "[profile a]\ns3 =\n  b = 1\nk = v\nS3 =\n  b = 2 # c\n";
    assert_eq!(formatted(text, keep), "[profile a]\nk = v\nS3 =\n  b = 2 # c\n");
}

#[test]
fn the_last_occurrence_is_kept_for_the_sdks_and_for_the_aws_cli() {
    let text = "[profile default]\nl = x\nl = y\n[default]\nl = z\nl = y\n";
    let keep = edit(text, |edit| _ = edit.keep_last(&profile("default"), "l"));
    assert_eq!(keep, "[profile default]\nl = y\n[default]\nl = y\n");
}

#[test]
fn comments_move_to_the_first_column() {
    let unindent = |edit: &mut Edit, a: &SectionName| _ = edit.unindent_comments(a);
    let text = "[profile a]\n  # top\nk =\n\t; b\n  l = w # c\n[profile b]\n  # other\n";
    assert_eq!(formatted(text, unindent), text.replacen("  # top", "# top", 1).replace("\t; b", "; b"));
}

#[test]
fn blocks_are_joined_where_the_first_is() {
    let join = |edit: &mut Edit, a: &SectionName| _ = edit.join_blocks(a);
    let text = "[profile a]\nk = 1\n\n[profile b]\n\n[profile a] # c\n# d\nl = 2\n\n[profile a]\nm = 3";
    assert_eq!(formatted(text, join), "[profile a]\nk = 1\n# c\n# d\nl = 2\nm = 3\n\n[profile b]\n");
    assert_eq!(formatted("[profile a]\n[profile a]\n", join), "[profile a]\n");
    let nested = "[profile a]\nk = 1\n[profile a]\n  l = 2\n";
    let refused = try_edit(FileKind::Config, nested, |edit| _ = edit.join_blocks(&profile("a")));
    assert!(matches!(refused, Err(ConfigError::UnsupportedLayout { .. })), "{refused:?}");
}

#[test]
fn a_header_is_written_in_its_plain_form() {
    let normalize = |edit: &mut Edit, a: &SectionName| _ = edit.normalize_header(a);
    for (before, after) in [
        ("[profile 'a']", "[profile a]"),
        ("  [ profile\ta ]# c", "  [profile a] # c"),
        ("[profile \"a\"] ; see ]", "; see ]\n[profile a]"),
        ("[profile a]", "[profile a]"),
    ] {
        assert_eq!(formatted(&format!("{before}\nk = v\n"), normalize), format!("{after}\nk = v\n"));
    }
}

#[test]
fn only_the_byte_order_mark_is_removed() {
    let remove = |edit: &mut Edit| _ = edit.remove_byte_order_mark();
    assert_eq!(edit("\u{feff}[a]\r\nk = v", remove), "[a]\r\nk = v");
    assert_eq!(edit("[a]\n", remove), "[a]\n");
}

#[test]
fn edits_can_be_merged_and_a_key_that_one_removes_is_removed() {
    let (a, mut first, mut second) = (profile("a"), Edit::new(FileKind::Config), Edit::new(FileKind::Config));
    first.remove_key(&a, "k").set(&a, "l", "1").move_comment_above(&a, "m");
    second.set(&a, "K", "2").set(&a, "l", "2").remove_byte_order_mark();
    first.merge(&second);
    let bytes = first.apply(Path::new("config"), &Document::parse("\u{feff}[profile a]\nk = v\nm = w # c\n".into()));
    assert_eq!(String::from_utf8(bytes.unwrap()).unwrap(), "[profile a]\n# c\nm = w\nl = 2\n");
}
