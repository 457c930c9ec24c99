//! `aws whoami`: the account, role and user of the caller.

mod many;
mod offline;
mod prompt;

use crate::sso::CONFIG as SSO;
use crate::support::{Fault, FaultKind, Sandbox, Shell, TokenFile, aws, json};

/// A role that `dev` assumes.
const CROSS: &str = "
[profile cross]
region = eu-west-2
role_arn = arn:aws:iam::444455556666:role/tester
role_session_name = me
source_profile = dev
";

/// Has profiles with keys, with a role and with an Identity Center.
fn signed_in(aws: &Sandbox) -> Shell {
    Shell::with_aws(aws).more_config(SSO).more_config(CROSS).with_token(&TokenFile::for_session(aws, "my-org-sso"))
}

#[test]
fn keys_of_a_user_have_an_account_and_an_arn() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    let row = shell.value("aws whoami | select account_id arn role_name profile region source expires_at");
    let expected = json!({
        "account_id": "111122223333",
        "arn": "arn:aws:iam::111122223333:user/sandbox",
        "role_name": null,
        "profile": "dev",
        "region": "eu-west-1",
        "source": "static",
        "expires_at": null,
    });
    assert_eq!(row, expected);
}

#[test]
fn a_role_of_an_identity_center_has_the_names_of_permission_set_and_account() {
    let aws = aws();
    let shell = signed_in(&aws);
    let row = shell.value(
        "aws whoami -p test-account.tester
        | select account_id account_name role_name profile sso_session source
        | insert left (aws whoami -p test-account.tester | $in.expires_in > 30min and $in.expires_at > (date now))",
    );
    let expected = json!({
        "account_id": "444455556666",
        "account_name": "test-account",
        "role_name": "tester",
        "profile": "test-account.tester",
        "sso_session": "my-org-sso",
        "source": "sso",
        "left": true,
    });
    assert_eq!(row, expected);
}

#[test]
fn an_assumed_role_has_a_session_name() {
    let row = signed_in(&aws()).value("aws whoami -p cross | select account_id role_name session_name source");
    let expected =
        json!({"account_id": "444455556666", "role_name": "tester", "session_name": "me", "source": "assume_role"});
    assert_eq!(row, expected);
}

#[test]
fn keys_in_the_environment_have_no_profile() {
    let aws = aws();
    let key = &aws.account("test-account").key;
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let expected = json!({"account_id": "444455556666", "profile": null, "source": "environment"});
    assert_eq!(shell.value("aws whoami | select account_id profile source"), expected);
    assert_eq!(shell.value("aws whoami -p dev | get account_id"), json!("111122223333"));
}

#[test]
fn one_request_is_sent() {
    let aws = aws();
    Shell::with_dev(&aws).value("aws whoami");
    assert_eq!((aws.count("GetCallerIdentity"), aws.requests().len()), (1, 1));
}

#[test]
fn the_account_name_is_null_if_the_portal_fails() {
    let aws = aws();
    let shell = signed_in(&aws);
    aws.fail(Fault::new(FaultKind::Denied).action("ListAccounts"));
    let row = shell.value("aws whoami -p test-account.tester | select account_id account_name");
    assert_eq!(row, json!({"account_id": "444455556666", "account_name": null}));
}

#[test]
fn without_a_region_a_region_of_the_partition_is_used() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let config = format!(
        "[profile bare]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        key.access_key_id, key.secret_access_key
    );
    let shell = Shell::with_aws(&aws).more_config(&config);
    let row = shell.value("aws whoami -p bare | select account_id region");
    assert_eq!(row, json!({"account_id": "111122223333", "region": null}));
    assert_eq!(aws.requests()[0].region, "us-east-1");
}

#[test]
fn a_missing_sign_in_is_an_error_with_the_command_that_fixes_it() {
    let aws = aws();
    let error = Shell::with_aws(&aws).more_config(SSO).error("aws whoami -p test-account.tester");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::sso::signed_out", "-p test-account.tester"));
    assert!(error.help.contains("aws sso login"), "{}", error.help);
    assert_eq!(Shell::with_aws(&aws).error("aws whoami -p dve").code, "aws::profile::not_found");
}
