//! Sign-in: once for all profiles of a session.

mod account_names;
mod caches;
mod concurrent_refresh;
mod configure;
mod instances;
mod login;
mod logout;
#[cfg(target_os = "linux")]
mod no_locks;
mod read_only;
mod roles;
mod sessions;
mod signed_out;

use std::fs;

use sha1::{Digest, Sha1};

use crate::support::{Options, Sandbox, Shell, Terminal, TokenFile, callback_address, visits, wait_until};

/// A session and two of its profiles.
pub const CONFIG: &str = "\
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

/// A profile with its own start URL instead of a session.
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

/// A second session with a profile, and a profile that needs no sign-in.
const PARTNER: &str = "
[sso-session partner]
sso_start_url = https://partner.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile partner.admin]
sso_session = partner
sso_account_id = 111122223333
sso_role_name = admin
region = us-east-1

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hunter2
";

/// The session of [`CONFIG`].
const SESSION: &str = "my-org-sso";

/// A local AWS that approves every sign-in.
fn auto_approving_aws() -> Sandbox {
    Sandbox::start(Options { auto_approve: true, ..Options::default() })
}

/// A signed-out shell with [`CONFIG`] and a browser.
pub fn shell(aws: &Sandbox) -> Shell {
    Shell::new().config(CONFIG).browser().var("AWS_ENDPOINT_URL", &aws.url())
}

/// A terminal that waits for the user to sign in, and the address of its local server.
pub fn terminal_signing_in(aws: &Sandbox) -> (Terminal, String) {
    let shell = shell(aws);
    let home = shell.home().to_owned();
    let mut terminal = Terminal::open(shell);
    terminal.enter("aws sso login");
    wait_until("the browser", || !aws.pending_authorizations().is_empty());
    (terminal, callback_address(&visits(&home)[0]))
}

/// A signed-in shell with [`CONFIG`] and a browser.
fn signed_in(aws: &Sandbox) -> Shell {
    shell(aws).signed_in(aws, SESSION)
}

/// A token for the second session.
fn partner_token(aws: &Sandbox) -> TokenFile {
    let token = TokenFile::for_session(aws, "partner");
    token.with_member("startUrl", "https://partner.awsapps.com/start".into()).with_member("region", "us-east-1".into())
}

/// The AWS CLI's cache file for the credentials of a role.
fn role_path(account: &str, role: &str, member: &str, sign_in: &str) -> String {
    let text = format!(r#"{{"accountId":"{account}","roleName":"{role}","{member}":"{sign_in}"}}"#);
    format!(".aws/cli/cache/{}.json", hex::encode(Sha1::digest(text)))
}

/// The number of token requests with this grant type.
fn tokens_for(aws: &Sandbox, grant: &str) -> usize {
    aws.count_where(|request| request.action == "CreateToken" && request.parameter("grantType") == Some(grant))
}

/// The content of a file in the home folder.
fn read(shell: &Shell, path: &str) -> String {
    fs::read_to_string(shell.path(path)).expect("a file")
}
