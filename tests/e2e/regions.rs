//! `aws ec2 regions`: where an account may go.

use crate::support::{Options, Sandbox, Shell, aws, json};

/// A local AWS that lists regions of other partitions too, as some servers do.
fn aws_of_all_partitions() -> Sandbox {
    Sandbox::start(Options { foreign_regions: true, ..Options::default() })
}

const NAMES: &str = "aws ec2 regions | get RegionName";

#[test]
fn a_region_is_a_row_that_says_who_was_asked() {
    let row = Shell::with_dev(&aws()).value("aws ec2 regions | where RegionName == eu-south-1");
    let endpoint = "ec2.eu-south-1.amazonaws.com";
    let region = json!({
        "RegionName": "eu-south-1", "Endpoint": endpoint, "OptInStatus": "opted-in", "Profile": "dev", "AccountId": null,
    });
    assert_eq!(row, json!([region]));
}

#[test]
fn every_row_has_the_columns_in_this_order() {
    let columns = Shell::with_dev(&aws()).value("aws ec2 regions --all | each { columns } | uniq");
    assert_eq!(columns, json!([["RegionName", "Endpoint", "OptInStatus", "Profile", "AccountId"]]));
}

#[test]
fn only_those_that_are_enabled_are_listed() {
    let answer = Shell::with_aws(&aws()).value(
        "[dev test] | each {|name| aws ec2 regions --profile $name
            | {count: ($in | length), opted_in: ($in | where OptInStatus == opted-in | get RegionName)} }",
    );
    // 17 regions need no asking for.
    let dev = json!({"count": 20, "opted_in": ["ap-east-1", "eu-south-1", "me-central-1"]});
    let test = json!({"count": 19, "opted_in": ["eu-south-1", "me-central-1"]});
    assert_eq!(answer, json!([dev, test]));
}

#[test]
fn all_lists_those_too_that_are_switched_off() {
    for flag in ["--all", "-a"] {
        let answer = Shell::with_dev(&aws()).value(&format!(
            "let all = aws ec2 regions {flag}
            [($all | length) ($all | where OptInStatus != not-opted-in | get RegionName | $in == ({NAMES}))]"
        ));
        assert_eq!(answer, json!([34, true]), "{flag}");
    }
}

#[test]
fn they_come_by_name() {
    let answer = Shell::with_dev(&aws()).value("aws ec2 regions --all | get RegionName | $in == ($in | sort)");
    assert_eq!(answer, json!(true));
}

#[test]
fn regions_of_other_partitions_are_left_out() {
    let aws = aws_of_all_partitions();
    let answer = Shell::with_dev(&aws).value(
        "[(aws ec2 regions) (aws ec2 regions --all)]
        | each { {count: ($in | length), foreign: ($in | where RegionName =~ '^(cn|us-gov)-')} }",
    );
    assert_eq!(answer, json!([{"count": 20, "foreign": []}, {"count": 34, "foreign": []}]));
}

#[test]
fn no_region_is_needed() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = Shell::with_aws(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    assert_eq!(shell.value("aws ec2 regions | length"), json!(20));
    assert_eq!(aws.requests()[0].region, "us-east-1");
}

#[test]
fn the_region_of_the_call_is_asked() {
    let aws = aws();
    Shell::with_dev(&aws).value(
        "aws ec2 regions | ignore
        aws ec2 regions --region eu-west-3 | ignore
        aws ec2 regions --profile test | ignore",
    );
    let asked: Vec<_> = aws.requests().into_iter().map(|request| request.region).collect();
    assert_eq!(asked, ["eu-west-1", "eu-west-3", "eu-west-2"]);
}

#[test]
fn they_lead_to_the_instances_of_all_regions() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(
        "aws ec2 regions | get RegionName
        | par-each --keep-order {|region| aws ec2 instances --region $region | get Region | uniq }
        | flatten | $in == (aws ec2 regions | get RegionName)",
    );
    assert_eq!(answer, json!(true));
    assert_eq!(aws.count("DescribeInstances"), 20);
}
