//! A profile that exists.

use super::{COMMAND_FOR_SESSION, files};
use crate::sso::{CONFIG, read, signed_in};
use crate::support::{Sandbox, Shell, aws, json, keys};

/// A profile with every key that would break a sign-in or override it.
const OLD: &str = "
# Before we had sessions.
[profile old]   # by hand
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = base # gone soon
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-1
sso_role_name = admin ; for now
region = eu-central-1 # Frankfurt
cli_pager =

# The end.
";

/// The profile afterwards. A comment behind a changed value moves to its own line.
const NEW: &str = "
# Before we had sessions.
[profile old]   # by hand
# gone soon
; for now
sso_role_name = developer
region = eu-central-1 # Frankfurt
cli_pager =
sso_session = my-org-sso
sso_account_id = 111122223333

# The end.
";

/// A signed-in shell with that profile.
pub fn with_old(aws: &Sandbox) -> Shell {
    signed_in(aws).more_config(OLD)
}

#[test]
fn without_force_an_existing_profile_is_not_changed() {
    let aws = aws();
    let shell = with_old(&aws);
    let before = files(shell.home());
    let error = shell.error(&format!("{COMMAND_FOR_SESSION} --profile old"));
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::profile::confirmation", "aws configure sso"),
        "{error:?}"
    );
    assert!(error.message.contains("old") && error.help.contains("--force"), "{error:?}");
    assert_eq!(files(shell.home()), before);
}

#[test]
fn force_removes_stale_keys_and_keeps_comments() {
    let aws = aws();
    let shell = with_old(&aws);
    let row =
        shell.value(&format!("{COMMAND_FOR_SESSION} --profile old --force | select sso_role_name region sso_status"));
    assert_eq!(row, json!({"sso_role_name": "developer", "region": "eu-central-1", "sso_status": "valid"}));
    assert_eq!(read(&shell, ".aws/config"), format!("{CONFIG}{NEW}"));
    assert_eq!(shell.value("aws ec2 instances --profile old | get AccountId | uniq"), json!(["111122223333"]));
}

#[test]
fn force_removes_static_keys_from_both_files() {
    let aws = aws();
    let keys = keys(&aws.account("test-account").key);
    let others = format!("# Mine.\n[other]\n{keys}");
    let shell = signed_in(&aws)
        .more_config(&format!("\n[profile old]\n{keys}region = eu-west-2\n"))
        .credentials(&format!("{others}\n[old]\n{keys}"));
    shell.value(&format!("{COMMAND_FOR_SESSION} --profile old --force"));
    let config = read(&shell, ".aws/config");
    assert!(!config.contains("aws_access_key_id") && !config.contains("aws_secret_access_key"), "the config has them");
    assert!(read(&shell, ".aws/credentials").trim_end() == others.trim_end(), "the credentials file has more or less");
    assert_eq!(shell.value("aws ec2 instances --profile old | get AccountId | uniq"), json!(["111122223333"]));
}

#[test]
fn an_identical_profile_needs_no_force() {
    let aws = aws();
    let shell = signed_in(&aws);
    let before = files(shell.home());
    let line = format!("{COMMAND_FOR_SESSION} --region eu-west-1 --profile dev-account.developer | get name");
    assert_eq!(shell.value(&line), json!("dev-account.developer"));
    assert_eq!(files(shell.home()), before);
}

#[test]
fn changing_the_region_keeps_everything_else() {
    let aws = aws();
    let shell = signed_in(&aws);
    shell.value(&format!("{COMMAND_FOR_SESSION} --region us-east-1 --profile dev-account.developer --force"));
    assert_eq!(read(&shell, ".aws/config"), CONFIG.replacen("\nregion = eu-west-1", "\nregion = us-east-1", 1));
}
