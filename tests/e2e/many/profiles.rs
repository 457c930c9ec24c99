//! Which profiles a line asks: those that come through the pipeline, or that `--profile` names.

use super::{DEV, TEST};
use crate::support::{Shell, aws, json, profile};

const ACCOUNTS: &str = "select Profile AccountId | uniq | sort-by Profile";

#[test]
fn names_and_rows_of_profiles_are_asked_side_by_side() {
    let lines = [
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
    let answers =
        Shell::with_aws(&aws).value(&format!("[{}]", lines.map(|line| format!("({line} | {ACCOUNTS})")).join(" ")));
    let both = json!([{"Profile": "dev", "AccountId": DEV}, {"Profile": "test", "AccountId": TEST}]);
    for (line, answer) in lines.iter().zip(answers.as_array().expect("answers")) {
        assert_eq!(*answer, both, "{line}");
    }
    assert_eq!(aws.count("DescribeInstances"), 2 * lines.len());
}

#[test]
fn a_single_name_or_row_is_one_profile() {
    let lines = [
        "'test' | aws ec2 instances",
        "[test] | aws ec2 instances",
        "aws profiles | last | aws ec2 instances",
        "{name: test} | aws ec2 instances",
        "aws ec2 instances --profile [test]",
    ];
    let line = format!("[{}]", lines.map(|line| format!("({line} | get Profile | uniq)")).join(" "));
    assert_eq!(Shell::with_dev(&aws()).value(&line), json!(vec![["test"]; lines.len()]));
}

#[test]
fn an_empty_table_is_nobody_and_not_everybody() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(
        "let nobody = aws profiles | where region == us-gov-west-1
        [($nobody | aws ec2 instances) ($nobody | aws ec2 regions) ([] | aws ec2 instances --all-regions)
        (aws ec2 instances --profile []) ($nobody | aws ec2 instances --region eu-west-1)]",
    );
    assert_eq!(answer, json!([[], [], [], [], []]));
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn without_any_the_active_profile_is_asked() {
    let answer = Shell::with_dev(&aws()).value("null | aws ec2 instances | get Profile | uniq");
    assert_eq!(answer, json!(["dev"]));
}

#[test]
fn the_flag_wins_over_the_pipeline() {
    let answer = Shell::with_aws(&aws()).value(
        "[([dev test] | aws ec2 instances --profile test) ([[size]; [1]] | aws ec2 instances --profile [test])
        ([] | aws ec2 instances --profile test)]
        | each { get Profile | uniq }",
    );
    assert_eq!(answer, json!([["test"], ["test"], ["test"]]));
}

#[test]
fn a_name_that_is_there_twice_is_asked_once() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value("[dev test dev] | aws ec2 instances --profile [dev dev] | length");
    assert_eq!(answer, json!(12));
    assert_eq!(aws.count("DescribeInstances"), 1);
}

#[test]
fn an_account_that_two_profiles_reach_is_fetched_for_each() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(&profile("again", aws.account("dev-account"), "eu-west-1"));
    let answer = shell.value(
        "[dev again] | aws ec2 instances
        | group-by InstanceId --to-table | each {|it| $it.items | get Profile | sort } | uniq --count",
    );
    assert_eq!(answer, json!([{"value": ["again", "dev"], "count": 12}]));
    assert_eq!(aws.count("DescribeInstances"), 2);
}

#[test]
fn every_row_says_whose_it_is_and_where() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "[dev test] | aws ec2 instances --region [us-east-1 eu-west-3]
        | select Profile AccountId Region | uniq | sort-by Profile Region | each { values }",
    );
    let rows = [
        ["dev", DEV, "eu-west-3"],
        ["dev", DEV, "us-east-1"],
        ["test", TEST, "eu-west-3"],
        ["test", TEST, "us-east-1"],
    ];
    assert_eq!(answer, json!(rows));
}

#[test]
fn each_is_asked_in_its_own_region() {
    let answer = Shell::with_aws(&aws())
        .value("[dev test] | aws ec2 instances | select Profile Region | uniq | sort | each { values }");
    assert_eq!(answer, json!([["dev", "eu-west-1"], ["test", "eu-west-2"]]));
}

#[test]
fn an_unknown_one_among_them_is_told_before_anybody_is_asked() {
    let aws = aws();
    for line in ["[dev tset] | aws ec2 instances", "aws ec2 instances -p [dev tset]", "[dev tset] | aws ec2 regions"] {
        let error = Shell::with_aws(&aws).error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "tset"), "{line}");
        assert!(error.help.contains("did you mean `test`?"), "{error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn what_names_no_profile_is_an_error() {
    let aws = aws();
    for line in ["[[size]; [1]] | aws ec2 instances", "[1 2] | aws ec2 instances", "{size: 1} | aws ec2 instances"] {
        let error = Shell::with_dev(&aws).error(line);
        assert_eq!(error.code, "aws::profile::input", "{line}: {error:?}");
        assert!(error.help.contains("`aws profiles`"), "{line}: {error:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}
