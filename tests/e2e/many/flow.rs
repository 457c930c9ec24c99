//! Targets are asked side by side, no more at once than is set, and the rows come as they are there.

use std::time::Duration;

use super::{COMMON, TARGETS};
use crate::support::{Fault, FaultKind, Shell, aws, json, wait_until};

const ALL: &str = "[dev test] | aws ec2 instances --all-regions";

#[test]
fn rows_of_one_do_not_wait_for_another() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    let shell = Shell::with_dev(&aws);
    let running = shell
        .start("aws ec2 instances --region [eu-west-1 eu-west-2 eu-west-3] | each {|row| print --stderr $row.Region }");
    let said = running.wait_for("the rows of two", |said| said.lines().count() == 24);
    assert!(!said.contains("eu-west-1"), "{said}");
}

#[test]
fn bodies_that_do_not_come_keep_no_other_out() {
    for gzip in [true, false] {
        let aws = aws();
        for region in ["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"] {
            aws.fail(Fault::new(FaultKind::HangInBody).region(region).action("DescribeInstances"));
        }
        let shell = Shell::with_dev(&aws);
        let running = shell.start(&format!(
            "$env.config.plugins.aws = {{gzip: {gzip}}}
            aws ec2 instances --region [eu-*] | each {{|row| print --stderr $row.Region }}"
        ));
        running.wait_for("the rows of another", |said| said.lines().filter(|line| *line == "eu-west-3").count() == 12);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_texts_of_many_are_not_in_memory_at_once() {
    let aws = crate::support::aws_with_instances(1000);
    let peak = Shell::with_dev(&aws).value(
        r"let slow = {|row| if $row.index == 300 { sleep 3sec }; $row.item.InstanceId }
        let count = aws ec2 instances --region [eu-* us-* ap-*] --columns [InstanceId] | enumerate | each $slow | length
        let pid = plugin list | where name == aws | get pid.0
        let peak = open --raw $'/proc/($pid)/status' | parse --regex 'VmHWM:\s+(.+)' | get capture0.0 | into filesize
        {count: $count, megabytes: ($peak / 1MB)}",
    );
    let count = peak["count"].as_u64().expect("a number");
    assert!(count >= 12_000, "{peak}");
    // A text has nine megabytes.
    assert!(peak["megabytes"].as_f64().is_some_and(|megabytes| megabytes < 120.0), "{peak}");
}

#[test]
fn thirty_two_requests_are_in_flight() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    let shell = Shell::with_aws(&aws);
    let _running = shell.start(ALL);
    wait_until("32 requests", || aws.count("DescribeInstances") == 32);
}

#[test]
fn the_setting_says_how_many_are() {
    for concurrency in [1, 3] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(20))));
        let setting = format!("$env.config.plugins.aws = {{concurrency: {concurrency}}}");
        let answer = Shell::with_aws(&aws).value(&format!("{setting}\n{ALL} | {TARGETS} | length"));
        assert_eq!(answer, json!(39));
        assert!(aws.max_in_flight(|_| true) <= concurrency, "{}", aws.max_in_flight(|_| true));
    }
}

#[test]
fn many_pages_keep_to_it_too() {
    let aws = crate::support::aws_with_instances(400);
    aws.fail(Fault::new(FaultKind::ShortPages));
    let line = "$env.config.plugins.aws = {concurrency: 2}
        [dev test] | aws ec2 instances --region [us-east-1 us-east-2] --columns [InstanceId] | length";
    assert_eq!(Shell::with_aws(&aws).value(line), json!(1600));
    assert!(aws.max_in_flight(|_| true) <= 2, "{}", aws.max_in_flight(|_| true));
}

#[test]
fn a_setting_that_makes_no_sense_is_an_error() {
    let aws = aws();
    for number in ["0", "-1", "1001"] {
        let error = Shell::with_dev(&aws)
            .error(&format!("$env.config.plugins.aws = {{concurrency: {number}}}; aws ec2 instances"));
        assert_eq!(error.code, "aws::setting::invalid", "{number}");
        assert!(error.message.contains("concurrency") && error.help.contains("1 to 1000"), "{error:?}");
    }
    for settings in ["{concurrency: many}", "{concurrency: 1.5}", "{concurency: 8}", "{gzip: 1}"] {
        let output = Shell::with_dev(&aws).run(&format!("$env.config.plugins.aws = {settings}; aws ec2 instances"));
        assert!(!output.success && output.stderr.contains("aws::setting::"), "{settings}: {output:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn the_tables_are_the_same_at_1_and_32() {
    let aws = aws();
    let table = format!("({ALL} | sort-by Profile Region InstanceId)");
    let answer = Shell::with_aws(&aws).value(&format!(
        "$env.config.plugins.aws = {{concurrency: 1}}
        let one = {table}
        $env.config.plugins.aws = {{concurrency: 32}}
        let many = {table}
        [($one | length) ($one == $many)]"
    ));
    assert_eq!(answer, json!([39 * 12, true]));
}

#[test]
fn every_instance_is_there_once() {
    let aws = aws();
    let mut expected: Vec<_> = ["dev-account", "test-account"]
        .iter()
        .flat_map(|account| COMMON.iter().flat_map(|region| aws.instance_ids(account, region)))
        .collect();
    expected.sort_unstable();
    let line = format!("[dev test] | aws ec2 instances --region [{}] | get InstanceId | sort", COMMON.join(" "));
    assert_eq!(Shell::with_aws(&aws).value(&line), json!(expected));
}

#[test]
fn two_lines_side_by_side_do_not_meet() {
    let line = format!(
        "[dev test] | par-each --keep-order {{|name| $name | aws ec2 instances --region [us-east-1 us-west-2] | {TARGETS} }}"
    );
    let answer = Shell::with_aws(&aws()).value(&line);
    assert_eq!(answer, json!([["dev us-east-1", "dev us-west-2"], ["test us-east-1", "test us-west-2"]]));
}
