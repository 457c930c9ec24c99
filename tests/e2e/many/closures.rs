//! In a closure the item comes through the pipeline, wanted or not. It is no profile if the call uses it otherwise.

use crate::support::{Shell, aws, json};

#[test]
fn a_region_of_each_is_a_region() {
    let answer = Shell::with_dev(&aws()).value(
        "[us-east-1 eu-west-3] | each {|region| aws ec2 instances --region $region | get Region | uniq } | flatten",
    );
    assert_eq!(answer, json!(["us-east-1", "eu-west-3"]));
}

#[test]
fn so_is_that_of_a_row() {
    let answer = Shell::with_dev(&aws()).value(
        "aws ec2 regions | first 3 | each {|row| aws ec2 instances -r $row.RegionName | get Region | uniq } | flatten",
    );
    assert_eq!(answer, json!(["ap-east-1", "ap-northeast-1", "ap-northeast-2"]));
}

#[test]
fn several_regions_of_each_are_regions() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(
        "[us-east-1 us-east-2 eu-west-3] | chunks 2
        | each {|regions| aws ec2 instances --region $regions | get Region | uniq | sort }",
    );
    assert_eq!(answer, json!([["us-east-1", "us-east-2"], ["eu-west-3"]]));
}

#[test]
fn a_profile_of_each_is_asked_once() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "let by_name = [dev test] | each {|name| aws ec2 instances --profile $name | get Profile | uniq }
        let by_row = aws profiles | each {|row| aws ec2 instances --profile $row.name | get Profile | uniq }
        [$by_name $by_row]",
    );
    assert_eq!(answer, json!([[["dev"], ["test"]], [["dev"], ["test"]]]));
    assert_eq!(aws.count("DescribeInstances"), 4);
}

#[test]
fn ids_of_each_are_ids() {
    let aws = aws();
    let ids = &aws.instance_ids("dev-account", "eu-west-1")[..4];
    let answer = Shell::with_dev(&aws).value(&format!(
        "let ids = [{}]
        let one_by_one = $ids | each {{|id| aws ec2 instances $id | get InstanceId }} | flatten
        let in_pairs = $ids | chunks 2 | each {{|pair| aws ec2 instances ...$pair | get InstanceId }} | flatten
        let by_row = aws ec2 instances ...$ids | each {{|row| aws ec2 instances $row.InstanceId | get InstanceId }} | flatten
        [$one_by_one $in_pairs $by_row]",
        ids.join(" ")
    ));
    assert_eq!(answer, json!([ids, ids, ids]));
}

#[test]
fn what_a_filter_is_made_of_is_no_profile() {
    let answer = Shell::with_dev(&aws()).value(
        "let states = [running stopped]
        [($states | each {|state| aws ec2 instances --state $state | get StateName | uniq })
        ($states | each {|state| aws ec2 instances --filter {instance-state-name: $state} | get StateName | uniq })
        ($states | each {|state| aws ec2 instances --filter {instance-state-name: [$state]} | get StateName | uniq })]",
    );
    assert_eq!(answer, json!(vec![[["running"], ["stopped"]]; 3]));
}

#[test]
fn what_can_be_no_name_is_none() {
    let answer = Shell::with_dev(&aws()).value(
        "[(1..2 | each { aws ec2 instances | length }) ([2.5 true 2026-01-01] | each {|it| aws ec2 instances | length })]",
    );
    assert_eq!(answer, json!([[12, 12], [12, 12, 12]]));
}

#[test]
fn names_that_the_call_does_not_use_are_profiles() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "[dev test] | each { aws ec2 instances --region us-east-1 | select Profile Region | uniq | first | values }",
    );
    assert_eq!(answer, json!([["dev", "us-east-1"], ["test", "us-east-1"]]));
}

#[test]
fn a_row_of_a_profile_is_that_profile_though_its_region_is_asked() {
    let aws = aws();
    let answer = Shell::with_dev(&aws)
        .value("aws profiles | where name == test | first | aws ec2 instances -r eu-west-2 | get Profile | uniq");
    assert_eq!(answer, json!(["test"]));
}

#[test]
fn whether_a_word_means_a_profile_is_not_guessed() {
    let aws = aws();
    let shell = Shell::with_dev(&aws);
    for line in [
        "'test' | aws ec2 instances --filter {\"tag:env\": test}",
        "[dev test] | aws ec2 instances --filter {\"tag:env\": [dev test]}",
    ] {
        let error = shell.error(line);
        assert_eq!(error.code, "aws::profile::input", "{line}");
        assert!(error.help.contains("--profile"), "{line}: {}", error.help);
    }
}

#[test]
fn whoami_takes_any_item_too() {
    let answer = Shell::with_aws(&aws()).value("0..1 | each {|n| aws whoami -p ([dev test] | get $n) | get profile }");
    assert_eq!(answer, json!(["dev", "test"]));
}
