mod formatting;
pub(crate) mod properties;
mod readers;

use super::*;
use crate::error::ConfigError;

fn profile(name: &str) -> SectionName {
    SectionName::Profile(name.into())
}

fn session(name: &str) -> SectionName {
    SectionName::SsoSession(name.into())
}

fn try_edit(file: FileKind, text: &str, change: impl FnOnce(&mut Edit)) -> Result<String, ConfigError> {
    let mut edit = Edit::new(file);
    change(&mut edit);
    let bytes = edit.apply(Path::new("config"), &Document::parse(text.into()))?;
    Ok(String::from_utf8(bytes).unwrap())
}

fn edit(text: &str, change: impl FnOnce(&mut Edit)) -> String {
    try_edit(FileKind::Config, text, change).unwrap()
}

/// Sets a key of the profile `a`.
fn set(text: &str, key: &str, value: &str) -> String {
    edit(text, |edit| _ = edit.set(&profile("a"), key, value))
}

fn remove_key(text: &str, key: &str) -> String {
    edit(text, |edit| _ = edit.remove_key(&profile("a"), key))
}

fn remove_section(text: &str, name: &str) -> String {
    edit(text, |edit| _ = edit.remove_section(&profile(name)))
}

#[test]
fn only_the_value_is_replaced() {
    let text =
        "\u{feff}# top\r\n\r\n[profile  a] ; mine\r\nregion   =\tx\r\n\n# c\nOUTPUT=json\n[profile b]\nregion = z";
    assert_eq!(set(text, "region", "new"), text.replace("=\tx", "=\tnew"));
    assert_eq!(set(text, "output", "yaml"), text.replace("json", "yaml"));
    assert_eq!(edit(text, |edit| _ = edit.set(&profile("b"), "region", "w")), text.replace("= z", "= w"));
}

#[test]
fn a_value_that_is_set_already_stays_as_written() {
    let text = "[profile a]\nRegion =  x # home\n  # more\n\n";
    assert_eq!(set(text, "region", "x"), text);
    assert_eq!(remove_key(text, "output"), text);
    assert_eq!(edit(text, |_| ()), text);
}

#[test]
fn an_empty_value_is_set_with_the_spacing_before_the_equals_sign() {
    for (before, after) in [("k =", "k = v"), ("k=", "k=v"), ("k = ", "k = v"), ("k\t\t=", "k\t\t=\t\tv")] {
        assert_eq!(set(&format!("[profile a]\n{before}\n"), "k", "v"), format!("[profile a]\n{after}\n"));
    }
    assert_eq!(set("[profile a]\nk=v\n", "k", ""), "[profile a]\nk=\n");
}

#[test]
fn a_comment_after_a_new_value_moves_above_because_the_cli_would_read_it_as_part_of_the_value() {
    assert_eq!(set("[profile a]\nregion = x # home\n", "region", "y"), "[profile a]\n# home\nregion = y\n");
    assert_eq!(set("[profile a]\r\n k = # c ", "k", "v"), "[profile a]\r\n # c\r\n k = v");
}

#[test]
fn comments_that_the_sdks_would_read_as_part_of_a_new_value_move_to_the_first_column() {
    let text = "[profile a]\nk = v\n  # about k\n\n\t; more\nl = w\n  # about l\n";
    assert_eq!(set(text, "k", "x"), "[profile a]\nk = x\n# about k\n\n; more\nl = w\n  # about l\n");
    assert_eq!(remove_key(text, "l"), "[profile a]\nk = v\n  # about k\n\n\t; more\n# about l\n");
    assert_eq!(set(text, "n", "x"), format!("{text}n = x\n"));
}

#[test]
fn the_lines_of_a_value_are_replaced_but_the_comments_between_them_stay() {
    let text = "[profile a]\ns3 = # nested\n  region = x\n\n  # style\n  addressing_style = path\nregion = y\n";
    assert_eq!(set(text, "s3", "z"), "[profile a]\n# nested\ns3 = z\n\n# style\nregion = y\n");
    assert_eq!(remove_key(text, "s3"), "[profile a]\n# nested\n# style\nregion = y\n");
    let process = "[profile a]\ncredential_process = x\n# why\n  --b\nregion = y\n";
    assert_eq!(remove_key(process, "credential_process"), "[profile a]\n# why\nregion = y\n");
    assert_eq!(set(process, "credential_process", "z"), process.replace("= x", "= z").replace("  --b\n", ""));
}

#[test]
fn a_nested_key_is_not_taken_for_the_key_of_the_section() {
    let text = "[profile a]\ns3 =\n    region = inner\n    addressing_style = path\n";
    assert_eq!(set(text, "region", "x"), format!("{text}region = x\n"));
    assert_eq!(remove_key(text, "region"), text);
    let beside = format!("{text}region = y\n");
    assert_eq!(set(&beside, "region", "x"), format!("{text}region = x\n"));
}

#[test]
fn new_keys_are_added_in_their_order_after_the_last_key_and_before_trailing_comments() {
    let text = "[profile a]\nk = v\n  more\n  # about more\n\n# about b\n[profile b]\n";
    let after = "[profile a]\nk = v\n  more\n  # about more\nz = 1\ny = 2\n\n# about b\n[profile b]\n";
    let both = |edit: &mut Edit| _ = edit.set(&profile("a"), "z", "1").set(&profile("a"), "y", "2");
    assert_eq!(edit(text, both), after);
    assert_eq!(edit("[profile a] # c", both), "[profile a] # c\nz = 1\ny = 2\n");
    assert_eq!(edit("[profile a]\r\nk = v", both), "[profile a]\r\nk = v\r\nz = 1\r\ny = 2\r\n");
}

#[test]
fn new_keys_are_indented_like_their_neighbours() {
    assert_eq!(set("[profile a]\n  k = v\n    w\n", "z", "1"), "[profile a]\n  k = v\n    w\n  z = 1\n");
    // In the first column the key would make the header part of its value.
    assert_eq!(set("[profile a]\n [profile b]\n", "z", "1"), "[profile a]\n z = 1\n [profile b]\n");
}

#[test]
fn of_duplicate_keys_the_one_that_the_sdks_read_is_kept() {
    let text = "[profile a]\nk = 1\nl = 2\nK = 3 # c\n[profile b]\n[profile 'a']\nk=4\nm = 5\n";
    assert_eq!(set(text, "k", "6"), "[profile a]\nl = 2\n# c\n[profile b]\n[profile 'a']\nk=6\nm = 5\n");
    assert_eq!(set(text, "k", "4"), "[profile a]\nl = 2\n# c\n[profile b]\n[profile 'a']\nk=4\nm = 5\n");
    assert_eq!(remove_key(text, "K"), "[profile a]\nl = 2\n# c\n[profile b]\n[profile 'a']\nm = 5\n");
}

#[test]
fn a_section_with_several_blocks_is_changed_where_the_key_is_or_else_in_the_last() {
    let text = "[profile a]\nk = 1\n[profile b]\n[profile a]\nl = 2\n";
    assert_eq!(set(text, "k", "3"), text.replace("k = 1", "k = 3"));
    assert_eq!(set(text, "m", "3"), format!("{text}m = 3\n"));
}

#[test]
fn a_section_is_found_however_its_header_is_written() {
    for header in [
        "[profile 'a']",
        "[profile \"a\"]",
        "[profile \\a]",
        "[profile  a]",
        "[profile\ta]",
        "[ profile a ]",
        "  [profile a]",
    ] {
        assert_eq!(set(&format!("{header};c\nk = 1\n"), "k", "2"), format!("{header};c\nk = 2\n"));
    }
}

#[test]
fn an_existing_section_can_have_any_name() {
    let text = "[sso-session 'my corp']\nsso_region = x\n";
    assert_eq!(edit(text, |edit| _ = edit.set(&session("my corp"), "sso_region", "y")), text.replace("= x", "= y"));
    assert_eq!(edit(text, |edit| _ = edit.remove_section(&session("my corp"))), "");
}

#[test]
fn a_profile_of_the_other_file_gets_a_header_that_the_cli_reads() {
    let add = |file, name: &str| try_edit(file, "", |edit| _ = edit.set(&profile(name), "k", "v")).unwrap();
    assert_eq!(add(FileKind::Config, "team one"), "[profile 'team one']\nk = v\n");
    assert_eq!(add(FileKind::Credentials, "Ann's Mac"), "[Ann's Mac]\nk = v\n");
}

#[test]
fn a_bare_default_next_to_a_prefixed_one_is_changed_where_the_cli_reads_it() {
    let set = |text: &str| edit(text, |edit| _ = edit.set(&profile("default"), "k", "2"));
    let prefixed = "[profile default]\nk = 1\n";
    assert_eq!(set(prefixed), "[profile default]\nk = 2\n");
    assert_eq!(set("[default]\n"), "[default]\nk = 2\n");
    assert_eq!(set(&format!("[default]\nk = 1\n{prefixed}")), "[default]\nk = 1\n[profile default]\nk = 2\n");
    assert_eq!(set(&format!("{prefixed}[default]\nl = 1\n")), "[profile default]\nk = 2\n[default]\nl = 1\nk = 2\n");
}

#[test]
fn a_new_section_is_added_at_the_end_after_a_blank_line() {
    let add = |text: &str| {
        edit(text, |edit| {
            let (dev, corp) = (profile("dev"), session("corp"));
            edit.set(&dev, "sso_session", "corp").set(&dev, "region", "x").set(&corp, "sso_region", "y");
        })
    };
    let new = "[profile dev]\nsso_session = corp\nregion = x\n\n[sso-session corp]\nsso_region = y\n";
    assert_eq!(add(""), new);
    assert_eq!(add("\u{feff}"), format!("\u{feff}{new}"));
    assert_eq!(add("\n"), format!("\n{new}"));
    assert_eq!(add("# top"), format!("# top\n\n{new}"));
    assert_eq!(add("[default]\nk = v\n"), format!("[default]\nk = v\n\n{new}"));
    assert_eq!(add("[default]\nk = v\n \t\n"), format!("[default]\nk = v\n \t\n{new}"));
    assert_eq!(add("[default]\r\nk = v"), format!("[default]\r\nk = v\r\n\r\n{}", new.replace('\n', "\r\n")));
}

#[test]
fn headers_depend_on_the_file() {
    let add = |file, name: &str| try_edit(file, "", |edit| _ = edit.set(&profile(name), "k", "v"));
    assert_eq!(add(FileKind::Config, "default"), Ok("[default]\nk = v\n".into()));
    assert_eq!(add(FileKind::Credentials, "default"), Ok("[default]\nk = v\n".into()));
    assert_eq!(add(FileKind::Credentials, "dev"), Ok("[dev]\nk = v\n".into()));
}

#[test]
fn a_section_is_removed_without_its_comments() {
    let b = "# about b\n[profile b] # c\n# first\nk = v\n  # about k\n  more\n\n# between\n\nl = w ; last\n";
    let around = |middle: &str| format!("# mine\n[profile a]\nx = 1\n\n{middle}\n# about c\n[profile c]\nx = 1\n");
    let comments = "# about b\n# c\n# first\n# about k\n\n# between\n\n; last\n";
    assert_eq!(remove_section(&around(b), "b"), around(comments));
    let last = remove_section(&format!("[profile a]\nx = 1\n\n{b}\n"), "b");
    assert_eq!(last, format!("[profile a]\nx = 1\n\n{comments}\n"));
    // In another column the SDKs would read a comment as part of the section above.
    let apart = "[profile a]\nx = 1\n[profile b]\nk = v\n\n  # apart\n";
    assert_eq!(remove_section(apart, "b"), "[profile a]\nx = 1\n\n# apart\n");
}

#[test]
fn one_of_the_gaps_around_a_removed_section_is_removed() {
    let text = "\u{feff}[profile a]\n\n[profile b]\n\n\n[profile c]\n";
    assert_eq!(remove_section(text, "a"), "\u{feff}[profile b]\n\n\n[profile c]\n");
    assert_eq!(remove_section(text, "b"), "\u{feff}[profile a]\n\n[profile c]\n");
    assert_eq!(remove_section(text, "c"), "\u{feff}[profile a]\n\n[profile b]\n");
    let last = |edit: &mut Edit| _ = edit.remove_section(&profile("b")).remove_section(&profile("c"));
    assert_eq!(edit(text, last), "\u{feff}[profile a]\n");
    assert_eq!(remove_section("[profile a]\n\n[profile b]\n[profile c]\n", "b"), "[profile a]\n\n[profile c]\n");
}

#[test]
fn all_blocks_of_a_section_are_removed() {
    let text = "[profile default]\nk = 1\n[profile a]\n[default]\nk = 2\n[profile 'default']\n";
    assert_eq!(remove_section(text, "default"), "[profile a]\n");
    assert_eq!(remove_section(text, "nobody"), text);
}

#[test]
fn a_removed_section_can_be_added_again() {
    let replace = |edit: &mut Edit| {
        edit.set(&profile("a"), "k", "1").remove_section(&profile("a")).set(&profile("a"), "l", "2");
    };
    assert_eq!(edit("[profile a]\nk = v\n\n[profile b]\n", replace), "[profile b]\n\n[profile a]\nl = 2\n");
}

#[test]
fn the_last_change_of_a_key_counts() {
    let change = |edit: &mut Edit| {
        edit.set(&profile("a"), "k", "1").set(&profile("a"), "l", "2").set(&profile("a"), "K", "3");
        edit.remove_key(&profile("a"), "L").remove_key(&profile("b"), "k");
    };
    assert_eq!(edit("", change), "[profile a]\nk = 3\n");
}

#[test]
fn names_keys_and_values_that_a_tool_cannot_read_are_refused() {
    let refused = |change: fn(&mut Edit)| try_edit(FileKind::Config, "[profile 'my dev']\n", change).unwrap_err();
    let name = refused(|edit| _ = edit.set(&profile("my"), "k", "v").set(&profile("a\nb"), "k", "v"));
    assert!(matches!(name, ConfigError::Name { name, .. } if name == "a\nb"));
    let key = refused(|edit| _ = edit.set(&profile("my dev"), "in valid", "v"));
    assert!(matches!(key, ConfigError::Key { key, .. } if key == "in valid"));
    let value = refused(|edit| _ = edit.set(&profile("my dev"), "k", "v # c"));
    assert!(matches!(value, ConfigError::Value { key, .. } if key == "k"));
}

#[test]
fn a_file_with_a_syntax_error_is_not_changed() {
    let error = try_edit(FileKind::Config, "[profile a]\nbad\n", |edit| _ = edit.set(&profile("a"), "k", "v"));
    assert!(matches!(error, Err(ConfigError::Syntax { line: 2, .. })));
}

#[test]
fn a_change_that_would_alter_something_else_is_refused() {
    // Without [b], [c] would continue `k`.
    for k in ["k = 1", "k ="] {
        let text = format!("[profile a]\n{k}\n[profile b]\n l = 2\n [profile c]\nm = 3\n");
        let error = try_edit(FileKind::Config, &text, |edit| _ = edit.remove_section(&profile("b"))).unwrap_err();
        assert_eq!(error.to_string(), "Can't change config without altering other settings in it");
    }
}

#[test]
fn debug_shows_no_values() {
    let mut edit = Edit::new(FileKind::Credentials);
    edit.set(&profile("a"), "aws_secret_access_key", "hunter2");
    assert_eq!(format!("{edit:?}"), "[Profile(\"a\")]");
}
