//! On a terminal the user is asked: for an MFA code, or by a `credential_process`.

use super::guarded;
use std::time::{Duration, Instant};

use crate::support::{Fault, FaultKind, Sandbox, Shell, Terminal, aws, json, wait_until};

const QUESTION: &str = "Enter MFA code for arn:aws:iam::111122223333:mfa/ann:";

/// A terminal in which this line has asked for the code.
fn asked(aws: &Sandbox, line: &str) -> Terminal {
    let mut terminal = Terminal::open(guarded(aws));
    terminal.enter(line);
    terminal.wait_for("the question", |screen| screen.contains(QUESTION));
    terminal
}

#[test]
fn the_code_is_asked_for_once() {
    for line in ["aws credentials -p guarded | get AWS_REGION", "aws ec2 instances -p guarded | get 0.Region"] {
        let aws = aws();
        let mut terminal = asked(&aws, line);
        terminal.enter("123456");
        let shown = terminal.wait_for_prompt();
        assert!(shown.ends_with("eu-west-2\n"), "{shown}");
        assert_eq!(terminal.run("aws ec2 instances -p guarded | length"), "12\n");
        assert_eq!(aws.count("AssumeRole"), 1);
    }
}

#[test]
fn a_wrong_code_is_an_error() {
    let aws = aws();
    let mut terminal = asked(&aws, "aws ec2 instances -p guarded | length");
    terminal.enter("654321");
    assert!(terminal.wait_for_prompt().contains("aws::credentials::mfa_refused"));
    terminal.enter("aws credentials -p guarded | get AWS_REGION");
    terminal.wait_for("the next question", |screen| screen.matches(QUESTION).count() == 2);
    terminal.enter("12345");
    assert!(terminal.wait_for_prompt().contains("aws::credentials::mfa_code"));
    assert_eq!(aws.count("AssumeRole"), 1);
}

#[test]
fn ctrl_c_cancels_the_question() {
    for line in ["aws credentials -p guarded | get AWS_REGION", "aws ec2 instances -p guarded | length"] {
        let aws = aws();
        let mut terminal = asked(&aws, line);
        terminal.interrupt();
        assert_eq!(aws.count("AssumeRole"), 0);
        assert_eq!(terminal.run("aws ec2 instances -p dev | length"), "12\n");
    }
}

#[test]
fn ctrl_c_cancels_the_request_to_sts() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("AssumeRole"));
    let mut terminal = asked(&aws, "aws credentials -p guarded | get AWS_REGION");
    terminal.enter("123456");
    wait_until("the request", || aws.count("AssumeRole") == 1);
    terminal.interrupt();
    assert_eq!(terminal.run("aws ec2 instances -p dev | length"), "12\n");
}

#[test]
fn with_many_profiles_the_user_is_not_asked() {
    let aws = aws();
    let mut terminal = Terminal::open(guarded(&aws));
    let shown = terminal.run("aws ec2 instances -p [dev guarded] | get Profile | uniq | to text");
    assert!(shown.contains("warning: guarded: aws::credentials::mfa_needed") && !shown.contains(QUESTION), "{shown}");
    assert!(shown.trim_end().ends_with("\ndev"), "{shown}");
}

/// A shell with a profile `asking`, whose program reads a code from the terminal and counts its runs.
fn asking(aws: &Sandbox) -> Shell {
    let key = &aws.account("test-account").key;
    let output = json!({
        "Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key,
    });
    let program = format!(
        "printf 'Code for the vault: ' >/dev/tty
        read -r code </dev/tty
        echo run >> \"$HOME/runs\"
        test \"$code\" = 4711 && printf '%s' '{output}'"
    );
    Shell::with_aws(aws)
        .program("vault", &program)
        .more_config("[profile asking]\nregion = eu-west-2\ncredential_process = vault\n")
}

fn asked_by_program(shell: Shell, line: &str) -> Terminal {
    let mut terminal = Terminal::open(shell);
    terminal.enter(line);
    terminal.wait_for("the question", |screen| screen.contains("Code for the vault:"));
    terminal
}

#[test]
fn a_program_may_ask_in_the_terminal_once() {
    for line in [
        "aws credentials -p asking | get AWS_REGION",
        "aws ec2 instances -p asking | get 0.Region",
        "aws ec2 instances -p asking -r [eu-west-2 eu-west-3] | get Region | uniq | sort | first",
    ] {
        let aws = aws();
        let shell = asking(&aws);
        let runs = shell.path("runs");
        let mut terminal = asked_by_program(shell, line);
        terminal.enter("4711");
        let shown = terminal.wait_for_prompt();
        assert!(shown.ends_with("eu-west-2\n"), "{line}: {shown}");
        assert_eq!(std::fs::read_to_string(&runs).expect("it has run"), "run\n", "{line}");
        // The terminal is Nushell's again.
        assert_eq!(terminal.run("aws ec2 instances -p dev | length"), "12\n");
    }
}

#[test]
fn ctrl_c_cancels_a_program_that_asks() {
    let aws = aws();
    let mut terminal = asked_by_program(asking(&aws), "aws ec2 instances -p asking | length");
    let shown = terminal.interrupt();
    assert!(!shown.contains("aws::credentials"), "{shown}");
    assert_eq!(terminal.run("aws ec2 instances -p dev | length"), "12\n");
}

#[test]
fn a_program_that_asks_while_several_profiles_are_used_fails_at_once() {
    let aws = aws();
    let mut terminal = Terminal::open(asking(&aws));
    let began = Instant::now();
    let shown = terminal.run("aws ec2 instances -p [dev asking] | get Profile | uniq | to text");
    assert!(
        shown.contains("warning: asking: aws::credentials::failed") && shown.contains("it may need the terminal"),
        "{shown}"
    );
    assert!(shown.trim_end().ends_with("\ndev"), "{shown}");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}
