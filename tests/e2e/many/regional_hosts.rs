//! Five hundred accounts and regions, each region on a host of its own with TLS, up to 300 ms away.

use crate::support::{Fault, FaultKind, RegionalHosts, Shell, json, wait_until};

const ALL: &str = "aws profiles | aws ec2 instances";

#[test]
fn all_targets_are_asked_at_once() {
    let aws = RegionalHosts::start();
    aws.aws.fail(Fault::new(FaultKind::Hang).action("DescribeInstances"));
    // The shell's limit is no limit of the system.
    let shell = aws.shell().prelude("ulimit -S -n 64");
    let _running = shell.start(&format!("{ALL} | length"));
    wait_until("all requests", || aws.aws.count("DescribeInstances") == aws.targets());
}

#[test]
fn few_files_are_enough_for_all_targets() {
    let aws = RegionalHosts::start();
    let shell = aws.shell().prelude("ulimit -n 64");
    // With so few files, those that are far away would take long.
    let near: Vec<_> = aws.hosts[..6].iter().map(|host| host.region).collect();
    let script = format!("aws profiles | where region in [{}] | aws ec2 instances | length", near.join(" "));
    let targets = aws.targets() / aws.hosts.len() * near.len();
    assert_eq!(shell.value(&script), json!(RegionalHosts::rows(targets)));
    assert_eq!(aws.aws.count("DescribeInstances"), targets);
}

#[test]
fn a_dead_region_and_one_that_throttles_delay_no_other() {
    let aws = RegionalHosts::start();
    let [dead, throttling] = [aws.hosts[0].region, aws.hosts[1].region];
    aws.aws.fail(Fault::new(FaultKind::Hang).region(dead));
    aws.aws.fail(Fault::new(FaultKind::Throttle).region(throttling));
    let shell = aws.shell();
    let running = shell.start(&format!("{ALL} | each {{|row| print --stderr $row.Region }}"));
    let others = aws.targets() * (aws.hosts.len() - 2) / aws.hosts.len();
    let is_row = |line: &&str| aws.hosts.iter().any(|host| host.region == *line);
    running.wait_for("the rows of the others", |stderr| {
        stderr.lines().filter(is_row).count() == RegionalHosts::rows(others)
    });
    let in_region = |region| aws.aws.requests().iter().filter(|request| request.region == region).count();
    assert_eq!(in_region(dead), aws.targets() / aws.hosts.len());
    assert_eq!(in_region(aws.hosts[2].region), aws.targets() / aws.hosts.len());
}

#[test]
fn a_second_call_makes_no_handshake() {
    let aws = RegionalHosts::start();
    let rows = RegionalHosts::rows(aws.hosts.len());
    let script = "$env.config.plugin_gc.default.stop_after = 0sec
        $env.config.plugins.aws = {connect_timeout: 30sec}
        let count = aws ec2 instances --profile 0-* | length
        # Enough for Nushell to stop an idle plugin.
        sleep 500ms
        [$count (aws ec2 instances --profile 0-* | length)]";
    assert_eq!(aws.shell().value(script), json!([rows, rows]));
    assert_eq!(aws.connections(), aws.hosts.len());
}

#[test]
fn a_plugin_without_connections_is_stopped_when_it_is_idle() {
    let script = "$env.config.plugin_gc.default.stop_after = 0sec
        let status = {|| plugin list | where name == aws | get 0.status }
        aws profiles | ignore
        while (do $status) == running { sleep 10ms }
        do $status";
    assert_eq!(Shell::new().value(script), "loaded");
}
