//! Several shells that sign in at the same time.

use crate::sso::{shell, tokens_for};
use crate::support::{aws, json, open, wait_until};

const LOGIN: &str = "aws sso login --force | get status | to json --raw";

#[test]
fn two_shells_open_one_browser() {
    let aws = aws();
    let shell = shell(&aws);
    let first = shell.start(LOGIN);
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let second = shell.start(LOGIN);
    second.wait_for("the wait", |text| {
        text == "Waiting for another shell that is signing in to my-org-sso; Ctrl-C gives up.\n"
    });
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert_eq!((first.output().json(), second.output().json()), (json!(["valid"]), json!(["valid"])));
    assert_eq!((shell.visits().len(), tokens_for(&aws, "authorization_code")), (1, 1));
}

#[test]
fn if_the_first_sign_in_is_denied_the_second_prompts() {
    let aws = aws();
    let shell = shell(&aws);
    let first = shell.start(LOGIN);
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    let second = shell.start(LOGIN);
    second.wait_for("the wait", |text| text.starts_with("Waiting for another shell"));
    open(&aws.deny_authorization(&aws.pending_authorizations()[0]));
    assert!(!first.output().success);
    wait_until("the second browser", || !aws.pending_authorizations().is_empty());
    open(&aws.approve_authorization(&aws.pending_authorizations()[0]));
    assert_eq!(second.output().json(), json!(["valid"]));
    assert_eq!(shell.visits().len(), 2);
}
