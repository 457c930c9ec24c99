//! Ctrl-C changes nothing.

use super::existing_profile::with_old;
use super::{
    COMMAND_FOR_SESSION, LINE, answer, aws_with_one_account, files, shell_without_config, wait_for_picker,
    wait_for_question,
};
use crate::sso::signed_in;
use crate::support::{Shell, Terminal, aws, wait_until};

/// Enters a command, and presses Ctrl-C at some point of it. It ends in the same way everywhere.
fn assert_changes_nothing(shell: Shell, line: &str, interrupt: impl Fn(&mut Terminal) -> String) {
    let home = shell.home().to_owned();
    let before = files(&home);
    let mut terminal = Terminal::open(shell);
    terminal.enter(line);
    let shown = interrupt(&mut terminal);
    let (_, end) = shown.rsplit_once("Error: ").expect("an error");
    assert_eq!(end.split_whitespace().collect::<Vec<_>>(), ["aws::interrupted", "x", "Interrupted"]);
    assert_eq!(files(&home), before);
    assert_eq!(terminal.run("'at the prompt again'"), "at the prompt again\n");
}

/// The same once `wait` has seen that point.
fn interrupted(shell: Shell, line: &str, wait: impl Fn(&mut Terminal)) {
    assert_changes_nothing(shell, line, |terminal| {
        wait(terminal);
        terminal.interrupt()
    });
}

/// The same in a list.
fn interrupted_at_list(shell: Shell, line: &str, question: &str, row: &str) {
    assert_changes_nothing(shell, line, |terminal| {
        wait_for_picker(terminal, question, row);
        terminal.interrupt_list()
    });
}

/// A line that only asks for the name and whether to use the profile, if there is one account with one role.
const LINE_WITHOUT_NAME: &str = "aws configure sso --sso-session my-org-sso --region eu-west-1 --output json";

#[test]
fn ctrl_c_at_the_start_url_changes_nothing() {
    let aws = aws();
    interrupted(shell_without_config(&aws), "aws configure sso", |terminal| {
        wait_for_question(terminal, "Start URL, or its name (my-org):")
    });
    assert!(aws.requests().is_empty());
}

#[test]
fn ctrl_c_at_the_sessions_changes_nothing() {
    let aws = aws();
    interrupted_at_list(signed_in(&aws), "aws configure sso", "Where do you sign in?", "my-org-sso");
}

#[test]
fn ctrl_c_at_the_region_of_identity_center_changes_nothing() {
    let aws = aws();
    let (line, question) = ("aws configure sso --start-url my-org", "Where is its IAM Identity Center?");
    interrupted_at_list(shell_without_config(&aws), line, question, "af-south-1");
}

#[test]
fn ctrl_c_at_the_session_name_changes_nothing() {
    let aws = aws();
    interrupted(shell_without_config(&aws), "aws configure sso --sso-region eu-west-1", |terminal| {
        answer(terminal, "Start URL, or its name (my-org):", "my-org");
        wait_for_question(terminal, "Session name [my-org]:");
    });
}

#[test]
fn ctrl_c_during_the_sign_in_changes_nothing() {
    let aws = aws();
    interrupted(shell_without_config(&aws), LINE, |_| {
        wait_until("the browser", || !aws.pending_authorizations().is_empty())
    });
}

#[test]
fn ctrl_c_at_the_accounts_changes_nothing() {
    let aws = aws();
    let line = "aws configure sso --sso-session my-org-sso";
    interrupted_at_list(signed_in(&aws), line, "Which of your 2 AWS accounts?", "test-account");
}

#[test]
fn ctrl_c_at_the_roles_changes_nothing() {
    let aws = aws();
    let line = "aws configure sso --sso-session my-org-sso --account dev-account";
    interrupted_at_list(signed_in(&aws), line, "Which of your 3 roles?", "tester");
}

#[test]
fn ctrl_c_at_the_name_changes_nothing() {
    let aws = aws_with_one_account(1);
    let question = "Profile name [dev-account.developer]:";
    interrupted(signed_in(&aws), LINE_WITHOUT_NAME, |terminal| wait_for_question(terminal, question));
}

#[test]
fn ctrl_c_at_the_region_changes_nothing() {
    let aws = aws();
    let line = format!("{COMMAND_FOR_SESSION} --profile new");
    interrupted_at_list(signed_in(&aws), &line, "Which region should it use?", "eu-west-1");
}

#[test]
fn ctrl_c_at_the_confirmation_changes_nothing() {
    let aws = aws();
    let line = format!("{COMMAND_FOR_SESSION} --region eu-west-1 --output json --profile old");
    interrupted(with_old(&aws), &line, |terminal| wait_for_question(terminal, "[y/N]"));
}

#[test]
fn ctrl_c_at_the_last_question_changes_nothing() {
    let aws = aws_with_one_account(1);
    interrupted(signed_in(&aws), LINE_WITHOUT_NAME, |terminal| {
        answer(terminal, "Profile name [dev-account.developer]:", "new");
        wait_for_question(terminal, "Use it now? [Y/n]");
    });
}
