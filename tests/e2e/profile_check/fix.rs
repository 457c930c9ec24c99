//! What `--fix` and `--dry-run` do to the files.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{CONFIG, CREDENTIALS, shell, text};
use crate::support::{Shell, Terminal, json};

/// The config after the automatic fixes.
const FIXED: &str = "\
# Ours. Ask Ada before you change anything here!
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
; Dublin
region = eu-west-1

[profile old]
sso_account_id = 444455556666
sso_role_name = tester
sso_session = corp

[profile chained]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = kyes

[foo]
region = eu-west-1
";

#[test]
fn automatic_fixes_are_made_and_the_other_findings_are_shown() {
    let shell = shell();
    let left = shell.value("aws profile check --fix | get code");
    assert_eq!(left, json!(["aws::check::source_profile_unknown", "aws::check::section_ignored"]));
    assert_eq!(text(&shell, "config"), FIXED);
    let credentials = CREDENTIALS.replace(
        "aws_access_key_id = AKIAIOSFODNN7EXAMPLE # of hunter2",
        "# of hunter2\naws_access_key_id = AKIAIOSFODNN7EXAMPLE",
    );
    assert_eq!(text(&shell, "credentials"), credentials);
    let mode = fs::metadata(shell.path(".aws/credentials")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_second_fix_changes_nothing() {
    let shell = shell();
    let [first, second] = ["aws profile check --fix", "aws profile check --fix"].map(|line| shell.value(line));
    assert_eq!(first, second);
    assert_eq!(text(&shell, "config"), FIXED);
    assert_eq!(shell.value("aws profile check --dry-run"), json!(""));
}

#[test]
fn a_dry_run_shows_the_diff_and_changes_nothing() {
    let shell = shell();
    for line in ["aws profile check --dry-run", "aws profile check --fix --dry-run"] {
        let diff = shell.value(line);
        let diff = diff.as_str().expect("a text");
        let path = shell.path(".aws/config");
        assert!(diff.starts_with(&format!("--- {0}\n+++ {0}\n", path.display())), "{diff}");
        for part in
            ["\n-sso_start_url = https://corp.awsapps.com/start#/\n", "\n+; Dublin\n", "\n+sso_session = corp\n"]
        {
            assert!(diff.contains(part), "{diff}");
        }
        assert!(diff.ends_with(&format!("\nchmod 600 {}\n", shell.path(".aws/credentials").display())), "{diff}");
        assert!(!diff.contains("hunter2"), "{diff}");
        assert_eq!((text(&shell, "config").as_str(), text(&shell, "credentials").as_str()), (CONFIG, CREDENTIALS));
    }
}

#[test]
fn files_that_others_may_open_become_private() {
    let mode = |shell: &Shell, path: &str, mode: u32| {
        fs::set_permissions(shell.path(path), fs::Permissions::from_mode(mode)).expect("permissions");
    };
    let config = "[profile a]\naws_access_key_id = AKIA\naws_secret_access_key = x\n";
    let shell = Shell::new().config(config).file(".aws/sso/cache/a.json", "{}").file(".aws/cli/cache/b.json", "{}");
    for (path, bits) in
        [("config", 0o644), ("sso/cache/a.json", 0o644), ("cli/cache/b.json", 0o604), ("cli/cache", 0o757)]
    {
        mode(&shell, &format!(".aws/{path}"), bits);
    }
    let files = "each {|row| [($row.code | str replace 'aws::check::' '') ($row.file | path basename)] }";
    let found = shell.value(&format!("aws profile check | {files}"));
    let expected = json!([
        ["config_open", "config"],
        ["folder_open", "cache"],
        ["token_open", "a.json"],
        ["token_open", "b.json"]
    ]);
    assert_eq!(found, expected);
    assert_eq!(shell.value("aws profile check --fix"), json!([]));
    let modes = [".aws/config", ".aws/cli/cache", ".aws/sso/cache/a.json"]
        .map(|path| fs::metadata(shell.path(path)).expect("it").permissions().mode() & 0o777);
    assert_eq!(modes, [0o600, 0o700, 0o600]);
}

#[test]
fn only_the_named_profiles_are_fixed() {
    let shell = shell();
    assert_eq!(shell.value("aws profile check old --fix"), json!([]));
    let legacy = "[profile old]\nsso_start_url = https://corp.awsapps.com/start#/\nsso_region = eu-west-1\n\
                  sso_account_id = 444455556666\nsso_role_name = tester\n";
    let member = "[profile old]\nsso_account_id = 444455556666\nsso_role_name = tester\nsso_session = corp\n";
    assert_eq!(text(&shell, "config"), CONFIG.replace(legacy, member));
    assert_eq!(text(&shell, "credentials"), CREDENTIALS);
}

#[test]
fn a_file_that_cannot_be_written_is_not_changed() {
    let shell = shell();
    let mut permissions = fs::metadata(shell.path(".aws/config")).expect("a file").permissions();
    permissions.set_mode(0o400);
    fs::set_permissions(shell.path(".aws/config"), permissions).expect("permissions");
    let error = shell.error("aws profile check --fix");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::config::unwritable", "aws profile check"));
    assert_eq!((text(&shell, "config").as_str(), text(&shell, "credentials").as_str()), (CONFIG, CREDENTIALS));
}

#[test]
fn a_terminal_shows_how_many_findings_were_fixed() {
    let mut terminal = Terminal::open(shell().var("AWS_REGION", "eu-west-1"));
    let shown = terminal.run("aws profile check --fix | length");
    let shown = shown.replace('\n', "");
    assert!(shown.contains("Fixed 3 findings in ") && shown.contains(" and 2 findings in "), "{shown}");
    let shown = terminal.run("aws profile check --fix | length");
    assert_eq!(shown, "2\n");
}
