//! In a closure of `each` the item is always the input of the command. It isn't a profile if a flag or argument uses it.

use crate::support::{Shell, aws, json};

#[test]
fn an_item_can_be_the_region() {
    let value = Shell::with_dev(&aws()).value(
        "[us-east-1 eu-west-3] | each {|region| aws ec2 instances --region $region | get Region | uniq } | flatten",
    );
    assert_eq!(value, json!(["us-east-1", "eu-west-3"]));
}

#[test]
fn a_member_of_the_item_can_be_the_region() {
    let value = Shell::with_dev(&aws()).value(
        "aws ec2 regions | first 3 | each {|row| aws ec2 instances -r $row.RegionName | get Region | uniq } | flatten",
    );
    assert_eq!(value, json!(["ap-east-1", "ap-northeast-1", "ap-northeast-2"]));
}

#[test]
fn an_item_can_be_a_list_of_regions() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "[us-east-1 us-east-2 eu-west-3] | chunks 2
        | each {|regions| aws ec2 instances --region $regions | get Region | uniq | sort }",
    );
    assert_eq!(value, json!([["us-east-1", "us-east-2"], ["eu-west-3"]]));
}

#[test]
fn an_item_can_be_the_profile() {
    let aws = aws();
    let value = Shell::with_aws(&aws).value(
        "let by_name = [dev test] | each {|name| aws ec2 instances --profile $name | get Profile | uniq }
        let by_row = aws profiles | each {|row| aws ec2 instances --profile $row.name | get Profile | uniq }
        [$by_name $by_row]",
    );
    assert_eq!(value, json!([[["dev"], ["test"]], [["dev"], ["test"]]]));
    assert_eq!(aws.count("DescribeInstances"), 4);
}

#[test]
fn an_item_can_be_ids() {
    let aws = aws();
    let ids = &aws.instance_ids("dev-account", "eu-west-1")[..4];
    let value = Shell::with_dev(&aws).value(&format!(
        "let ids = [{}]
        let one_by_one = $ids | each {{|id| aws ec2 instances $id | get InstanceId }} | flatten
        let in_pairs = $ids | chunks 2 | each {{|pair| aws ec2 instances ...$pair | get InstanceId }} | flatten
        let by_row = aws ec2 instances ...$ids | each {{|row| aws ec2 instances $row.InstanceId | get InstanceId }} | flatten
        [$one_by_one $in_pairs $by_row]",
        ids.join(" ")
    ));
    assert_eq!(value, json!([ids, ids, ids]));
}

#[test]
fn an_item_can_be_a_filter_value() {
    let value = Shell::with_dev(&aws()).value(
        "let states = [running stopped]
        [($states | each {|state| aws ec2 instances --state $state | get StateName | uniq })
        ($states | each {|state| aws ec2 instances --filter {instance-state-name: $state} | get StateName | uniq })
        ($states | each {|state| aws ec2 instances --filter {instance-state-name: [$state]} | get StateName | uniq })]",
    );
    assert_eq!(value, json!(vec![[["running"], ["stopped"]]; 3]));
}

#[test]
fn items_that_are_no_strings_are_ignored() {
    let value = Shell::with_dev(&aws()).value(
        "[(1..2 | each { aws ec2 instances | length }) ([2.5 true 2026-01-01] | each {|it| aws ec2 instances | length })]",
    );
    assert_eq!(value, json!([[12, 12], [12, 12, 12]]));
}

#[test]
fn items_that_no_flag_uses_are_profiles() {
    let aws = aws();
    let value = Shell::with_aws(&aws).value(
        "[dev test] | each { aws ec2 instances --region us-east-1 | select Profile Region | uniq | first | values }",
    );
    assert_eq!(value, json!([["dev", "us-east-1"], ["test", "us-east-1"]]));
}

#[test]
fn the_row_of_a_profile_is_the_profile_although_its_region_is_used() {
    let aws = aws();
    let value = Shell::with_dev(&aws)
        .value("aws profiles | where name == test | first | aws ec2 instances -r eu-west-2 | get Profile | uniq");
    assert_eq!(value, json!(["test"]));
}

#[test]
fn an_ambiguous_item_is_an_error() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for script in [
        "'test' | aws ec2 instances --filter {\"tag:env\": test}",
        "[dev test] | aws ec2 instances --filter {\"tag:env\": [dev test]}",
    ] {
        let error = shell.error(script);
        assert_eq!(error.code, "aws::profile::input", "{script}");
        assert!(error.help.contains("--profile"), "{script}: {}", error.help);
    }
}

#[test]
fn whoami_ignores_other_items_too() {
    let value = Shell::with_aws(&aws()).value("0..1 | each {|n| aws whoami -p ([dev test] | get $n) | get profile }");
    assert_eq!(value, json!(["dev", "test"]));
}
