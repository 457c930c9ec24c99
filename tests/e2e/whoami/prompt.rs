//! The prompt and the hook that docs/prompt.md shows.

use super::signed_in;
use crate::support::{Shell, aws, json};

/// The code of docs/prompt.md that sets the right prompt.
fn prompt_code() -> String {
    let page = include_str!("../../../docs/prompt.md");
    let start = page.find("$env.PROMPT_COMMAND_RIGHT = {||").expect("the prompt in docs/prompt.md");
    let length = page[start..].find("\n```").expect("the end of the block");
    page[start..start + length].to_owned()
}

fn prompt(shell: &Shell) -> String {
    let line = format!("{}\ndo $env.PROMPT_COMMAND_RIGHT | ansi strip", prompt_code());
    shell.value(&line).as_str().expect("a text").to_owned()
}

#[test]
fn the_prompt_shows_account_role_and_remaining_time() {
    let aws = aws();
    let shown = prompt(&signed_in(&aws).var("AWS_PROFILE", "test-account.tester"));
    assert!(shown.starts_with("test-account.tester 444455556666 tester "), "{shown}");
    assert!(shown.ends_with("min"), "{shown}");
    assert_eq!(aws.requests().len(), 0, "a prompt sends no request");
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
fn the_hook_runs_when_the_profile_changes() {
    let page = include_str!("../../../docs/prompt.md");
    let hook = page.lines().find(|line| line.starts_with("$env.config.hooks.env_change")).expect("the hook");
    let aws = aws();
    let line = format!("{hook}\n$env.config.hooks.env_change.AWS_PROFILE | each {{|hook| do $hook null dev }}");
    assert_eq!(Shell::with_dev(&aws).value(&line.replace("print", "get profile")), json!(["dev"]));
}
