//! `--dry-run` returns the change as a diff.

use super::{COMMAND_FOR_SESSION, LINE, files, shell_without_config};
use crate::sso::{auto_approving_aws, read, signed_in};
use crate::support::{aws, json, keys};

#[test]
fn the_diff_shows_what_would_be_written() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    let diff = shell.value(&format!("{LINE} --dry-run"));
    let diff = diff.as_str().expect("a text");
    let added: String = diff
        .lines()
        .filter(|line| !line.starts_with("+++"))
        .filter_map(|line| line.strip_prefix('+'))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(files(shell.home()), [None, None]);
    shell.value(LINE);
    assert_eq!(added, read(&shell, ".aws/config"), "{diff}");
}

#[test]
fn the_diff_shows_no_secret_and_no_file_changes() {
    let aws = aws();
    let keys = keys(&aws.account("test-account").key);
    let shell = signed_in(&aws)
        .more_config(&format!("\n[profile old]\n{keys}region = eu-west-2\n"))
        .credentials(&format!("[old]\n{keys}"));
    let before = files(shell.home());
    let diff = shell.value(&format!("{COMMAND_FOR_SESSION} --profile old --dry-run"));
    let diff = diff.as_str().expect("a text");
    // Every run of a shell checks that no secret is shown.
    for line in ["-aws_secret_access_key", "-[old]", "+sso_session = my-org-sso"] {
        assert!(diff.contains(line), "{line}: {diff}");
    }
    assert_eq!(files(shell.home()), before);
}

#[test]
fn the_diff_of_an_identical_profile_is_empty() {
    let aws = aws();
    let line = format!("{COMMAND_FOR_SESSION} --region eu-west-1 --profile dev-account.developer --dry-run");
    assert_eq!(signed_in(&aws).value(&line), json!(""));
}
