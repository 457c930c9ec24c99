//! `aws ec2 instances ...ids`

use crate::support::{Sandbox, Shell, aws, aws_with_instances, json};

/// How many ids each request asked for. EC2 takes no page size with them.
fn ids_asked_for(aws: &Sandbox) -> Vec<usize> {
    let requests = aws.requests().into_iter().filter(|request| request.parameter("InstanceId.1").is_some());
    let mut counts: Vec<_> = requests
        .map(|request| {
            assert_eq!(request.parameter("MaxResults"), None);
            request.parameters.iter().filter(|(name, _)| name.starts_with("InstanceId.")).count()
        })
        .collect();
    counts.sort_unstable();
    counts
}

#[test]
fn only_these_are_listed() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let answer = Shell::with_dev(&aws).value(&format!("aws ec2 instances {} {} | get InstanceId", ids[2], ids[7]));
    assert_eq!(answer, json!([ids[2], ids[7]]));
    assert_eq!(ids_asked_for(&aws), [2]);
}

#[test]
fn one_that_is_named_twice_is_one_row() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[3];
    assert_eq!(Shell::with_dev(&aws).value(&format!("aws ec2 instances {id} {id} | get InstanceId")), json!([id]));
    assert_eq!(ids_asked_for(&aws), [1]);
}

#[test]
fn more_than_a_thousand_are_asked_for_in_parts() {
    let aws = aws_with_instances(2100);
    let mut ids = aws.instance_ids("dev-account", "eu-west-1");
    ids.truncate(1500);
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let answer = shell.value("aws ec2 instances ...(open ids.txt | lines) | get InstanceId | sort");
    ids.sort_unstable();
    assert_eq!(answer, json!(ids));
    assert_eq!(ids_asked_for(&aws), [500, 1000]);
}

#[test]
fn a_thousand_are_one_request() {
    let aws = aws_with_instances(1000);
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    // Named twice each, and out of order.
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let answer = shell.value("let ids = open ids.txt | lines; aws ec2 instances ...$ids ...($ids | reverse) | length");
    assert_eq!(answer, json!(1000));
    assert_eq!(ids_asked_for(&aws), [1000]);
}

#[test]
fn ids_and_filters_both_hold() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let line = format!("aws ec2 instances {} {} --state stopped | get InstanceId", ids[4], ids[5]);
    assert_eq!(Shell::with_dev(&aws).value(&line), json!([ids[5]]));
}

#[test]
fn a_list_without_ids_means_all() {
    // `...[]` is no id, just as EC2 takes it.
    assert_eq!(Shell::with_dev(&aws()).value("aws ec2 instances ...[] | length"), json!(12));
}
