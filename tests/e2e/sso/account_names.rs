//! The names of accounts in tables that don't ask for them.

use super::signed_in;
use crate::support::{Fault, FaultKind, aws, json};

const NAMES: &str = "aws profiles | aws ec2 instances | select AccountId AccountName | uniq | sort | each { values }";

#[test]
fn an_account_has_the_name_that_a_portal_has_told_and_nobody_is_asked() {
    for teller in ["aws sso accounts", "aws sso roles", "aws whoami --profile test-account.tester"] {
        let aws = aws();
        let shell = signed_in(&aws);
        assert_eq!(shell.value(NAMES), json!([["111122223333", null], ["444455556666", null]]));
        shell.value(&format!("{teller} | ignore"));
        aws.clear_requests();
        let named = json!([["111122223333", "dev-account"], ["444455556666", "test-account"]]);
        assert_eq!(shell.value(NAMES), named, "{teller}");
        assert_eq!(shell.value(&NAMES.replace("instances", "volumes")), named, "{teller}");
        let profiles = shell.value("aws profiles | where account_name == test-account | get sso_account_id");
        assert_eq!(profiles, json!(["444455556666"]));
        assert_eq!(aws.count_where(|request| request.service.starts_with("sso")), 0);
    }
}

#[test]
fn the_row_of_a_failure_has_the_name_too() {
    let aws = aws();
    let shell = signed_in(&aws);
    shell.value("aws sso accounts | ignore");
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let line = "aws profiles | aws ec2 instances --error-rows --quiet | where Error != null | get AccountName";
    assert_eq!(shell.value(line), json!(["test-account"]));
}

#[test]
fn names_stay_after_the_sign_out_and_only_their_owner_can_read_them() {
    use std::os::unix::fs::PermissionsExt;

    let aws = aws();
    let shell = signed_in(&aws);
    shell.value("aws sso accounts | ignore; aws sso logout | ignore");
    let file = shell.path(".aws/nu_plugin_aws/account-names.json");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
    let names = std::fs::read_to_string(file).expect("a file");
    assert_eq!(names, r#"{"111122223333":"dev-account","444455556666":"test-account"}"#);
}

#[test]
fn a_profile_is_added_by_the_name_of_its_account() {
    let aws = aws();
    let shell = signed_in(&aws);
    let line = "aws profile add --account test-account --role admin --region eu-west-2";
    let error = shell.error(line);
    assert_eq!(
        (error.code.as_str(), error.labeled.as_str()),
        ("aws::sso::account_not_found", "--account test-account")
    );
    shell.value("aws sso accounts | ignore");
    let added = shell.value(&format!("{line} | select name sso_account_id"));
    assert_eq!(added, json!([{"name": "test-account.admin", "sso_account_id": "444455556666"}]));
    let error = shell.error(&line.replace("test-account", "tets-account"));
    assert!(error.help.contains("did you mean `test-account`"), "{error:?}");
}
