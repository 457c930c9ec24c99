//! `aws env`: the settings in effect, the source of each and what it overrides.

mod callers;
mod invalid;
mod rows;

use std::path::Path;

use crate::support::{Shell, Value};

const CONFIG: &str = "\
[sso-session my-org]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-central-1

[profile dev]
sso_session = my-org
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
max_attempts = 5

[profile role]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = keys

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
region = eu-west-2
";

fn shell() -> Shell {
    Shell::new().config(CONFIG)
}

/// Adds keys to the environment, as another tool may have left them.
fn with_keys(shell: Shell) -> Shell {
    shell.var("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7ENVIRON").var("AWS_SECRET_ACCESS_KEY", "hunter2hunter2")
}

fn row(shell: &Shell, setting: &str) -> Value {
    shell.value(&format!("aws env | where setting == {setting} | first"))
}

/// A line of the config file, as the column `source` shows it.
fn at(line: usize) -> String {
    in_home(".aws/config", line)
}

/// A line of a file in the home directory, as the column `source` shows it.
fn in_home(path: impl AsRef<Path>, line: usize) -> String {
    format!("{}:{line}", Path::new("~").join(path).display())
}
