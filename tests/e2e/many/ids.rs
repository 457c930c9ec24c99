//! `aws ec2 instances ...ids` of many accounts and regions: an instance is found wherever it is.

use std::time::Duration;

use super::{COMMON, failed, heard};
use crate::support::{Fault, FaultKind, Shell, aws, aws_with_instances, json};

/// An id that nobody has.
const NOBODY: &str = "i-0123456789abcdef0";

#[test]
fn each_is_found_where_it_is_without_a_word_of_where_it_is_not() {
    let aws = aws();
    let ids = [
        aws.instance_ids("dev-account", "eu-west-1")[2].clone(),
        aws.instance_ids("test-account", "us-east-1")[7].clone(),
    ];
    let line = format!(
        "[dev test] | aws ec2 instances {} {} --all-regions | sort-by Profile
        | each {{|row| $'($row.Profile) ($row.Region) ($row.InstanceId)' }}",
        ids[1], ids[0]
    );
    let found = json!([format!("dev eu-west-1 {}", ids[0]), format!("test us-east-1 {}", ids[1])]);
    assert_eq!(heard(&Shell::with_aws(&aws), &line), (found, vec![]));
}

#[test]
fn strict_does_not_mind_where_it_is_not() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[2];
    let line = format!("aws ec2 instances {id} --region [us-* eu-west-1] --strict --columns [Region] | get Region");
    assert_eq!(heard(&Shell::with_dev(&aws), &line), (json!(["eu-west-1"]), vec![]));
}

#[test]
fn one_that_nobody_has_is_a_warning_beside_those_that_are_found() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[2];
    let line = format!("aws ec2 instances {id} {NOBODY} --region [eu-west-1 eu-west-2]");
    let (count, said) = heard(&Shell::with_dev(&aws), &format!("{line} | length"));
    assert_eq!(count, json!(1));
    let warning = format!(
        "warning: aws::ec2::instance_not_found: EC2 has no instance {NOBODY} in any of the 2 accounts and regions that responded; "
    );
    assert!(said.len() == 1 && said[0].starts_with(&warning), "{said:?}");

    let rows = format!("{line} --error-rows --quiet | each {{|row| [$row.InstanceId $row.Error?.code?] }}");
    assert_eq!(Shell::with_dev(&aws).value(&rows), json!([[id, null], [null, "aws::ec2::instance_not_found"]]));
    assert_eq!(failed(&Shell::with_dev(&aws), &format!("{line} --strict")).0, "aws::ec2::instance_not_found");
}

#[test]
fn it_is_an_error_at_its_word_if_nobody_has_any() {
    let aws = aws();
    let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances {NOBODY} --all-regions"));
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::instance_not_found", NOBODY), "{error:?}");
}

#[test]
fn strict_tells_of_one_failure_only() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[2];
    // It fails behind a row, so that the failure is a row, too.
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(500))).region("eu-west-2"));
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let line = format!("aws ec2 instances {id} {NOBODY} --region [eu-west-1 eu-west-2] --strict");
    assert_eq!(failed(&Shell::with_dev(&aws), &line).0, "aws::access_denied");
    assert_eq!(Shell::with_dev(&aws).value(&format!("{line} | length")), json!(2));
}

#[test]
fn a_region_that_fails_is_told_beside_it() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let line = format!("aws ec2 instances {NOBODY} --region [eu-west-1 eu-west-2]");
    let (code, said) = failed(&Shell::with_dev(&aws), &line);
    assert_eq!(code, "aws::ec2::instance_not_found");
    assert!(said.len() == 1 && said[0].starts_with("warning: dev eu-west-2: aws::access_denied"), "{said:?}");
    let error = Shell::with_dev(&aws).error(&line);
    assert!(error.message.contains("any of the 1 accounts and regions that responded"), "{error:?}");
}

#[test]
fn where_nobody_is_asked_nobody_misses_it() {
    let line = format!("aws profiles | where false | aws ec2 instances {NOBODY} --all-regions");
    assert_eq!(heard(&Shell::with_dev(&aws()), &line), (json!([]), vec![]));
}

#[test]
fn many_ids_are_looked_for_in_parts() {
    let aws = aws_with_instances(500);
    let ids = [COMMON[3], COMMON[5]].map(|region| aws.instance_ids("dev-account", region)).concat();
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let regions = format!("--region [{} {}] --columns [InstanceId]", COMMON[3], COMMON[5]);
    let states = "--state [running stopped pending]";
    let all = shell.value(&format!("aws ec2 instances {regions} {states} | length"));
    let line =
        format!("aws ec2 instances ...(open ids.txt | lines) {regions} {states} | get InstanceId | uniq | length");
    // Those in another state are there, and are not missed.
    assert_eq!(heard(&shell, &line), (all, vec![]));
    let of_ids = aws.count_where(|request| request.parameters.iter().any(|(_, value)| value == "instance-id"));
    // 197 ids fit beside the three states.
    assert_eq!(of_ids, 2 * 1000_usize.div_ceil(197));
}
