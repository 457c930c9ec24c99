//! Pages of many targets: all are fetched for all rows, and few for a few rows.

use super::{COMMON_REGIONS, COUNTS};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, aws, aws_with_instances, json, wait_until};

/// A command with thirty targets in two accounts.
fn thirty() -> String {
    format!("[dev test] | aws ec2 instances --region [{}]", COMMON_REGIONS[..15].join(" "))
}

/// Asserts that no target got more than one request.
fn assert_at_most_one_page_each(aws: &Sandbox) {
    let counts = aws.counts("DescribeInstances");
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
}

#[test]
fn ten_rows_of_thirty_targets_take_at_most_one_request_each() {
    let aws = aws();
    assert_eq!(Shell::with_aws(&aws).value(&format!("{} | first 10 | length", thirty())), json!(10));
    assert_at_most_one_page_each(&aws);
}

#[test]
fn ten_rows_of_thirty_targets_with_many_pages_take_at_most_one_request_each() {
    let aws = aws_with_instances(1000);
    aws.fail(Fault::new(FaultKind::ShortPages));
    assert_eq!(Shell::with_aws(&aws).value(&format!("{} | first 10 | length", thirty())), json!(10));
    assert_at_most_one_page_each(&aws);
}

/// The number of requests for the first rows of a large target, if the consumer is slow at the last of them. Nushell
/// lets a plugin send a hundred rows ahead.
fn pages_for(rows: usize) -> usize {
    let aws = aws_with_instances(3000);
    let script = format!(
        "aws ec2 instances --columns [InstanceId] | enumerate
        | each {{|it| if $it.index == {} {{ sleep 2sec }}; $it.item }} | first {rows} | length",
        rows - 1
    );
    assert_eq!(Shell::with_dev(&aws).value(&script), json!(rows));
    aws.count("DescribeInstances")
}

#[test]
fn ten_rows_of_a_large_target_take_one_request() {
    let pages = pages_for(10);
    assert_eq!(pages, 1);
}

#[test]
fn a_hundred_and_fifty_rows_take_at_most_two_requests() {
    let pages = pages_for(150);
    assert!(pages <= 2, "{pages}");
}

#[test]
fn the_next_page_is_requested_while_the_consumer_is_busy() {
    let aws = aws_with_instances(3000);
    let shell = Shell::with_dev(&aws);
    let gate = shell.path("gate");
    let script = format!(
        "aws ec2 instances --columns [InstanceId] | enumerate | each {{|it|
            if $it.index == 500 {{ while not ('{}' | path exists) {{ sleep 10ms }} }}
            $it.item.InstanceId
        }} | length | to json",
        gate.display()
    );
    let running = shell.start(&script);
    wait_until("the second page", || aws.count("DescribeInstances") >= 2);
    std::fs::write(gate, "").expect("a gate");
    assert_eq!(running.output().json(), json!(3000));
    assert_eq!(aws.count("DescribeInstances"), 3);
}

#[test]
fn short_and_empty_pages_of_several_targets_lose_no_rows() {
    let instances_in = [("us-east-1".to_owned(), 700)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::ShortPages).region("us-east-1"));
    aws.fail(Fault::new(FaultKind::EmptyPages).region("us-west-2"));
    let script = format!("[dev test] | aws ec2 instances --region [us-east-1 us-west-2 eu-west-1] | {COUNTS}");
    let expected = json!({
        "dev us-east-1": 700, "dev us-west-2": 12, "dev eu-west-1": 12,
        "test us-east-1": 700, "test us-west-2": 12, "test eu-west-1": 12,
    });
    assert_eq!(Shell::with_aws(&aws).value(&script), expected);
    let counts = aws.counts("DescribeInstances");
    assert_eq!(counts[&(super::DEV.to_owned(), "us-east-1".to_owned())], 3);
    assert_eq!(counts[&(super::TEST.to_owned(), "us-west-2".to_owned())], 3);
}

#[test]
fn a_target_that_fails_at_its_second_page_keeps_its_first_rows() {
    let instances_in = [("eu-west-1".to_owned(), 400)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::ShortPages).region("eu-west-1").times(1));
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-1"));
    let script = format!("aws ec2 instances --region [eu-west-1 eu-west-2] | {COUNTS}");
    let (counts, stderr) = super::value_and_stderr(&Shell::with_dev(&aws), &script);
    assert_eq!(counts, json!({"dev eu-west-1": 333, "dev eu-west-2": 12}));
    assert!(stderr.len() == 1 && stderr[0].starts_with("warning: dev eu-west-1: aws::access_denied: "), "{stderr:?}");
}

#[test]
fn a_single_target_that_fails_at_its_second_page_is_an_error_after_the_rows() {
    let instances_in = [("eu-west-1".to_owned(), 400)].into();
    let aws = Sandbox::start(Options { instances_in, ..Options::default() });
    aws.fail(Fault::new(FaultKind::ShortPages).times(1));
    aws.fail(Fault::new(FaultKind::Denied));
    let shell = Shell::with_dev(&aws);
    let output = shell.run("for row in (aws ec2 instances --columns [InstanceId]) { print $row.InstanceId }");
    assert_eq!(output.stdout.lines().count(), 333);
    assert!(!output.success && output.stderr.contains("aws::access_denied"), "{output:?}");
    assert!(!output.stderr.contains("warning:"), "{}", output.stderr);
}
