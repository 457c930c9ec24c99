//! The profiles of a command: the input, or `--profile`.

use super::{DEV, TEST};
use crate::support::{Shell, aws, json, profile};

const ACCOUNTS: &str = "select Profile AccountId | uniq | sort-by Profile";

#[test]
fn input_can_be_names_or_rows_of_profiles() {
    let scripts = [
        "[dev test] | aws ec2 instances",
        "aws profiles | aws ec2 instances",
        "aws profiles | where name in [dev test] | select name region | aws ec2 instances",
        "[{name: dev} {name: test}] | aws ec2 instances",
        "[dev {name: test}] | aws ec2 instances",
        "'dev test' | split row ' ' | aws ec2 instances",
        "aws ec2 instances --profile [test dev]",
        "aws ec2 instances -p [dev test]",
    ];
    let aws = aws();
    let values = Shell::with_aws(&aws)
        .value(&format!("[{}]", scripts.map(|script| format!("({script} | {ACCOUNTS})")).join(" ")));
    let both = json!([{"Profile": "dev", "AccountId": DEV}, {"Profile": "test", "AccountId": TEST}]);
    for (script, value) in scripts.iter().zip(values.as_array().expect("a list")) {
        assert_eq!(*value, both, "{script}");
    }
    assert_eq!(aws.count("DescribeInstances"), 2 * scripts.len());
}

#[test]
fn a_single_name_or_row_is_one_profile() {
    let scripts = [
        "'test' | aws ec2 instances",
        "[test] | aws ec2 instances",
        "aws profiles | last | aws ec2 instances",
        "{name: test} | aws ec2 instances",
        "aws ec2 instances --profile [test]",
    ];
    let all = format!("[{}]", scripts.map(|script| format!("({script} | get Profile | uniq)")).join(" "));
    assert_eq!(Shell::with_dev(&aws()).value(&all), json!(vec![["test"]; scripts.len()]));
}

#[test]
fn empty_input_selects_no_profile() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "let none = aws profiles | where region == us-gov-west-1
        [($none | aws ec2 instances) ($none | aws ec2 regions) ([] | aws ec2 instances --all-regions)
        (aws ec2 instances --profile []) ($none | aws ec2 instances --region eu-west-1)]",
    );
    assert_eq!(value, json!([[], [], [], [], []]));
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn without_input_the_active_profile_is_used() {
    let value = Shell::with_dev(&aws()).value("null | aws ec2 instances | get Profile | uniq");
    assert_eq!(value, json!(["dev"]));
}

#[test]
fn the_flag_has_precedence_over_the_input() {
    let value = Shell::with_aws(&aws()).value(
        "[([dev test] | aws ec2 instances --profile test) ([[size]; [1]] | aws ec2 instances --profile [test])
        ([] | aws ec2 instances --profile test)]
        | each { get Profile | uniq }",
    );
    assert_eq!(value, json!([["test"], ["test"], ["test"]]));
}

#[test]
fn a_repeated_name_is_used_once() {
    let aws = aws();
    let value = Shell::with_aws(&aws).value("[dev test dev] | aws ec2 instances --profile [dev dev] | length");
    assert_eq!(value, json!(12));
    assert_eq!(aws.count("DescribeInstances"), 1);
}

#[test]
fn two_profiles_of_an_account_are_both_listed() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(&profile("again", aws.account("dev-account"), "eu-west-1"));
    let value = shell.value(
        "[dev again] | aws ec2 instances
        | group-by InstanceId --to-table | each {|it| $it.items | get Profile | sort } | uniq --count",
    );
    assert_eq!(value, json!([{"value": ["again", "dev"], "count": 12}]));
    assert_eq!(aws.count("DescribeInstances"), 2);
}

#[test]
fn every_row_has_profile_account_and_region() {
    let aws = aws();
    let value = Shell::with_aws(&aws).value(
        "[dev test] | aws ec2 instances --region [us-east-1 eu-west-3]
        | select Profile AccountId Region | uniq | sort-by Profile Region | each { values }",
    );
    let rows = [
        ["dev", DEV, "eu-west-3"],
        ["dev", DEV, "us-east-1"],
        ["test", TEST, "eu-west-3"],
        ["test", TEST, "us-east-1"],
    ];
    assert_eq!(value, json!(rows));
}

#[test]
fn each_profile_uses_its_own_region() {
    let value = Shell::with_aws(&aws())
        .value("[dev test] | aws ec2 instances | select Profile Region | uniq | sort | each { values }");
    assert_eq!(value, json!([["dev", "eu-west-1"], ["test", "eu-west-2"]]));
}

#[test]
fn an_unknown_profile_is_an_error_without_a_request() {
    let aws = aws();
    for script in ["[dev tset] | aws ec2 instances", "aws ec2 instances -p [dev tset]", "[dev tset] | aws ec2 regions"]
    {
        let error = Shell::with_aws(&aws).error(script);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "tset"), "{script}");
        assert!(error.help.contains("did you mean `test`?"), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn input_without_profile_names_is_an_error() {
    let aws = aws();
    for script in ["[[size]; [1]] | aws ec2 instances", "[1 2] | aws ec2 instances", "{size: 1} | aws ec2 instances"] {
        let error = Shell::with_dev(&aws).error(script);
        assert_eq!(error.code, "aws::profile::input", "{script}: {error:?}");
        assert!(error.help.contains("`aws profiles`"), "{script}: {error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}
