//! The table of findings.

use std::time::{Duration, Instant};

use super::shell;
use crate::support::{Shell, Terminal, Value, json};

#[test]
fn a_row_says_what_is_wrong_where_and_how_to_fix_it() {
    let shell = shell();
    let rows = shell.value("aws profile check | where profile == chained");
    let expected = json!([{
        "profile": "chained",
        "severity": "error",
        "code": "aws::check::source_profile_unknown",
        "message": "There is no source_profile `kyes`",
        "file": shell.path(".aws/config").display().to_string(),
        "line": 21,
        "fix": "did you mean `keys`?",
    }]);
    assert_eq!(rows, expected);
}

#[test]
fn the_rows_are_in_the_order_of_the_files() {
    let rows = shell().value("aws profile check | each {|row| $'($row.line) ($row.code) ($row.profile)' }");
    let expected = [
        "11 aws::check::comment_in_value dev",
        "14 aws::check::sso_legacy old",
        "14 aws::check::start_url_variant old",
        "21 aws::check::source_profile_unknown chained",
        "23 aws::check::section_ignored ",
        "2 aws::check::comment_in_value keys",
        "1 aws::check::credentials_open ",
    ];
    assert_eq!(rows, json!(expected));
}

#[test]
fn the_columns_have_their_types() {
    let types = shell().value("aws profile check | first | items {|name, value| $'($name): ($value | describe)' }");
    let expected = [
        "severity: string",
        "profile: string",
        "message: string",
        "fix: string",
        "file: string",
        "line: int",
        "code: string",
    ];
    assert_eq!(types, json!(expected));
    let of_file = shell().value("aws profile check | where code == aws::check::section_ignored | first");
    assert_eq!(of_file["profile"], Value::Null);
}

#[test]
fn without_files_there_are_no_findings() {
    assert_eq!(Shell::new().value("aws profile check"), json!([]));
    assert_eq!(Shell::new().value("aws profile check --fix"), json!([]));
    assert_eq!(Shell::new().value("aws profile check --dry-run"), json!(""));
    let shell = Shell::new();
    shell.value("aws profile check --fix");
    assert!(!shell.path(".aws").exists());
}

#[test]
fn a_terminal_shows_where_nothing_was_found_and_what_has_no_region() {
    const KEYS: &str = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hunter2\n";
    let notes = |shell: Shell, line: &str| Terminal::open(shell).run(&format!("{line} | ignore"));
    let shell = || Shell::new().config(&format!("[profile a]\n{KEYS}[profile b]\nregion = eu-west-1\n{KEYS}"));
    let without_region =
        "Without a region: a; `aws profiles | where region == null | aws profile add --region NAME` adds one.\n";
    let nothing = "Nothing found in 2 profiles of 1 file.\n";
    assert_eq!(notes(shell(), "aws profile check"), format!("{without_region}{nothing}"));
    assert_eq!(notes(shell(), "aws profile check --fix b"), "Nothing found in 1 profile of 1 file.\n");
    assert_eq!(notes(shell().var("AWS_REGION", "eu-west-1"), "aws profile check"), nothing);
    assert_eq!(notes(shell(), "aws profile check --dry-run"), "`--fix` would change nothing.\n");
    let output = shell().run("aws profile check");
    assert!(output.success && output.stderr.is_empty(), "a script sees no note: {}", output.stderr);
}

#[test]
fn without_files_a_terminal_shows_where_they_would_be() {
    let shell = Shell::new();
    let paths = [".aws/config", ".aws/credentials"].map(|path| shell.path(path).display().to_string());
    let shown = Terminal::open(shell).run("aws profile check | ignore").replace('\n', "");
    assert_eq!(shown, format!("Nothing to check in {} and {}.", paths[0], paths[1]));
}

#[test]
fn no_secret_is_shown() {
    for line in ["aws profile check", "aws profile check --dry-run", "aws profile check --fix"] {
        let output = shell().run(&format!("{line} | to json"));
        assert!(output.success && !(output.stdout + &output.stderr).contains("hunter2"), "{line}");
    }
}

#[test]
fn six_hundred_profiles_are_checked_and_fixed_within_seconds() {
    let legacy = |n: usize| {
        format!(
            "[profile p{n}]\nsso_start_url = https://c.awsapps.com/start\nsso_region = eu-west-1 # c\nsso_account_id = {n:012}\nsso_role_name = r\n\n"
        )
    };
    let shell = Shell::new().config(&(1..=600).map(legacy).collect::<String>());
    let begun = Instant::now();
    assert_eq!(shell.value("aws profile check | length"), json!(1200));
    assert_eq!(shell.value("aws profile check --fix | length"), json!(0));
    println!("{:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(30));
}
