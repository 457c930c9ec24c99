//! `--error-rows`: what failed, as data.

use super::{DEV, heard};
use crate::support::{Fault, FaultKind, Sandbox, Shell, Value, aws, json};

/// Two regions of which the second says no.
fn half_denied() -> Sandbox {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    aws
}

fn answer(flags: &str, rest: &str) -> (Value, Vec<String>) {
    let line = format!("aws ec2 instances --region [eu-west-1 eu-west-2] {flags} | {rest}");
    heard(&Shell::with_dev(&half_denied()), &line)
}

#[test]
fn every_row_has_the_same_columns() {
    let (columns, _) = answer("--error-rows", "each { columns } | uniq");
    let plain = Shell::with_dev(&aws()).value("aws ec2 instances | columns | append Error");
    assert_eq!(columns, json!([plain]));
}

#[test]
fn it_says_who_and_where_and_why() {
    let (rows, _) =
        answer("--error-rows", "where Error != null | select Profile Region InstanceId StateName Tags Error");
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
fn filters_work_on_it_as_on_any_table() {
    let (counts, _) = answer(
        "--error-rows",
        "[($in | where Error == null | length) ($in | where StateName == running | get Error | uniq)
        ($in | where Error.code? == aws::access_denied | length)]",
    );
    assert_eq!(counts, json!([12, [null], 1]));
}

#[test]
fn without_it_there_is_no_such_column() {
    let (has, _) = answer("", "columns | 'Error' in $in");
    assert_eq!(has, json!(false));
}

#[test]
fn it_comes_beside_the_columns_that_one_asks_for() {
    let (columns, _) = answer("--error-rows --columns [InstanceId]", "each { columns } | uniq");
    assert_eq!(columns, json!([["InstanceId", "Profile", "Region", "Error"]]));
    let (columns, _) = answer("-e -c [Region InstanceId]", "each { columns } | uniq");
    assert_eq!(columns, json!([["Region", "InstanceId", "Profile", "Error"]]));
    let (columns, _) = answer("-e -c [Error Region Profile]", "each { columns } | uniq");
    assert_eq!(columns, json!([["Region", "Profile", "Error"]]));
}

#[test]
fn quiet_leaves_the_warnings_to_the_rows() {
    let (count, said) = answer("--error-rows --quiet", "length");
    assert_eq!((count, said), (json!(13), vec![]));
}

#[test]
fn without_rows_quiet_hides_no_failure() {
    let (count, said) = answer("--quiet", "length");
    assert_eq!((count, said.len()), (json!(12), 1));
}

#[test]
fn where_nothing_fails_error_is_null_in_every_row() {
    let answer = Shell::with_dev(&aws()).value("aws ec2 instances --error-rows | get Error | uniq");
    assert_eq!(answer, json!([null]));
}

#[test]
fn a_profile_that_comes_to_no_region_is_a_row_too() {
    let aws = aws();
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let role = format!("[profile left]\nsso_session = my-org\nsso_account_id = {DEV}\nsso_role_name = developer\n");
    let shell = Shell::with_aws(&aws).more_config(&format!("{session}{role}"));
    let answer = shell.value(
        "[left dev] | aws ec2 instances --region [us-east-1 us-east-2] --error-rows --quiet | where Error != null
        | each {|row| [$row.Profile $row.Region $row.Error.code $row.Error.help] }",
    );
    let help = "sign in with `aws sso login --sso-session my-org`";
    assert_eq!(answer, json!([["left", null, "aws::sso::signed_out", help]]));
}
