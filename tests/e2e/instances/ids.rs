//! `aws ec2 instances ...ids`

use crate::support::{Sandbox, Shell, aws, aws_with_instances, json};

/// The number of ids in each request that has some. EC2 allows no page size beside ids.
fn requested_ids(aws: &Sandbox) -> Vec<usize> {
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
fn only_the_given_ids_are_listed() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let value = Shell::with_dev(&aws).value(&format!("aws ec2 instances {} {} | get InstanceId", ids[2], ids[7]));
    assert_eq!(value, json!([ids[2], ids[7]]));
    assert_eq!(requested_ids(&aws), [2]);
}

#[test]
fn a_repeated_id_is_one_row() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[3];
    assert_eq!(Shell::with_dev(&aws).value(&format!("aws ec2 instances {id} {id} | get InstanceId")), json!([id]));
    assert_eq!(requested_ids(&aws), [1]);
}

#[test]
fn more_than_a_thousand_ids_take_several_requests() {
    let aws = aws_with_instances(2100);
    let mut ids = aws.instance_ids("dev-account", "eu-west-1");
    ids.truncate(1500);
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let value = shell.value("aws ec2 instances ...(open ids.txt | lines) | get InstanceId | sort");
    ids.sort_unstable();
    assert_eq!(value, json!(ids));
    assert_eq!(requested_ids(&aws), [500, 1000]);
}

#[test]
fn a_thousand_ids_take_one_request() {
    let aws = aws_with_instances(1000);
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    // Each id is given twice, the second time in reverse order.
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let value = shell.value("let ids = open ids.txt | lines; aws ec2 instances ...$ids ...($ids | reverse) | length");
    assert_eq!(value, json!(1000));
    assert_eq!(requested_ids(&aws), [1000]);
}

#[test]
fn ids_and_filters_both_apply() {
    let aws = aws();
    let ids = aws.instance_ids("dev-account", "eu-west-1");
    let script = format!("aws ec2 instances {} {} --state stopped | get InstanceId", ids[4], ids[5]);
    assert_eq!(Shell::with_dev(&aws).value(&script), json!([ids[5]]));
}

#[test]
fn an_empty_list_of_ids_means_all() {
    // `...[]` means the same as no ids, like in EC2.
    assert_eq!(Shell::with_dev(&aws()).value("aws ec2 instances ...[] | length"), json!(12));
}
