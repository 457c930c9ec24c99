//! `aws profile add` and `aws profile remove`: what they do to the files.

mod add;
mod completions;
mod refusals;
mod remove;

use std::fs;

use crate::support::Shell;

/// A config written by hand.
const CONFIG: &str = "\
# Ours. Ask Ada before you change anything here!

[sso-session my-org-sso]   # one sign-in for all
sso_start_url = https://my-org.awsapps.com/start
sso_region=eu-west-1
sso_registration_scopes = sso:account:access

[profile dev-account.developer]
sso_session = my-org-sso
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1 ; Dublin
\t
  # To be done:
[profile 'my dev']
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = keys
s3 =
  addressing_style = path

[profile keys]
output = text
# the end, without a line break";

const CREDENTIALS: &str = "\
# Careful.
[keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hunter2
";

/// The article's second account as a row of `aws sso roles`.
const TESTER: &str = "{account_id: '444455556666', account_name: test-account, role_name: tester, \
                      sso_session: my-org-sso, profile: null}";

fn shell() -> Shell {
    Shell::new().config(CONFIG).credentials(CREDENTIALS)
}

fn text(shell: &Shell, file: &str) -> String {
    fs::read_to_string(shell.path(&format!(".aws/{file}"))).expect("a file")
}

/// Whether both files are unchanged.
fn is_untouched(shell: &Shell) -> bool {
    text(shell, "config") == CONFIG && text(shell, "credentials") == CREDENTIALS
}

/// Runs a line that must fail with this code, word and part of the help, without a change.
fn refused(line: &str, code: &str, word: &str, help: &str) {
    let shell = shell();
    let error = shell.error(line);
    assert_eq!((error.code.as_str(), error.labeled.as_str()), (code, word), "{error:?}");
    assert!(error.help.contains(help), "{error:?}");
    assert!(is_untouched(&shell), "{line}");
}
