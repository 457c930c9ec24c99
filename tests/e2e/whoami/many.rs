//! A list of profiles gives a table.

use super::{SSO, signed_in};
use crate::support::{Shell, aws, json};

#[test]
fn the_rows_are_in_the_order_of_the_profiles() {
    let rows = signed_in(&aws()).value("aws profiles | aws whoami | select profile account_id account_name");
    let expected = json!([
        {"profile": "dev", "account_id": "111122223333", "account_name": null},
        {"profile": "test", "account_id": "444455556666", "account_name": null},
        {"profile": "dev-account.developer", "account_id": "111122223333", "account_name": "dev-account"},
        {"profile": "test-account.tester", "account_id": "444455556666", "account_name": "test-account"},
        {"profile": "cross", "account_id": "444455556666", "account_name": null},
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn the_names_of_all_accounts_are_one_request() {
    let aws = aws();
    signed_in(&aws).value("aws profiles | aws whoami");
    assert_eq!(aws.count("ListAccounts"), 1);
}

#[test]
fn a_list_gives_a_table_and_a_name_a_record() {
    let aws = aws();
    let shell = signed_in(&aws);
    let kinds = shell.value(
        "[([dev] | aws whoami) (aws whoami -p [dev]) ('dev' | aws whoami) (aws whoami -p dev)
          (aws profiles | where name == dev | first | aws whoami) ([] | aws whoami)] | each { describe -d | get type }",
    );
    assert_eq!(kinds, json!(["list", "list", "record", "record", "record", "list"]));
}

#[test]
fn profiles_of_one_session_that_fail_are_one_warning_and_the_others_have_rows() {
    let output = Shell::with_aws(&aws()).more_config(SSO).run("aws profiles | aws whoami | get profile | to nuon");
    assert_eq!(output.stdout.trim(), "[dev, test]");
    let warning = "warning: dev-account.developer, test-account.tester: aws::sso::signed_out: Not signed in to `my-org-sso`; \
                   sign in with `aws sso login --sso-session my-org-sso`";
    assert_eq!(output.stderr.lines().filter(|line| line.starts_with("warning:")).collect::<Vec<_>>(), [warning]);
}

#[test]
fn a_profile_that_fails_is_a_row_with_error_rows() {
    let rows = Shell::with_aws(&aws()).more_config(SSO).value(
        "aws profiles | aws whoami --error-rows --quiet | where Error != null
        | each {|row| {profile: $row.profile, code: $row.Error.code, account_id: $row.account_id} }",
    );
    let expected = json!([
        {"profile": "dev-account.developer", "code": "aws::sso::signed_out", "account_id": "111122223333"},
        {"profile": "test-account.tester", "code": "aws::sso::signed_out", "account_id": "444455556666"},
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn strict_fails_with_the_first_error() {
    let error = Shell::with_aws(&aws()).more_config(SSO).error("aws profiles | aws whoami --strict");
    assert_eq!(error.code, "aws::sso::signed_out");
}
