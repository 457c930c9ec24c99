//! A target whose answer makes no sense ends where that is found, as one failure, whatever of it is under way.

use std::time::Duration;

use super::{COUNTS, heard};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, json};

const LINE: &str = "aws ec2 instances --region [eu-west-1 eu-west-2]";

/// A local AWS of which a region has two pages, the first of which ends in an instance that can't be read.
fn odd() -> Sandbox {
    let instances_in = [("eu-west-1".to_owned(), 1500)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::InvalidTimestamp).region("eu-west-1").times(1));
    aws
}

/// The rows before it are there, and there is one warning.
fn assert_one_warning(aws: &Sandbox) {
    let line = format!("{LINE} --columns [Profile Region LaunchTime] | {COUNTS}");
    let (counts, said) = heard(&Shell::with_dev(aws), &line);
    assert_eq!(counts, json!({"dev eu-west-1": 1000, "dev eu-west-2": 12}));
    assert!(said.len() == 1 && said[0].starts_with("warning: dev eu-west-1: aws::invalid_response: "), "{said:?}");
}

#[test]
fn the_next_page_is_not_taken() {
    assert_one_warning(&odd());
}

#[test]
fn nor_is_one_that_has_come_already() {
    // Of a consumer that takes its time, after the only page of the other one.
    let aws = odd();
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(300))).region("eu-west-1").times(1));
    let line = format!("{LINE} --columns [Profile Region LaunchTime] | each {{|row| sleep 1ms; $row }} | {COUNTS}");
    let (counts, said) = heard(&Shell::with_dev(&aws), &line);
    assert_eq!(counts, json!({"dev eu-west-1": 1000, "dev eu-west-2": 12}));
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn nor_is_it_waited_for() {
    let aws = odd();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    assert_one_warning(&aws);
}

#[test]
fn nor_is_it_a_second_failure() {
    let aws = odd();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    assert_one_warning(&aws);
}

#[test]
fn it_is_one_error_row() {
    let aws = odd();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    let line = format!("{LINE} --columns [LaunchTime] --error-rows --quiet | get Error | compact | get code");
    assert_eq!(Shell::with_dev(&aws).value(&line), json!(["aws::invalid_response"]));
}

#[test]
fn another_that_has_nothing_to_tell_has_answered() {
    let aws = Sandbox::start(Options { instances: 0, ..Options::default() });
    aws.fail(Fault::new(FaultKind::InvalidTimestamp).region("eu-west-1"));
    let (rows, said) = heard(&Shell::with_dev(&aws), LINE);
    assert_eq!((rows, said.len()), (json!([]), 1));
}

#[test]
fn more_than_a_thousand_ids_end_together() {
    let instances_in = [("eu-west-1".to_owned(), 1500)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::InvalidTimestamp).region("eu-west-1").times(1));
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    let ids = aws.instance_ids("dev-account", "eu-west-1").join(" ");
    let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances --columns [LaunchTime] {ids} | ignore"));
    assert_eq!(error.code, "aws::invalid_response", "{error:?}");
}
