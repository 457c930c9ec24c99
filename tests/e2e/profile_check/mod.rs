//! `aws profile check`: what it finds and what `--fix` changes.

mod completions;
mod fix;
mod names;
mod online;
mod table;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::Shell;

/// A config with several kinds of mistakes.
const CONFIG: &str = "\
# Ours. Ask Ada before you change anything here!
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1   ; Dublin

[profile old]
sso_start_url = https://corp.awsapps.com/start#/
sso_region = eu-west-1
sso_account_id = 444455556666
sso_role_name = tester

[profile chained]
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = kyes

[foo]
region = eu-west-1
";

const CREDENTIALS: &str = "\
[keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE # of hunter2
aws_secret_access_key = hunter2
";

/// A shell with these files. Other users may open the credentials file.
fn shell() -> Shell {
    let shell = Shell::new().config(CONFIG).credentials(CREDENTIALS);
    let permissions = fs::Permissions::from_mode(0o644);
    fs::set_permissions(shell.path(".aws/credentials"), permissions).expect("permissions");
    shell
}

fn text(shell: &Shell, file: &str) -> String {
    fs::read_to_string(shell.path(&format!(".aws/{file}"))).expect("a file")
}
