//! Ctrl-C in the middle changes nothing.

use super::existing::with_old;
use super::{LINE, OF_SESSION, bare, files, wait_for_picker, wait_for_question};
use crate::sso::signed_in;
use crate::support::{Button, Shell, Terminal, aws, wait_until};

/// Enters a line, waits until it is in the middle of something, and presses Ctrl-C.
fn interrupted(shell: Shell, line: &str, in_the_middle: impl Fn(&Terminal)) {
    let home = shell.home().to_owned();
    let before = files(&home);
    let mut terminal = Terminal::open(shell);
    terminal.enter(line);
    in_the_middle(&terminal);
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
    assert_eq!(files(&home), before);
    assert_eq!(terminal.run("'at the prompt again'"), "at the prompt again\n");
}

#[test]
fn of_the_first_question() {
    let aws = aws();
    interrupted(bare(&aws), "aws configure sso", |terminal| wait_for_question(terminal, "SSO session name [None]:"));
    assert!(aws.requests().is_empty());
}

#[test]
fn of_the_last_question() {
    let aws = aws();
    let line = format!("{OF_SESSION} --region eu-west-1 --output json");
    let question = "Profile name [developer-111122223333]:";
    interrupted(signed_in(&aws), &line, |terminal| wait_for_question(terminal, question));
}

#[test]
fn of_the_confirmation() {
    let aws = aws();
    let line = format!("{OF_SESSION} --region eu-west-1 --output json --profile old");
    interrupted(with_old(&aws), &line, |terminal| wait_for_question(terminal, "[y/N]"));
}

#[test]
fn of_the_picker_of_accounts() {
    let aws = aws();
    let line = "aws configure sso --sso-session my-org-sso";
    interrupted(signed_in(&aws), line, |terminal| wait_for_picker(terminal, "2 AWS accounts", "test-account"));
}

#[test]
fn of_the_picker_of_roles() {
    let aws = aws();
    let line = "aws configure sso --sso-session my-org-sso --account dev-account";
    interrupted(signed_in(&aws), line, |terminal| wait_for_picker(terminal, "3 roles", "tester"));
}

#[test]
fn of_the_wait_for_the_browser() {
    let aws = aws();
    interrupted(bare(&aws), LINE, |_| wait_until("the browser", || !aws.pending_authorizations().is_empty()));
}
