//! `aws ec2 instances ...ids` with many accounts and regions.

use std::time::Duration;

use super::{COMMON_REGIONS, code_and_stderr, value_and_stderr};
use crate::support::{Fault, FaultKind, Shell, aws, aws_with_instances, json};

/// An id that doesn't exist.
const UNKNOWN: &str = "i-0123456789abcdef0";

#[test]
fn each_id_is_found_in_its_target_without_warnings() {
    let aws = aws();
    let ids = [
        aws.instance_ids("dev-account", "eu-west-1")[2].clone(),
        aws.instance_ids("test-account", "us-east-1")[7].clone(),
    ];
    let script = format!(
        "[dev test] | aws ec2 instances {} {} --all-regions | sort-by Profile
        | each {{|row| $'($row.Profile) ($row.Region) ($row.InstanceId)' }}",
        ids[1], ids[0]
    );
    let found = json!([format!("dev eu-west-1 {}", ids[0]), format!("test us-east-1 {}", ids[1])]);
    assert_eq!(value_and_stderr(&Shell::with_aws(&aws), &script), (found, vec![]));
}

#[test]
fn strict_ignores_targets_without_the_id() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[2];
    let script = format!("aws ec2 instances {id} --region [us-* eu-west-1] --strict --columns [Region] | get Region");
    assert_eq!(value_and_stderr(&Shell::with_dev(&aws), &script), (json!(["eu-west-1"]), vec![]));
}

#[test]
fn an_unknown_id_is_a_warning_if_others_are_found() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[2];
    let script = format!("aws ec2 instances {id} {UNKNOWN} --region [eu-west-1 eu-west-2]");
    let (count, stderr) = value_and_stderr(&Shell::with_dev(&aws), &format!("{script} | length"));
    assert_eq!(count, json!(1));
    let warning = format!(
        "warning: aws::ec2::instance_not_found: EC2 has no instance {UNKNOWN} in any of the 2 regions that responded; "
    );
    assert!(stderr.len() == 1 && stderr[0].starts_with(&warning), "{stderr:?}");

    let rows = format!("{script} --error-rows --quiet | each {{|row| [$row.InstanceId $row.Error?.code?] }}");
    assert_eq!(Shell::with_dev(&aws).value(&rows), json!([[id, null], [null, "aws::ec2::instance_not_found"]]));
    assert_eq!(
        code_and_stderr(&Shell::with_dev(&aws), &format!("{script} --strict")).0,
        "aws::ec2::instance_not_found"
    );
}

#[test]
fn only_unknown_ids_are_an_error() {
    let aws = aws();
    let error = Shell::with_dev(&aws).error(&format!("aws ec2 instances {UNKNOWN} --all-regions"));
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::ec2::instance_not_found", UNKNOWN), "{error:?}");
}

#[test]
fn strict_reports_one_failure_only() {
    let aws = aws();
    let id = &aws.instance_ids("dev-account", "eu-west-1")[2];
    // It fails after a row has arrived, so that the failure is a row too.
    aws.fail(Fault::new(FaultKind::Delay(Duration::from_millis(1500))).region("eu-west-2"));
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let script = format!("aws ec2 instances {id} {UNKNOWN} --region [eu-west-1 eu-west-2] --strict");
    assert_eq!(code_and_stderr(&Shell::with_dev(&aws), &script).0, "aws::access_denied");
    // Since 0.116, `length` fails with the failure.
    let count = format!("{script} | reduce --fold 0 {{|row, count| $count + 1 }}");
    assert_eq!(Shell::with_dev(&aws).value(&count), json!(2));
}

#[test]
fn a_failing_region_is_a_warning_beside_the_error() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let script = format!("aws ec2 instances {UNKNOWN} --region [eu-west-1 eu-west-2]");
    let (code, stderr) = code_and_stderr(&Shell::with_dev(&aws), &script);
    assert_eq!(code, "aws::ec2::instance_not_found");
    assert!(stderr.len() == 1 && stderr[0].starts_with("warning: dev eu-west-2: aws::access_denied"), "{stderr:?}");
    let error = Shell::with_dev(&aws).error(&script);
    assert!(error.message.contains("in the only region that responded"), "{error:?}");
}

#[test]
fn without_targets_no_id_is_missing() {
    let script = format!("aws profiles | where false | aws ec2 instances {UNKNOWN} --all-regions");
    assert_eq!(value_and_stderr(&Shell::with_dev(&aws()), &script), (json!([]), vec![]));
}

#[test]
fn many_ids_are_sent_in_several_requests() {
    let aws = aws_with_instances(500);
    let ids = [COMMON_REGIONS[3], COMMON_REGIONS[5]].map(|region| aws.instance_ids("dev-account", region)).concat();
    let shell = Shell::with_dev(&aws).file("ids.txt", &ids.join("\n"));
    let regions = format!("--region [{} {}] --columns [InstanceId]", COMMON_REGIONS[3], COMMON_REGIONS[5]);
    let states = "--state [running stopped pending]";
    let all = shell.value(&format!("aws ec2 instances {regions} {states} | length"));
    let script =
        format!("aws ec2 instances ...(open ids.txt | lines) {regions} {states} | get InstanceId | uniq | length");
    // Instances in another state exist and aren't reported as missing.
    assert_eq!(value_and_stderr(&shell, &script), (all, vec![]));
    let of_ids = aws.count_where(|request| request.parameters.iter().any(|(_, value)| value == "instance-id"));
    // A request has at most 200 filter values, of which the states take three.
    assert_eq!(of_ids, 2 * 1000_usize.div_ceil(197));
}

#[test]
fn rows_are_looked_up_again_where_they_are_from() {
    let aws = aws();
    let value = Shell::with_dev(&aws).value(
        "let rows = aws ec2 instances --profile [dev test] --region [us-east-1 eu-west-3] | group-by Profile Region
            | values | each { values } | flatten | each { first } | sort-by Profile Region
        let again = $rows | reverse | aws ec2 instances | sort-by Profile Region
        let volumes = aws ec2 volumes --profile test --region sa-east-1 | first 2
        [($again == $rows) ($again | select Profile Region | each { values }) (($volumes | aws ec2 volumes) == $volumes)
        ($rows | last | aws ec2 instances | get 0.Region)]",
    );
    let from = json!([["dev", "eu-west-3"], ["dev", "us-east-1"], ["test", "eu-west-3"], ["test", "us-east-1"]]);
    assert_eq!(value, json!([true, from, true, "us-east-1"]));
}
