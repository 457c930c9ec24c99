//! A user answers the questions.

use std::path::PathBuf;

use super::existing_profile::with_old;
use super::{
    COMMAND_FOR_SESSION, LINE, answer, aws_with_one_account, files, pick, shell_without_config, wait_for_question,
};
use crate::sso::{auto_approving_aws, signed_in};
use crate::support::{Sandbox, Terminal, aws};

/// The questions about a new session, with answers.
const SESSION: [(&str, &str); 4] = [
    ("SSO session name [None]:", "my-org-sso"),
    ("SSO start URL [None]:", "https://my-org.awsapps.com/start"),
    ("SSO region [None]:", "eu-west-1"),
    ("SSO registration scopes [sso:account:access]:", ""),
];

/// The questions about the profile, with answers.
const PROFILE: [(&str, &str); 3] = [
    ("Default client region [None]:", "eu-west-1"),
    ("CLI default output format (json if not specified) [None]:", "json"),
    ("Profile name [developer-111122223333]:", "dev-account.developer"),
];

fn answer_all(terminal: &mut Terminal, questions: &[(&str, &str)]) {
    for (question, typed) in questions {
        answer(terminal, question, typed);
    }
}

#[test]
fn answers_and_flags_write_the_same_files() {
    let aws = auto_approving_aws();
    let (typed, flagged) = (shell_without_config(&aws), shell_without_config(&aws));
    flagged.value(LINE);
    let home = typed.home().to_owned();
    let mut terminal = Terminal::open(typed);
    terminal.enter("aws configure sso | get name");
    answer_all(&mut terminal, &SESSION);
    pick(&mut terminal, "2 AWS accounts", "dev-acc", "test-account");
    pick(&mut terminal, "3 roles", "devel", "tester");
    answer_all(&mut terminal, &PROFILE);
    let shown = terminal.wait_for_prompt();
    assert!(shown.contains("To use this profile: aws profile use dev-account.developer"), "{shown}");
    assert_eq!(files(&home), files(flagged.home()));
}

#[test]
fn questions_with_a_flag_are_skipped() {
    let aws = aws_with_one_account(1);
    let shell = shell_without_config(&aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal.enter(&format!("{} | get name", LINE.replace("--sso-region eu-west-1", "")));
    answer(&mut terminal, "SSO region [None]:", "eu-west-1");
    terminal.wait_for_prompt();
    let config = String::from_utf8(files(&home)[0].clone().expect("a config")).expect("a text");
    assert!(
        config.contains("\nsso_region = eu-west-1\n") && config.contains("[profile dev-account.developer]\n"),
        "{config}"
    );
}

#[test]
fn enter_accepts_the_default() {
    let aws = aws();
    let mut terminal = Terminal::open(signed_in(&aws));
    terminal.enter("aws configure sso --account 111122223333 --role developer | get name");
    answer(&mut terminal, "SSO session name [my-org-sso]:", "");
    for (question, _) in PROFILE {
        answer(&mut terminal, question, "");
    }
    assert!(terminal.wait_for_prompt().contains("\ndeveloper-111122223333\n"));
    let line = "open ~/.aws/config --raw | lines | last 4 | str join ' · '";
    let section = "[profile developer-111122223333] · sso_session = my-org-sso · sso_account_id = 111122223333 · sso_role_name = developer\n";
    assert_eq!(terminal.run(line), section);
}

#[test]
fn an_invalid_answer_is_explained_and_asked_again() {
    let aws = aws_with_one_account(1);
    let mut terminal = Terminal::open(shell_without_config(&aws));
    terminal.enter("aws configure sso --sso-session my-org-sso");
    answer(&mut terminal, "SSO start URL [None]:", "");
    terminal.wait_for("why", |screen| screen.contains("This needs an answer."));
    answer(&mut terminal, "SSO start URL [None]:", "my-org");
    terminal.wait_for("why", |screen| screen.contains("`my-org` is no URL such as https://my-org.awsapps.com/start."));
    answer(&mut terminal, "SSO start URL [None]:", "https://my-org.awsapps.com/start");
    answer(&mut terminal, "SSO region [None]:", "Ireland");
    terminal.wait_for("why", |screen| screen.contains("`Ireland` is no region such as eu-west-1."));
    wait_for_question(&terminal, "SSO region [None]:");
    assert!(aws.requests().is_empty());
}

/// A terminal that asks whether to change an existing profile, and its home folder.
fn about_to_change(aws: &Sandbox) -> (Terminal, PathBuf) {
    let shell = with_old(aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal
        .enter(&format!("{COMMAND_FOR_SESSION} --region eu-west-1 --output json --profile old | get sso_role_name"));
    terminal.wait_for("the profile", |screen| screen.contains("Profile old exists (assume_role · "));
    wait_for_question(&terminal, "Change it, and remove keys that would override it? [y/N]");
    (terminal, home)
}

#[test]
fn yes_changes_an_existing_profile() {
    let aws = aws();
    let (mut terminal, home) = about_to_change(&aws);
    terminal.enter("y");
    assert!(terminal.wait_for_prompt().contains("\ndeveloper\n"));
    let config = String::from_utf8(files(&home)[0].clone().expect("a config")).expect("a text");
    assert!(
        config.contains("sso_role_name = developer\nregion = eu-west-1\n") && !config.contains("role_arn"),
        "{config}"
    );
}

#[test]
fn any_other_answer_changes_nothing() {
    let aws = aws();
    for answer in ["", "n", "old"] {
        let (mut terminal, home) = about_to_change(&aws);
        let before = files(&home);
        terminal.enter(answer);
        assert!(terminal.wait_for_prompt().contains("Nothing was changed."), "{answer}");
        assert_eq!(files(&home), before, "{answer}");
    }
}
