//! `--columns`.

use crate::support::{Shell, aws, json};

#[test]
fn the_columns_come_in_the_given_order() {
    let columns = Shell::with_dev(&aws())
        .value("aws ec2 instances --columns [StateName InstanceId Tags] | each { columns } | uniq");
    assert_eq!(columns, json!([["StateName", "InstanceId", "Tags"]]));
}

#[test]
fn the_values_are_those_of_select() {
    let value = Shell::with_dev(&aws()).value(
        "let columns = [InstanceId StateName State Name Tags Placement LaunchTime Profile AccountId Region]
        (aws ec2 instances --columns $columns) == (aws ec2 instances | select ...$columns)",
    );
    assert_eq!(value, json!(true));
}

#[test]
fn every_column_can_be_selected_alone() {
    let value = Shell::with_dev(&aws()).value(
        "let all = aws ec2 instances
        let backwards = $all | columns | reverse
        let alone = $all | columns | where {|name| (aws ec2 instances --columns [$name]) != ($all | select $name) }
        [((aws ec2 instances -c $backwards) == ($all | select ...$backwards)) $alone]",
    );
    assert_eq!(value, json!([true, []]));
}

#[test]
fn the_case_of_a_column_does_not_matter_and_it_keeps_its_name() {
    let value = Shell::with_dev(&aws()).value(
        "[[instanceid STATENAME] [INSTANCE* !instancelife*] [error InstanceId]]
        | each {|names| aws ec2 instances --columns $names --error-rows | first | columns | where $it not-in [Profile Region Error] }",
    );
    let expected = json!([["InstanceId", "StateName"], ["InstanceId", "InstanceType"], ["InstanceId"]]);
    assert_eq!(value, expected);
}

#[test]
fn a_line_has_the_same_columns_whatever_is_in_the_files() {
    let first = |line: &str| {
        let script = format!("aws ec2 instances {line} | columns | skip 3 | take while {{ $in != PrivateIpAddress }}");
        Shell::with_dev(&aws()).value(&script)
    };
    assert_eq!(first(""), json!(["InstanceType"]));
    assert_eq!(first("--profile test --region eu-west-1"), json!(["InstanceType"]));
    assert_eq!(first("--all-regions"), json!(["Region", "InstanceType"]));
    assert_eq!(first("--region [eu-west-1]"), json!(["Region", "InstanceType"]));
    let profiles = json!(["AccountId", "AccountName", "Profile", "InstanceType"]);
    assert_eq!(first("--profile [dev] --region eu-west-1"), profiles);
    let all = json!(["Region", "AccountId", "AccountName", "Profile", "InstanceType"]);
    assert_eq!(first("--profile d*"), all);
}

#[test]
fn a_repeated_column_appears_once() {
    let value = Shell::with_dev(&aws()).value("aws ec2 instances -c [InstanceId InstanceId] | first | columns");
    assert_eq!(value, json!(["InstanceId"]));
}

#[test]
fn columns_combine_with_other_flags() {
    let aws = aws();
    let value = Shell::with_aws(&aws).value(
        "[dev test] | aws ec2 instances --region [us-east-1 us-east-2] --state stopped --raw-tags -c [Profile StateName Tags]
        | each {|row| [$row.Profile $row.StateName ($row.Tags | describe | split row '<' | first)] } | uniq | sort",
    );
    assert_eq!(value, json!([["dev", "stopped", "table"], ["test", "stopped", "table"]]));
}

#[test]
fn an_unknown_column_is_an_error_without_a_request() {
    let aws = aws();
    for (columns, labeled, suggestion) in
        [("[InstanceId StateNam]", "StateNam", "`StateName`"), ("[instanceids]", "instanceids", "`InstanceId`")]
    {
        let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --columns {columns}"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::unknown_column", labeled), "{error:?}");
        assert!(error.help.contains(suggestion), "{error:?}");
    }
    let error = Shell::with_dev(&aws).error("aws ec2 instances --columns [State.Name]");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::unknown_column", "State.Name"), "{error:?}");
    assert_eq!(aws.requests().len(), 0);
}
