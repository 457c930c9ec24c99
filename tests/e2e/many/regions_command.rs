//! `aws ec2 regions` with many accounts.

use std::time::Duration;

use super::{TEST, value_and_stderr};
use crate::support::{Fault, FaultKind, Shell, aws, json};

#[test]
fn rows_have_the_profile_of_each_account() {
    let aws = aws();
    let value = Shell::with_aws(&aws).value("[dev test] | aws ec2 regions | get Profile | uniq --count");
    assert_eq!(value, json!([{"value": "dev", "count": 20}, {"value": "test", "count": 19}]));
    assert_eq!(aws.count("DescribeRegions"), 2);
}

#[test]
fn rows_are_sorted_by_profile_and_name() {
    let value = Shell::with_aws(&aws()).value(
        "let regions = aws profiles | reverse | aws ec2 regions
        $regions == ($regions | sort-by Profile RegionName)",
    );
    assert_eq!(value, json!(true));
}

#[test]
fn several_regions_of_an_account_give_one_list() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value("aws ec2 regions --region [us-east-1 eu-west-3] | length");
    assert_eq!(value, json!(20));
    let regions: Vec<_> = aws.counts("DescribeRegions").into_keys().map(|(_, region)| region).collect();
    assert_eq!(regions, ["eu-west-3", "us-east-1"]);
}

#[test]
fn the_list_is_that_of_the_first_region_by_name() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(300))).region("eu-west-3"));
    let script = "aws ec2 regions --region [us-east-1 eu-west-3] --error-rows | get Region | uniq";
    assert_eq!(Shell::with_dev(&aws).value(script), json!(["eu-west-3"]));
}

#[test]
fn an_account_that_fails_is_a_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let (profiles, stderr) =
        value_and_stderr(&Shell::with_aws(&aws), "[dev test] | aws ec2 regions | get Profile | uniq");
    assert_eq!(profiles, json!(["dev"]));
    let start = "warning: test eu-west-2: aws::access_denied: Not allowed to call ec2:DescribeRegions in eu-west-2";
    assert!(stderr.len() == 1 && stderr[0].starts_with(start), "{stderr:?}");
}

#[test]
fn an_account_that_fails_is_an_error_row_with_the_requested_region() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let value = Shell::with_aws(&aws).value(
        "let rows = [dev test] | aws ec2 regions --error-rows --quiet
        let failed = $rows | where Error != null
        [($rows | each { columns } | uniq) ($rows | where Error == null | length)
        ($failed | select RegionName Profile Region | each { values }) ($failed | get Error.code)]",
    );
    let columns = ["Profile", "Region", "Error", "RegionName", "OptInStatus", "AccountId", "Endpoint"];
    assert_eq!(value, json!([[columns], 20, [[null, "test", "eu-west-2"]], ["aws::access_denied"]]));
}

#[test]
fn strict_fails_if_one_account_fails() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let error = Shell::with_aws(&aws).error("[dev test] | aws ec2 regions --strict");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "test"));
}
