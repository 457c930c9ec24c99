//! When the whole command fails: with `--strict`, if all targets fail, or if there is only one.

use super::{TEST, code_and_stderr};
use crate::support::{Fault, FaultKind, Shell, aws, json};

const COMMAND: &str = "aws ec2 instances --region [eu-west-1 eu-west-2]";

#[test]
fn if_all_targets_fail_alike_the_error_has_their_code_and_there_is_no_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let error = Shell::with_dev(&aws).error(COMMAND);
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "aws ec2 instances"), "{error:?}");
    assert!(error.message.starts_with("All 2 regions failed: Not allowed to call ec2:DescribeInstances"), "{error:?}");
    assert_eq!(code_and_stderr(&Shell::with_dev(&aws), COMMAND).1, Vec::<String>::new());
    assert!(error.help.contains("ec2:DescribeInstances"), "{error:?}");
}

#[test]
fn if_all_targets_fail_differently_the_error_has_its_own_code() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::Expired).region("eu-west-2"));
    let (code, stderr) = code_and_stderr(&Shell::with_dev(&aws), COMMAND);
    assert_eq!(code, "aws::all_failed");
    assert_eq!(stderr.iter().filter(|line| line.starts_with("warning: dev eu-west-")).count(), 2, "{stderr:?}");
}

#[test]
fn error_rows_do_not_hide_the_failure_of_all_targets() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let (code, stderr) = code_and_stderr(&Shell::with_dev(&aws), &format!("{COMMAND} --error-rows --quiet"));
    assert_eq!((code.as_str(), stderr), ("aws::access_denied", vec![]));
}

#[test]
fn an_account_without_instances_counts_as_success() {
    let aws = crate::support::aws_with_instances(0);
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let (rows, stderr) = super::value_and_stderr(&Shell::with_aws(&aws), "[dev test] | aws ec2 instances");
    assert_eq!((rows, stderr.len()), (json!([]), 1));
}

#[test]
fn the_failure_of_a_single_target_is_an_error_without_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let shell = Shell::with_dev(&aws);
    for script in [
        "aws ec2 instances",
        "aws ec2 instances --region us-east-1",
        "aws ec2 instances --region [us-east-1]",
        "'test' | aws ec2 instances",
        "[test] | aws ec2 instances --region us-east-1",
        "aws ec2 instances --error-rows",
        "aws ec2 regions",
    ] {
        let (code, stderr) = code_and_stderr(&shell, script);
        assert_eq!((code.as_str(), stderr), ("aws::access_denied", vec![]), "{script}");
    }
}

#[test]
fn the_failure_of_a_single_profile_before_its_regions_is_an_error_without_warning() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config("[profile empty]\nregion = eu-west-1\n");
    for script in ["aws ec2 instances --profile empty --all-regions", "'empty' | aws ec2 instances --region us-*"] {
        let error = shell.error(script);
        assert!(error.code == "aws::credentials::missing" && error.labeled.contains("empty"), "{error:?}");
        assert!(!error.message.contains("target"), "{error:?}");
        assert_eq!(code_and_stderr(&shell, script).1, Vec::<String>::new());
    }
}

#[test]
fn a_pattern_that_matches_one_region_fails_like_that_region() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("DescribeInstances"));
    let error = Shell::with_dev(&aws).error("aws ec2 instances --region eu-west-[1]");
    assert!(error.code == "aws::access_denied" && error.message.starts_with("Not allowed"), "{error:?}");
}

#[test]
fn the_error_of_a_single_target_points_at_its_name() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let error = Shell::with_aws(&aws).error("[test] | aws ec2 instances --region us-east-1");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "test"), "{error:?}");
}

#[test]
fn strict_fails_at_the_first_failure() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    aws.fail(Fault::new(FaultKind::OptInRequired).region("eu-west-2"));
    let shell = Shell::with_dev(&aws);
    let error = shell.error(&format!("{COMMAND} --strict"));
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::disabled", "eu-west-2"), "{error:?}");
}

#[test]
fn strict_points_at_the_profile_that_failed() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).account(TEST));
    let error = Shell::with_aws(&aws).error("[dev test] | aws ec2 instances --strict");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "test"), "{error:?}");
}

#[test]
fn strict_ignores_disabled_regions_of_a_pattern() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::OptInRequired).region("us-west-1"));
    let value = Shell::with_dev(&aws).value("aws ec2 instances --strict --region us-* | get Region | uniq | length");
    assert_eq!(value, json!(3));
}

#[test]
fn a_script_can_branch_on_the_code() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied));
    let value = Shell::with_dev(&aws).value(&format!(
        "try {{ {COMMAND} }} catch {{|e| if $e.details.code == aws::access_denied {{ [] }} else {{ 'no' }} }}"
    ));
    assert_eq!(value, json!([]));
}
