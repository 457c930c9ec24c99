//! `aws configure sso`

mod dry_run;
mod existing_profile;
mod existing_session;
mod flags;
mod interrupt;
mod invalid_answers;
mod missing_flags;
mod questions;
mod single_choice;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::support::{Button, Options, Sandbox, Shell, Terminal};

/// The command with a flag for every question, for a new session.
const LINE: &str = "aws configure sso --sso-session my-org-sso --start-url https://my-org.awsapps.com/start \
                    --sso-region eu-west-1 --scopes sso:account:access --account 111122223333 --role developer \
                    --region eu-west-1 --output json --profile dev-account.developer";

/// The config that it writes.
const WRITTEN_CONFIG: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
output = json
";

/// The same for an existing session.
const COMMAND_FOR_SESSION: &str = "aws configure sso --sso-session my-org-sso --account 111122223333 --role developer";

/// A shell with a browser and without a config.
fn shell_without_config(aws: &Sandbox) -> Shell {
    Shell::new().browser().var("AWS_ENDPOINT_URL", &aws.url())
}

/// A local AWS with one account and this number of roles.
fn aws_with_one_account(roles: usize) -> Sandbox {
    Sandbox::start(Options { auto_approve: true, accounts: 1, roles, ..Options::default() })
}

/// A local AWS that approves every sign-in and has one role in `test-account`.
fn aws_with_one_role_in_test() -> Sandbox {
    let roles_in = HashMap::from([("test-account".to_owned(), 1)]);
    Sandbox::start(Options { auto_approve: true, roles_in, ..Options::default() })
}

/// The contents of the config and the credentials file, if they exist.
fn files(home: &Path) -> [Option<Vec<u8>>; 2] {
    [".aws/config", ".aws/credentials"].map(|path| fs::read(home.join(path)).ok())
}

/// Waits for a question and answers it.
fn answer(terminal: &mut Terminal, question: &str, answer: &str) {
    wait_for_question(terminal, question);
    terminal.enter(answer);
}

/// Waits until a question is at the end of the screen and can be answered.
fn wait_for_question(terminal: &Terminal, question: &str) {
    terminal.wait_for(question, |screen| screen.trim_end().ends_with(question));
}

/// Waits for a picker, types until the row `other` is filtered out, and chooses the first row.
fn pick(terminal: &mut Terminal, prompt: &str, typed: &str, other: &str) {
    wait_for_picker(terminal, prompt, other);
    terminal.write(typed);
    terminal.wait_for("the list to narrow", |screen| !shows_row(screen, prompt, other));
    terminal.press(Button::Enter);
}

/// Waits until a picker shows a row.
fn wait_for_picker(terminal: &Terminal, prompt: &str, row: &str) {
    terminal.wait_for(prompt, |screen| shows_row(screen, prompt, row));
}

/// Whether a row is below the picker's prompt.
fn shows_row(screen: &str, prompt: &str, row: &str) -> bool {
    screen.rsplit_once(prompt).is_some_and(|(_, rows)| rows.contains(row))
}
