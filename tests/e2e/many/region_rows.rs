//! `aws ec2 regions` of many accounts.

use std::time::Duration;

use super::{TEST, heard};
use crate::support::{Fault, FaultKind, Shell, aws, json};

#[test]
fn each_accounts_regions_say_whose_they_are() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value("[dev test] | aws ec2 regions | get Profile | uniq --count");
    assert_eq!(answer, json!([{"value": "dev", "count": 20}, {"value": "test", "count": 19}]));
    assert_eq!(aws.count("DescribeRegions"), 2);
}

#[test]
fn they_come_by_profile_and_name() {
    let answer = Shell::with_aws(&aws()).value(
        "let regions = aws profiles | reverse | aws ec2 regions
        $regions == ($regions | sort-by Profile RegionName)",
    );
    assert_eq!(answer, json!(true));
}

#[test]
fn of_several_regions_each_is_asked_and_each_answer_is_listed_once() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value("aws ec2 regions --region [us-east-1 eu-west-3] | length");
    assert_eq!(answer, json!(20));
    let asked: Vec<_> = aws.counts("DescribeRegions").into_keys().map(|(_, region)| region).collect();
    assert_eq!(asked, ["eu-west-3", "us-east-1"]);
}

#[test]
fn whoever_answers_first_they_are_listed_as_the_first_in_the_alphabet_has_it() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(300))).region("eu-west-3"));
    let line = "aws ec2 regions --region [us-east-1 eu-west-3] --error-rows | get Region | uniq";
    assert_eq!(Shell::with_dev(&aws).value(line), json!(["eu-west-3"]));
}

#[test]
fn an_account_that_fails_is_a_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let (profiles, said) = heard(&Shell::with_aws(&aws), "[dev test] | aws ec2 regions | get Profile | uniq");
    assert_eq!(profiles, json!(["dev"]));
    let start = "warning: test eu-west-2: aws::access_denied: Not allowed to call ec2:DescribeRegions in eu-west-2";
    assert!(said.len() == 1 && said[0].starts_with(start), "{said:?}");
}

#[test]
fn or_a_row_with_the_region_that_was_asked() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let answer = Shell::with_aws(&aws).value(
        "let rows = [dev test] | aws ec2 regions --error-rows --quiet
        let failed = $rows | where Error != null
        [($rows | each { columns } | uniq) ($rows | where Error == null | length)
        ($failed | select RegionName Profile Region | each { values }) ($failed | get Error.code)]",
    );
    let columns = ["RegionName", "Endpoint", "OptInStatus", "Profile", "AccountId", "Region", "Error"];
    assert_eq!(answer, json!([[columns], 20, [[null, "test", "eu-west-2"]], ["aws::access_denied"]]));
}

#[test]
fn strict_fails_for_one() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let error = Shell::with_aws(&aws).error("[dev test] | aws ec2 regions --strict");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "test"));
}
