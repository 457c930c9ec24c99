//! When a line fails as a whole: with `--strict`, where all targets fail, and where there is just one.

use super::{TEST, failed};
use crate::support::{Fault, FaultKind, Shell, aws, json};

const LINE: &str = "aws ec2 instances --region [eu-west-1 eu-west-2]";

#[test]
fn all_that_fail_alike_are_an_error_of_that_code() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let error = Shell::with_dev(&aws).error(LINE);
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "aws ec2 instances"), "{error:?}");
    assert!(error.message.starts_with("All 2 targets failed; the first error: Not allowed"), "{error:?}");
    assert!(error.help.contains("ec2:DescribeInstances"), "{error:?}");
}

#[test]
fn all_that_fail_differently_are_an_error_of_their_own() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::Expired).region("eu-west-2"));
    let (code, said) = failed(&Shell::with_dev(&aws), LINE);
    assert_eq!(code, "aws::all_failed");
    assert_eq!(said.iter().filter(|line| line.starts_with("warning: dev eu-west-")).count(), 2, "{said:?}");
}

#[test]
fn error_rows_make_no_success_of_it() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let (code, said) = failed(&Shell::with_dev(&aws), &format!("{LINE} --error-rows --quiet"));
    assert_eq!((code.as_str(), said), ("aws::access_denied", vec![]));
}

#[test]
fn accounts_that_have_no_instances_have_answered() {
    let aws = crate::support::aws_with_instances(0);
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let (rows, said) = super::heard(&Shell::with_aws(&aws), "[dev test] | aws ec2 instances");
    assert_eq!((rows, said.len()), (json!([]), 1));
}

#[test]
fn the_failure_of_a_single_target_is_its_error_and_no_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let shell = Shell::with_dev(&aws);
    for line in [
        "aws ec2 instances",
        "aws ec2 instances --region us-east-1",
        "aws ec2 instances --region [us-east-1]",
        "'test' | aws ec2 instances",
        "[test] | aws ec2 instances --region us-east-1",
        "aws ec2 instances --error-rows",
        "aws ec2 regions",
    ] {
        let (code, said) = failed(&shell, line);
        assert_eq!((code.as_str(), said), ("aws::access_denied", vec![]), "{line}");
    }
}

#[test]
fn so_is_that_of_a_single_profile_before_its_regions_are_known() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config("[profile empty]\nregion = eu-west-1\n");
    for line in ["aws ec2 instances --profile empty --all-regions", "'empty' | aws ec2 instances --region us-*"] {
        let error = shell.error(line);
        assert!(error.code == "aws::credentials::missing" && error.labeled.contains("empty"), "{error:?}");
        assert!(!error.message.contains("target"), "{error:?}");
        assert_eq!(failed(&shell, line).1, Vec::<String>::new());
    }
}

#[test]
fn a_pattern_that_means_one_region_fails_as_that_region_does() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeInstances"));
    let error = Shell::with_dev(&aws).error("aws ec2 instances --region eu-west-[1]");
    assert!(error.code == "aws::access_denied" && error.message.starts_with("Not allowed"), "{error:?}");
}

#[test]
fn its_error_stands_at_its_word() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let error = Shell::with_aws(&aws).error("[test] | aws ec2 instances --region us-east-1");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "test"), "{error:?}");
}

#[test]
fn strict_fails_at_the_first_without_waiting_for_the_others() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::OptInRequired).region("eu-west-2"));
    let shell = Shell::with_dev(&aws);
    let error = shell.error(&format!("{LINE} --strict"));
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::disabled", "eu-west-2"), "{error:?}");
}

#[test]
fn strict_says_which_profile_it_was() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let error = Shell::with_aws(&aws).error("[dev test] | aws ec2 instances --strict");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "test"), "{error:?}");
}

#[test]
fn a_region_that_is_off_is_no_failure_for_strict() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::OptInRequired).region("us-west-1"));
    let answer = Shell::with_dev(&aws).value("aws ec2 instances --strict --region us-* | get Region | uniq | length");
    assert_eq!(answer, json!(3));
}

#[test]
fn a_script_can_branch_on_it() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let answer = Shell::with_dev(&aws).value(&format!(
        "try {{ {LINE} }} catch {{|e| if $e.details.code == aws::access_denied {{ [] }} else {{ 'no' }} }}"
    ));
    assert_eq!(answer, json!([]));
}
