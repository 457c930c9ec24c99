//! Targets are requested concurrently up to the limit of the setting, and rows arrive as soon as there are any.

use std::time::Duration;

use super::{COMMON_REGIONS, TARGETS};
use crate::support::{Fault, FaultKind, Shell, aws, json, wait_until};

const ALL: &str = "[dev test] | aws ec2 instances --all-regions";

#[test]
fn rows_do_not_wait_for_other_targets() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).region("eu-west-1"));
    let shell = Shell::with_dev(&aws);
    let running = shell
        .start("aws ec2 instances --region [eu-west-1 eu-west-2 eu-west-3] | each {|row| print --stderr $row.Region }");
    let stderr = running.wait_for("the rows of two", |stderr| stderr.lines().count() == 24);
    assert!(!stderr.contains("eu-west-1"), "{stderr}");
}

#[test]
fn hanging_bodies_do_not_block_other_targets() {
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
        running
            .wait_for("the rows of another", |stderr| stderr.lines().filter(|line| *line == "eu-west-3").count() == 12);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_bounded_with_many_targets() {
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
    // The body of one response has nine megabytes.
    assert!(peak["megabytes"].as_f64().is_some_and(|megabytes| megabytes < 120.0), "{peak}");
}

#[test]
fn all_regions_are_asked_at_once() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    let shell = Shell::with_aws(&aws);
    let _running = shell.start(ALL);
    wait_until("39 requests", || aws.count("DescribeInstances") == 39);
}

#[test]
fn without_gzip_up_to_32_requests_are_in_flight() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    let shell = Shell::with_aws(&aws);
    let running =
        shell.start(&format!("$env.config.plugins.aws = {{gzip: false}}\n{ALL} | {TARGETS} | length | to json"));
    wait_until("32 requests", || aws.count("DescribeInstances") >= 32);
    aws.clear_faults();
    assert_eq!(running.output().json(), json!(39));
    assert_eq!(aws.max_in_flight(|request| request.action == "DescribeInstances"), 32);
}

#[test]
fn the_setting_limits_the_requests_in_flight() {
    for concurrency in [1, 3] {
        let aws = aws();
        aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(20))));
        let setting = format!("$env.config.plugins.aws = {{concurrency: {concurrency}}}");
        let value = Shell::with_aws(&aws).value(&format!("{setting}\n{ALL} | {TARGETS} | length"));
        assert_eq!(value, json!(39));
        assert!(aws.max_in_flight(|_| true) <= concurrency, "{}", aws.max_in_flight(|_| true));
    }
}

#[test]
fn the_setting_applies_to_all_pages() {
    let aws = crate::support::aws_with_instances(400);
    aws.fail(Fault::new(FaultKind::ShortPages));
    let script = "$env.config.plugins.aws = {concurrency: 2}
        [dev test] | aws ec2 instances --region [us-east-1 us-east-2] --columns [InstanceId] | length";
    assert_eq!(Shell::with_aws(&aws).value(script), json!(1600));
    assert!(aws.max_in_flight(|_| true) <= 2, "{}", aws.max_in_flight(|_| true));
}

#[test]
fn invalid_settings_are_errors() {
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
fn the_rows_do_not_depend_on_the_concurrency() {
    let aws = aws();
    let table = format!("({ALL} | sort-by Profile Region InstanceId)");
    let value = Shell::with_aws(&aws).value(&format!(
        "$env.config.plugins.aws = {{concurrency: 1}}
        let one = {table}
        $env.config.plugins.aws = {{concurrency: 32}}
        let many = {table}
        [($one | length) ($one == $many)]"
    ));
    assert_eq!(value, json!([39 * 12, true]));
}

#[test]
fn every_instance_is_one_row() {
    let aws = aws();
    let mut expected: Vec<_> = ["dev-account", "test-account"]
        .iter()
        .flat_map(|account| COMMON_REGIONS.iter().flat_map(|region| aws.instance_ids(account, region)))
        .collect();
    expected.sort_unstable();
    let script =
        format!("[dev test] | aws ec2 instances --region [{}] | get InstanceId | sort", COMMON_REGIONS.join(" "));
    assert_eq!(Shell::with_aws(&aws).value(&script), json!(expected));
}

#[test]
fn parallel_commands_are_independent() {
    let script = format!(
        "[dev test] | par-each --keep-order {{|name| $name | aws ec2 instances --region [us-east-1 us-west-2] | {TARGETS} }}"
    );
    let value = Shell::with_aws(&aws()).value(&script);
    assert_eq!(value, json!([["dev us-east-1", "dev us-west-2"], ["test us-east-1", "test us-west-2"]]));
}
