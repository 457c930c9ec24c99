//! `aws ec2 regions`.

use crate::support::{Options, Sandbox, Shell, aws, json};

/// A local AWS that also lists regions of other partitions, as moto does.
fn aws_with_all_partitions() -> Sandbox {
    Sandbox::start(Options { foreign_regions: true, ..Options::default() })
}

const NAMES: &str = "aws ec2 regions | get RegionName";

#[test]
fn a_row_has_the_region_and_the_profile() {
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
    assert_eq!(columns, json!([["RegionName", "OptInStatus", "Profile", "AccountId", "Endpoint"]]));
}

#[test]
fn only_enabled_regions_are_listed() {
    let value = Shell::with_aws(&aws()).value(
        "[dev test] | each {|name| aws ec2 regions --profile $name
            | {count: ($in | length), opted_in: ($in | where OptInStatus == opted-in | get RegionName)} }",
    );
    // 17 regions are enabled by default.
    let dev = json!({"count": 20, "opted_in": ["ap-east-1", "eu-south-1", "me-central-1"]});
    let test = json!({"count": 19, "opted_in": ["eu-south-1", "me-central-1"]});
    assert_eq!(value, json!([dev, test]));
}

#[test]
fn all_also_lists_disabled_regions() {
    for flag in ["--all", "-a"] {
        let value = Shell::with_dev(&aws()).value(&format!(
            "let all = aws ec2 regions {flag}
            [($all | length) ($all | where OptInStatus != not-opted-in | get RegionName | $in == ({NAMES}))]"
        ));
        assert_eq!(value, json!([34, true]), "{flag}");
    }
}

#[test]
fn rows_are_sorted_by_name() {
    let value = Shell::with_dev(&aws()).value("aws ec2 regions --all | get RegionName | $in == ($in | sort)");
    assert_eq!(value, json!(true));
}

#[test]
fn regions_of_other_partitions_are_omitted() {
    let aws = aws_with_all_partitions();
    let value = Shell::with_dev(&aws).value(
        "[(aws ec2 regions) (aws ec2 regions --all)]
        | each { {count: ($in | length), foreign: ($in | where RegionName =~ '^(cn|us-gov)-')} }",
    );
    assert_eq!(value, json!([{"count": 20, "foreign": []}, {"count": 34, "foreign": []}]));
}

#[test]
fn no_region_is_required() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = Shell::with_aws(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    assert_eq!(shell.value("aws ec2 regions | length"), json!(20));
    assert_eq!(aws.requests()[0].region, "us-east-1");
}

#[test]
fn the_region_of_the_command_is_requested() {
    let aws = aws();
    Shell::with_dev(&aws).value(
        "aws ec2 regions | ignore
        aws ec2 regions --region eu-west-3 | ignore
        aws ec2 regions --profile test | ignore",
    );
    let regions: Vec<_> = aws.requests().into_iter().map(|request| request.region).collect();
    assert_eq!(regions, ["eu-west-1", "eu-west-3", "eu-west-2"]);
}

#[test]
fn the_names_can_be_used_to_list_instances() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "aws ec2 regions | get RegionName
        | par-each --keep-order {|region| aws ec2 instances --region $region | get Region | uniq }
        | flatten | $in == (aws ec2 regions | get RegionName)",
    );
    assert_eq!(value, json!(true));
    assert_eq!(aws.count("DescribeInstances"), 20);
}
