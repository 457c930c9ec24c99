//! The prompt and the hook that docs/prompt.md shows.

use super::signed_in;
use crate::sso::CONFIG as SSO;
use crate::support::{Sandbox, Shell, Terminal, TokenFile, aws};

const PAGE: &str = include_str!("../../../docs/prompt.md");

/// The block of docs/prompt.md that begins like this.
fn block(start: &str) -> &'static str {
    let start = PAGE.find(start).expect("a block in docs/prompt.md");
    let length = PAGE[start..].find("\n```").expect("the end of the block");
    &PAGE[start..start + length]
}

fn prompt(shell: &Shell) -> String {
    let code = block("$env.PROMPT_COMMAND_RIGHT = {||");
    let line = format!("{code}\ndo $env.PROMPT_COMMAND_RIGHT | ansi strip");
    shell.value(&line).as_str().expect("a text").to_owned()
}

/// The prompt for a profile whose session has this token.
fn prompt_with(aws: &Sandbox, token: Option<TokenFile>) -> String {
    let shell = Shell::with_aws(aws).more_config(SSO).var("AWS_PROFILE", "test-account.tester");
    prompt(&match token {
        Some(token) => shell.with_token(&token),
        None => shell,
    })
}

#[test]
fn the_prompt_shows_account_role_and_the_remaining_time_in_whole_minutes() {
    let aws = aws();
    let token = || TokenFile::for_session(&aws, "my-org-sso");
    assert_eq!(prompt_with(&aws, Some(token().expiring_in(12))), "test-account.tester 444455556666 tester 11min");
    let hours = prompt_with(&aws, Some(token().expiring_in(481)));
    assert_eq!(hours, "test-account.tester 444455556666 tester 8hr");
    assert_eq!(aws.requests().len(), 0, "a prompt sends no request");
}

#[test]
fn the_prompt_says_signed_out_only_if_you_have_to_sign_in() {
    let aws = aws();
    let expired = || TokenFile::for_session(&aws, "my-org-sso").expired();
    let signed_out = "test-account.tester 444455556666 tester signed out";
    assert_eq!(prompt_with(&aws, None), signed_out);
    assert_eq!(prompt_with(&aws, Some(expired().without_refresh_token())), signed_out);
    assert_eq!(prompt_with(&aws, Some(expired())), "test-account.tester 444455556666 tester");
}

#[test]
fn the_prompt_of_a_profile_without_a_sign_in_is_its_name() {
    let shown = prompt(&Shell::with_dev(&aws()));
    assert_eq!(shown.trim(), "dev");
}

#[test]
fn the_prompt_warns_of_keys_that_override_the_profile() {
    let aws = aws();
    let shell = signed_in(&aws).var("AWS_PROFILE", "test-account.tester").var("AWS_ACCESS_KEY_ID", "AKIAX");
    assert_eq!(prompt(&shell), "keys in the environment");
}

#[test]
fn without_a_profile_the_prompt_is_empty() {
    assert_eq!(prompt(&Shell::new()), "");
}

#[test]
fn the_hook_prints_one_line_for_a_production_profile() {
    let shell = Shell::new().config("[profile web-prod]\nregion = eu-west-1\n[profile dev]\nregion = eu-west-1\n");
    let shell = shell.file("hook.nu", block("$env.config.hooks.env_change"));
    let mut terminal = Terminal::open(shell);
    terminal.run("source hook.nu");
    let warning = "web-prod is a production profile";
    assert_eq!(terminal.run("$env.AWS_PROFILE = 'web-prod'").trim(), warning);
    for other in ["$env.AWS_PROFILE = 'dev'", "hide-env AWS_PROFILE"] {
        assert_eq!(terminal.run(other).trim(), "", "{other}");
    }
    let lines = terminal.run("aws profile use web-prod");
    assert_eq!(lines.lines().filter(|line| *line == warning).count(), 1, "{lines}");
}
