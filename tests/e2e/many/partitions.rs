//! Nobody's keys are good in another partition: no request goes there.

use super::{asked, heard};
use crate::support::{Options, Sandbox, Shell, aws, json, profile};

/// A shell with the profiles of two accounts, and one of a partition that the sandbox doesn't have.
fn with_china(aws: &Sandbox) -> Shell {
    Shell::with_aws(aws).more_config(&profile("china", aws.account("test-account"), "cn-north-1"))
}

#[test]
fn regions_of_other_partitions_are_not_asked_even_if_they_are_listed() {
    let aws = Sandbox::start(Options { foreign_regions: true, ..Options::default() });
    let answer = Shell::with_dev(&aws).value("aws ec2 instances --all-regions | get Region | uniq | length");
    assert_eq!(answer, json!(20));
    assert!(asked(&aws).iter().all(|region| !region.starts_with("cn-") && !region.starts_with("us-gov-")));
}

#[test]
fn a_pattern_does_not_lead_there() {
    let aws = Sandbox::start(Options { foreign_regions: true, ..Options::default() });
    let answer = Shell::with_dev(&aws).value("aws ec2 instances --region [us-* *-north-1] | get Region | uniq | sort");
    assert_eq!(answer, json!(["eu-north-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]));
    assert_eq!(asked(&aws).len(), 5);
}

#[test]
fn each_profile_stays_in_its_own() {
    let aws = aws();
    let (profiles, said) =
        heard(&with_china(&aws), "[dev china] | aws ec2 instances --all-regions | get Profile | uniq --count");
    assert_eq!(profiles, json!([{"value": "dev", "count": 240}]));
    assert!(said.len() == 1 && said[0].starts_with("warning: china: aws::credentials::rejected: "), "{said:?}");
    // The sandbox has no China: these keys are refused in the profile's region, and in the main one there.
    let key = &aws.account("test-account").key.access_key_id;
    let there = aws.requests().into_iter().filter(|request| request.access_key_id == *key);
    assert_eq!(there.map(|request| request.region).collect::<Vec<_>>(), ["cn-north-1", "cn-northwest-1"]);
}

#[test]
fn a_variable_of_another_partition_leads_nobody_astray() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_REGION", "cn-north-1");
    assert_eq!(shell.value("aws ec2 instances --region us-* | get Region | uniq | length"), json!(4));
    assert_eq!(aws.count_where(|request| request.region.starts_with("cn-")), 0);
}
