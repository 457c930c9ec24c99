//! Keys are valid in one partition, so that no requests are sent to others.

use super::{requested_regions, value_and_stderr};
use crate::support::{Options, Sandbox, Shell, aws, json, profile};

/// A shell with the profiles of two accounts, and one of a partition that the sandbox doesn't have.
fn with_china(aws: &Sandbox) -> Shell {
    Shell::with_aws(aws).more_config(&profile("china", aws.account("test-account"), "cn-north-1"))
}

#[test]
fn all_regions_excludes_other_partitions() {
    let aws = Sandbox::start(Options { foreign_regions: true, ..Options::default() });
    let value = Shell::with_dev(&aws).value("aws ec2 instances --all-regions | get Region | uniq | length");
    assert_eq!(value, json!(20));
    assert!(requested_regions(&aws).iter().all(|region| !region.starts_with("cn-") && !region.starts_with("us-gov-")));
}

#[test]
fn patterns_match_no_regions_of_other_partitions() {
    let aws = Sandbox::start(Options { foreign_regions: true, ..Options::default() });
    let value = Shell::with_dev(&aws).value("aws ec2 instances --region [us-* *-north-1] | get Region | uniq | sort");
    assert_eq!(value, json!(["eu-north-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]));
    assert_eq!(requested_regions(&aws).len(), 5);
}

#[test]
fn each_profile_is_limited_to_its_partition() {
    let aws = aws();
    let (profiles, stderr) = value_and_stderr(
        &with_china(&aws),
        "[dev china] | aws ec2 instances --all-regions | get Profile | uniq --count",
    );
    assert_eq!(profiles, json!([{"value": "dev", "count": 240}]));
    assert!(stderr.len() == 1 && stderr[0].starts_with("warning: china: aws::credentials::rejected: "), "{stderr:?}");
    // The sandbox has no regions in China, so that it rejects the keys in the region of the profile and in the other one.
    let key = &aws.account("test-account").key.access_key_id;
    let there = aws.requests().into_iter().filter(|request| request.access_key_id == *key);
    assert_eq!(there.map(|request| request.region).collect::<Vec<_>>(), ["cn-north-1", "cn-northwest-1"]);
}

#[test]
fn a_region_variable_of_another_partition_is_ignored_for_patterns() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_REGION", "cn-north-1");
    assert_eq!(shell.value("aws ec2 instances --region us-* | get Region | uniq | length"), json!(4));
    assert_eq!(aws.count_where(|request| request.region.starts_with("cn-")), 0);
}
