//! A home folder that can't be written, as in a container.

use super::{SESSION, auto_approving_aws, read, shell, tokens_for};
use crate::support::{Sandbox, Shell, TokenFile, json, token_path};

/// A shell whose token has to be refreshed and can't be stored.
fn with_expired_token(aws: &Sandbox) -> Shell {
    shell(aws).with_token(&TokenFile::for_session(aws, SESSION).expired()).read_only(".aws")
}

#[test]
fn a_token_that_can_not_be_stored_is_refreshed_with_one_warning() {
    for line in [
        "aws ec2 instances --profile dev-account.developer | length",
        "aws sso accounts | length | $in + 10",
        "aws ec2 instances --profile [dev-account.developer test-account.tester] | length | $in // 2",
        "aws sso login | length | $in + 11",
    ] {
        let aws = auto_approving_aws();
        let shell = with_expired_token(&aws);
        let before = read(&shell, &token_path(SESSION));
        let output = shell.run(&format!("{line} | to json"));
        assert_eq!((output.json(), tokens_for(&aws, "refresh_token")), (json!(12), 1), "{line}");
        let [warning] = output.stderr.lines().collect::<Vec<_>>()[..] else { panic!("{line}: {output:?}") };
        assert!(warning.starts_with("warning: ") && warning.contains(&token_path(SESSION)), "{line}: {warning}");
        assert_eq!(read(&shell, &token_path(SESSION)), before, "{line}");
        assert!(shell.visits().is_empty(), "{line}");
    }
}

/// The service may have replaced the stored refresh token, so that a second refresh would fail.
#[test]
fn a_refreshed_token_is_used_until_the_plugin_stops() {
    let aws = auto_approving_aws();
    let output = with_expired_token(&aws).run("aws sso accounts | ignore; aws sso accounts | length | to json");
    assert_eq!((output.json(), tokens_for(&aws, "refresh_token")), (json!(2), 1));
    assert_eq!(output.stderr.lines().count(), 1, "{output:?}");
}

#[test]
fn a_sign_in_that_can_not_be_stored_fails_before_the_browser_opens() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired().without_refresh_token());
    let shell = shell.read_only(".aws");
    let error = shell.error("aws sso login");
    assert_eq!(error.code, "aws::cache", "{error:?}");
    assert!(shell.visits().is_empty() && aws.requests().is_empty());
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
