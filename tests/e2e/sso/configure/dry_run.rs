//! `--dry-run` answers with the change as a diff.

use super::{LINE, OF_SESSION, bare, files};
use crate::sso::{aws_that_agrees, read, signed_in};
use crate::support::{aws, json, keys};

#[test]
fn the_diff_says_what_would_be_there() {
    let aws = aws_that_agrees();
    let shell = bare(&aws);
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
fn it_shows_no_secret_and_changes_nothing() {
    let aws = aws();
    let keys = keys(&aws.account("test-account").key);
    let shell = signed_in(&aws)
        .more_config(&format!("\n[profile old]\n{keys}region = eu-west-2\n"))
        .credentials(&format!("[old]\n{keys}"));
    let before = files(shell.home());
    let diff = shell.value(&format!("{OF_SESSION} --profile old --dry-run"));
    let diff = diff.as_str().expect("a text");
    // That no secret is shown, every run checks.
    for line in ["-aws_secret_access_key", "-[old]", "+sso_session = my-org-sso"] {
        assert!(diff.contains(line), "{line}: {diff}");
    }
    assert_eq!(files(shell.home()), before);
}

#[test]
fn what_is_there_already_is_no_difference() {
    let aws = aws();
    let line = format!("{OF_SESSION} --region eu-west-1 --profile dev-account.developer --dry-run");
    assert_eq!(signed_in(&aws).value(&line), json!(""));
}
