//! `--error-rows`: failures as rows.

use super::{DEV, value_and_stderr};
use crate::support::{Fault, FaultKind, Sandbox, Shell, Value, aws, json};

/// A local AWS that denies requests in eu-west-2.
fn denying_aws() -> Sandbox {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    aws
}

fn result(flags: &str, rest: &str) -> (Value, Vec<String>) {
    let script = format!("aws ec2 instances --region [eu-west-1 eu-west-2] {flags} | {rest}");
    value_and_stderr(&Shell::with_dev(&denying_aws()), &script)
}

#[test]
fn every_row_has_the_same_columns() {
    let (columns, _) = result("--error-rows", "each { columns } | uniq");
    let plain = Shell::with_dev(&aws())
        .value("[Profile Region Error] ++ (aws ec2 instances --region [eu-west-1] | columns) | uniq");
    assert_eq!(columns, json!([plain]));
}

#[test]
fn an_error_row_has_profile_region_and_error() {
    let (rows, _) =
        result("--error-rows", "where Error != null | select Profile Region InstanceId StateName Tags Error");
    let row = &rows[0];
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!((&row["Profile"], &row["Region"]), (&json!("dev"), &json!("eu-west-2")));
    assert_eq!(row["InstanceId"], Value::Null);
    assert_eq!(row["Error"]["code"], "aws::access_denied");
    let text = |name: &str| row["Error"][name].as_str().unwrap_or_default().to_owned();
    assert!(text("message").contains("ec2:DescribeInstances in eu-west-2"), "{row}");
    assert!(text("help").contains("ec2:DescribeInstances"), "{row}");
    let members: Vec<_> = row["Error"].as_object().expect("an error").keys().collect();
    assert_eq!(members, ["code", "help", "message"]);
}

#[test]
fn where_works_on_error_rows() {
    let (counts, _) = result(
        "--error-rows",
        "[($in | where Error == null | length) ($in | where StateName == running | get Error | uniq)
        ($in | where Error.code? == aws::access_denied | length)]",
    );
    assert_eq!(counts, json!([12, [null], 1]));
}

#[test]
fn without_the_flag_there_is_no_error_column() {
    let (has, _) = result("", "columns | 'Error' in $in");
    assert_eq!(has, json!(false));
}

#[test]
fn selected_columns_are_completed_with_profile_region_and_error() {
    let (columns, _) = result("--error-rows --columns [InstanceId]", "each { columns } | uniq");
    assert_eq!(columns, json!([["InstanceId", "Profile", "Region", "Error"]]));
    let (columns, _) = result("-e -c [Region InstanceId]", "each { columns } | uniq");
    assert_eq!(columns, json!([["Region", "InstanceId", "Profile", "Error"]]));
    let (columns, _) = result("-e -c [Error Region Profile]", "each { columns } | uniq");
    assert_eq!(columns, json!([["Error", "Region", "Profile"]]));
}

#[test]
fn quiet_omits_the_warnings() {
    let (count, stderr) = result("--error-rows --quiet", "length");
    assert_eq!((count, stderr), (json!(13), vec![]));
}

#[test]
fn quiet_without_error_rows_keeps_the_warnings() {
    let (count, stderr) = result("--quiet", "length");
    assert_eq!((count, stderr.len()), (json!(12), 1));
}

#[test]
fn without_failures_error_is_null_in_every_row() {
    let value = Shell::with_dev(&aws()).value("aws ec2 instances --error-rows | get Error | uniq");
    assert_eq!(value, json!([null]));
}

#[test]
fn a_profile_that_fails_before_its_regions_is_one_row() {
    let aws = aws();
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let role = format!("[profile left]\nsso_session = my-org\nsso_account_id = {DEV}\nsso_role_name = developer\n");
    let shell = Shell::with_aws(&aws).more_config(&format!("{session}{role}"));
    let value = shell.value(
        "[left dev] | aws ec2 instances --region [us-east-1 us-east-2] --error-rows --quiet | where Error != null
        | each {|row| [$row.Profile $row.Region $row.Error.code $row.Error.help] }",
    );
    let help = "sign in with `aws sso login --sso-session my-org`";
    assert_eq!(value, json!([["left", null, "aws::sso::signed_out", help]]));
}
