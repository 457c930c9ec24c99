//! A target ends at its first invalid row, with one failure, even if further pages have been requested or fetched.

use std::time::Duration;

use super::{COUNTS, value_and_stderr};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, json};

const COMMAND: &str = "aws ec2 instances --region [eu-west-1 eu-west-2]";

/// A local AWS with a region that has two pages, the first of which ends with an invalid instance.
fn aws_with_invalid_row() -> Sandbox {
    let instances_in = [("eu-west-1".to_owned(), 1500)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::InvalidTimestamp).region("eu-west-1").times(1));
    aws
}

/// Asserts that the rows before the invalid one arrive, with one warning.
fn assert_one_warning(aws: &Sandbox) {
    let script = format!("{COMMAND} --columns [Profile Region LaunchTime] | {COUNTS}");
    let (counts, stderr) = value_and_stderr(&Shell::with_dev(aws), &script);
    assert_eq!(counts, json!({"dev eu-west-1": 1000, "dev eu-west-2": 12}));
    assert!(
        stderr.len() == 1 && stderr[0].starts_with("warning: dev eu-west-1: aws::invalid_response: "),
        "{stderr:?}"
    );
}

#[test]
fn the_next_page_is_not_used() {
    assert_one_warning(&aws_with_invalid_row());
}

#[test]
fn a_page_that_has_been_fetched_already_is_not_used() {
    // The consumer is slow, so that both pages have been fetched before the invalid row is read.
    let aws = aws_with_invalid_row();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(300))).region("eu-west-1").times(1));
    let script =
        format!("{COMMAND} --columns [Profile Region LaunchTime] | each {{|row| sleep 1ms; $row }} | {COUNTS}");
    let (counts, stderr) = value_and_stderr(&Shell::with_dev(&aws), &script);
    assert_eq!(counts, json!({"dev eu-west-1": 1000, "dev eu-west-2": 12}));
    assert_eq!(stderr.len(), 1, "{stderr:?}");
}

#[test]
fn the_next_page_is_not_awaited() {
    let aws = aws_with_invalid_row();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    assert_one_warning(&aws);
}

#[test]
fn a_failure_of_the_next_page_is_not_reported() {
    let aws = aws_with_invalid_row();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    assert_one_warning(&aws);
}

#[test]
fn the_failure_is_one_error_row() {
    let aws = aws_with_invalid_row();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    let script = format!("{COMMAND} --columns [LaunchTime] --error-rows --quiet | get Error | compact | get code");
    assert_eq!(Shell::with_dev(&aws).value(&script), json!(["aws::invalid_response"]));
}

#[test]
fn an_empty_target_counts_as_success() {
    let aws = Sandbox::start(Options { instances: 0, ..Options::default() });
    aws.fail(Fault::new(FaultKind::InvalidTimestamp).region("eu-west-1"));
    let (rows, stderr) = value_and_stderr(&Shell::with_dev(&aws), COMMAND);
    assert_eq!((rows, stderr.len()), (json!([]), 1));
}

#[test]
fn all_requests_for_many_ids_end() {
    let instances_in = [("eu-west-1".to_owned(), 1500)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::InvalidTimestamp).region("eu-west-1").times(1));
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    let ids = aws.instance_ids("dev-account", "eu-west-1").join(" ");
    let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --columns [LaunchTime] {ids} | ignore"));
    assert_eq!(error.code, "aws::invalid_response", "{error:?}");
}
