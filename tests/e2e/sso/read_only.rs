//! A home folder that can't be written, as in a container, and a full disk.

use super::{SESSION, auto_approving_aws, read, shell, tokens_for};
use crate::support::{Sandbox, Shell, Terminal, TokenFile, json, token_path};

/// A shell whose token has to be refreshed.
fn with_expired_token(aws: &Sandbox) -> Shell {
    shell(aws).with_token(&TokenFile::for_session(aws, SESSION).expired())
}

/// The same, where the new token can't be stored.
fn where_nothing_is_stored(aws: &Sandbox) -> [Shell; 2] {
    [with_expired_token(aws).read_only(".aws"), with_expired_token(aws).full_disk()]
}

#[test]
fn what_can_not_be_stored_is_used_with_one_warning_each() {
    let roles = ".aws/cli/cache: ";
    for (line, unsaved) in [
        ("aws ec2 instances --profile dev-account.developer | length", &[SESSION, roles][..]),
        ("aws sso accounts | length | $in + 10", &[SESSION]),
        (
            "aws ec2 instances --profile [dev-account.developer test-account.tester] | length | $in // 2",
            &[SESSION, roles],
        ),
        ("aws sso login | length | $in + 11", &[SESSION]),
    ] {
        let aws = auto_approving_aws();
        for (done, shell) in (1..).zip(where_nothing_is_stored(&aws)) {
            let before = read(&shell, &token_path(SESSION));
            let output = shell.run(&format!("{line} | to json"));
            assert_eq!((output.json(), tokens_for(&aws, "refresh_token")), (json!(12), done), "{line}");
            let warnings: Vec<_> = output.stderr.lines().collect();
            assert_eq!(warnings.len(), unsaved.len(), "{line}: {output:?}");
            for (warning, what) in warnings.iter().zip(unsaved) {
                let is_complete = warning.starts_with("warning: ") && warning.contains("lost when the plugin stops");
                assert!(is_complete && warning.contains(what), "{line}: {warning}");
            }
            assert_eq!(read(&shell, &token_path(SESSION)), before, "{line}");
            assert!(shell.visits().is_empty(), "{line}");
        }
    }
}

/// The service may have replaced the stored refresh token, so that a second refresh would fail.
#[test]
fn a_refreshed_token_is_used_until_the_plugin_stops() {
    let aws = auto_approving_aws();
    for (done, shell) in (1..).zip(where_nothing_is_stored(&aws)) {
        let output = shell.run("aws sso accounts | ignore; aws sso accounts | length | to json");
        assert_eq!((output.json(), tokens_for(&aws, "refresh_token")), (json!(2), done));
        assert_eq!(output.stderr.lines().count(), 1, "{output:?}");
    }
}

#[test]
fn an_idle_plugin_with_a_token_that_can_not_be_stored_is_not_stopped() {
    let aws = auto_approving_aws();
    let mut terminal = Terminal::open(with_expired_token(&aws).full_disk());
    terminal.run("$env.config.plugin_gc.default.stop_after = 0sec");
    for line in ["aws ec2 instances -p dev-account.developer | length", "aws sso accounts | length"] {
        let answer = terminal.run(line);
        assert!(answer.lines().any(|line| ["12", "2"].contains(&line)), "{answer}");
        // Enough for Nushell to stop an idle plugin.
        terminal.run("sleep 500ms");
    }
    assert_eq!(tokens_for(&aws, "refresh_token"), 1);
}

#[test]
fn a_refreshed_token_is_stored_as_soon_as_possible() {
    let aws = auto_approving_aws();
    let shell = with_expired_token(&aws).read_only(".aws");
    let line = "aws sso accounts | ignore; ^chmod -R u+w .aws; aws sso accounts | length | to json";
    assert_eq!((shell.run(line).json(), tokens_for(&aws, "refresh_token")), (json!(2), 1));
    let output = shell.run("aws sso accounts | length | to json");
    assert_eq!((output.json(), output.stderr.as_str(), tokens_for(&aws, "refresh_token")), (json!(2), "", 1));
}

#[test]
fn a_sign_in_that_can_not_be_stored_fails_before_the_browser_opens() {
    let aws = auto_approving_aws();
    let token = TokenFile::for_session(&aws, SESSION).expired().without_refresh_token();
    let shell = || shell(&aws).with_token(&token);
    for shell in [shell().read_only(".aws"), shell().full_disk()] {
        let error = shell.error("aws sso login");
        assert_eq!(error.code, "aws::cache", "{error:?}");
        assert!(shell.visits().is_empty() && aws.requests().is_empty());
    }
}

#[test]
fn a_token_with_extra_text_after_it_is_kept_with_a_warning() {
    let aws = auto_approving_aws();
    let token = TokenFile::for_session(&aws, SESSION);
    let shell = shell(&aws).file(&token.path(), &(token.text() + "}")).read_only(".aws");
    let output = shell.run("aws sso login | get status | to json");
    assert_eq!(output.json(), json!(["valid"]));
    assert!(output.stderr.starts_with("warning: Can't use the cache file "), "{output:?}");
}
