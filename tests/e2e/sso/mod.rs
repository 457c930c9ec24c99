//! Sign-in: once for all profiles of a session.

mod login;

use std::fs;

use crate::support::{Options, Sandbox, Shell};

/// The article's config.
const CONFIG: &str = "\
[sso-session my-org-sso]
sso_start_url = https://my-org.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1

[profile test-account.tester]
sso_session = my-org-sso
sso_account_id = 444455556666
sso_role_name = tester
region = eu-west-2
";

/// A profile that repeats the start URL, as before there were sessions.
const LEGACY: &str = "
[profile legacy]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
";

/// Its start URL.
const OLD_URL: &str = "https://old.awsapps.com/start";

/// A local AWS whose user allows everything that a browser or a device asks for.
fn aws_that_agrees() -> Sandbox {
    Sandbox::start(Options { auto_approve: true, ..Options::default() })
}

/// A shell with the article's config and a browser, signed out.
fn shell(aws: &Sandbox) -> Shell {
    Shell::new().config(CONFIG).browser().var("AWS_ENDPOINT_URL", &aws.url())
}

/// How many requests there were for a token, in exchange for this.
fn tokens_for(aws: &Sandbox, grant: &str) -> usize {
    aws.count_where(|request| request.action == "CreateToken" && request.parameter("grantType") == Some(grant))
}

/// What a file in the home holds.
fn read(shell: &Shell, path: &str) -> String {
    fs::read_to_string(shell.path(path)).expect("a file")
}
