//! Ctrl-C changes nothing.

use super::existing_profile::with_old;
use super::{COMMAND_FOR_SESSION, LINE, files, shell_without_config, wait_for_picker, wait_for_question};
use crate::sso::signed_in;
use crate::support::{Button, Shell, Terminal, aws, wait_until};

/// Enters a command, waits until it is at some point, and presses Ctrl-C.
fn interrupted(shell: Shell, line: &str, wait: impl Fn(&Terminal)) {
    let home = shell.home().to_owned();
    let before = files(&home);
    let mut terminal = Terminal::open(shell);
    terminal.enter(line);
    wait(&terminal);
    terminal.press(Button::CtrlC);
    terminal.wait_for_prompt();
    assert_eq!(files(&home), before);
    assert_eq!(terminal.run("'at the prompt again'"), "at the prompt again\n");
}

#[test]
fn ctrl_c_at_the_first_question_changes_nothing() {
    let aws = aws();
    interrupted(shell_without_config(&aws), "aws configure sso", |terminal| {
        wait_for_question(terminal, "SSO session name [None]:")
    });
    assert!(aws.requests().is_empty());
}

#[test]
fn ctrl_c_at_the_last_question_changes_nothing() {
    let aws = aws();
    let line = format!("{COMMAND_FOR_SESSION} --region eu-west-1 --output json");
    let question = "Profile name [developer-111122223333]:";
    interrupted(signed_in(&aws), &line, |terminal| wait_for_question(terminal, question));
}

#[test]
fn ctrl_c_at_the_confirmation_changes_nothing() {
    let aws = aws();
    let line = format!("{COMMAND_FOR_SESSION} --region eu-west-1 --output json --profile old");
    interrupted(with_old(&aws), &line, |terminal| wait_for_question(terminal, "[y/N]"));
}

#[test]
fn ctrl_c_at_the_accounts_changes_nothing() {
    let aws = aws();
    let line = "aws configure sso --sso-session my-org-sso";
    interrupted(signed_in(&aws), line, |terminal| wait_for_picker(terminal, "2 AWS accounts", "test-account"));
}

#[test]
fn ctrl_c_at_the_roles_changes_nothing() {
    let aws = aws();
    let line = "aws configure sso --sso-session my-org-sso --account dev-account";
    interrupted(signed_in(&aws), line, |terminal| wait_for_picker(terminal, "3 roles", "tester"));
}

#[test]
fn ctrl_c_during_the_sign_in_changes_nothing() {
    let aws = aws();
    interrupted(shell_without_config(&aws), LINE, |_| {
        wait_until("the browser", || !aws.pending_authorizations().is_empty())
    });
}
