//! The region of requests.

use crate::support::{Shell, aws, json};

const REGION: &str = "aws ec2 instances | get Region | uniq";

#[test]
fn the_flag_wins_over_the_variables_and_they_over_the_profile() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value(&format!(
        "let profile = {REGION}
        $env.AWS_DEFAULT_REGION = 'us-west-2'
        let default = {REGION}
        $env.AWS_REGION = 'ap-south-1'
        let variable = {REGION}
        let flag = aws ec2 instances --region sa-east-1 | get Region | uniq
        [$profile $default $variable $flag] | flatten"
    ));
    let regions = ["eu-west-1", "us-west-2", "ap-south-1", "sa-east-1"];
    assert_eq!(answer, json!(regions));
    // The requests were signed for them too.
    let asked: Vec<_> = aws.requests().into_iter().map(|request| request.region).collect();
    assert_eq!(asked, regions);
}

#[test]
fn aws_region_may_change_between_two_calls() {
    let answer = Shell::with_dev(&aws()).value(&format!(
        "let first = with-env {{AWS_REGION: us-east-2}} {{ {REGION} }}
        $env.AWS_REGION = 'us-west-1'
        let second = {REGION}
        hide-env AWS_REGION
        [$first $second ({REGION})] | flatten"
    ));
    assert_eq!(answer, json!(["us-east-2", "us-west-1", "eu-west-1"]));
}

#[test]
fn a_blank_variable_is_not_set() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_REGION", "").var("AWS_DEFAULT_REGION", " ");
    assert_eq!(shell.value(REGION), json!(["eu-west-1"]));
}

#[test]
fn the_rows_are_from_the_region() {
    let aws = aws();
    let answer = Shell::with_dev(&aws).value("aws ec2 instances --region eu-west-3 | get InstanceId");
    assert_eq!(answer, json!(aws.instance_ids("dev-account", "eu-west-3")));
}
