//! One target that fails, in any way, is one line of warning, and costs no other its rows.

use super::{COUNTS, heard};
use crate::support::{Fault, FaultKind, Sandbox, Shell, Value, aws, json};

const LINE: &str = "aws ec2 instances --region [eu-west-1 eu-west-2 eu-west-3]";

/// What three targets answer of which the second fails. A retry here or there changes nothing.
fn with_one_failing(aws: &Sandbox, kind: FaultKind) -> (Value, Vec<String>) {
    aws.fail(Fault::new(kind).region("eu-west-2"));
    let shell = Shell::with_dev(aws).var("AWS_MAX_ATTEMPTS", "1");
    heard(&shell, &format!("$env.config.plugins.aws = {{read_timeout: 1sec}}\n{LINE} | {COUNTS}"))
}

fn assert_one_warning(kind: FaultKind, code: &str, message: &str, cure: &str) {
    let (counts, said) = with_one_failing(&aws(), kind.clone());
    assert_eq!(counts, json!({"dev eu-west-1": 12, "dev eu-west-3": 12}), "{kind:?}");
    let [warning] = said.as_slice() else { panic!("{kind:?}: {said:?}") };
    let words =
        warning.strip_prefix(&format!("warning: dev eu-west-2: {code}: ")).unwrap_or_else(|| panic!("{warning}"));
    let (told, help) = words.split_once("; ").unwrap_or_else(|| panic!("no cure: {warning}"));
    assert!(told.contains(message) && help.contains(cure), "{kind:?}: {warning}");
}

#[test]
fn a_connection_that_is_refused() {
    assert_one_warning(FaultKind::Reset, "aws::network::unreachable", "ec2 in eu-west-2", "AWS_ENDPOINT_URL");
}

#[test]
fn an_answer_that_does_not_come() {
    assert_one_warning(FaultKind::Hang, "aws::network::timeout", "ec2 in eu-west-2", "read_timeout");
}

#[test]
fn a_region_that_is_named_and_switched_off() {
    assert_one_warning(FaultKind::OptInRequired, "aws::region::disabled", "eu-west-2", "`aws ec2 regions`");
}

#[test]
fn an_identity_that_may_not() {
    assert_one_warning(FaultKind::Denied, "aws::access_denied", "ec2:DescribeInstances", "ec2:DescribeInstances");
}

#[test]
fn aws_says_who_may_not_and_why() {
    assert_one_warning(FaultKind::Denied, "aws::access_denied", "is not authorized to perform", "");
    assert_one_warning(
        FaultKind::DeniedByPolicy,
        "aws::access_denied",
        "explicit deny in a service control policy",
        "",
    );
}

#[test]
fn a_request_that_has_expired_although_its_keys_cannot() {
    assert_one_warning(FaultKind::Expired, "aws::clock", "this computer's clock may be wrong", "synchronize");
}

#[test]
fn throttling_without_end() {
    assert_one_warning(FaultKind::Throttle, "aws::throttled", "ec2 in eu-west-2", "AWS_MAX_ATTEMPTS");
}

#[test]
fn an_error_of_aws() {
    assert_one_warning(FaultKind::InternalError, "aws::service_error", "InternalError", "--debug");
}

#[test]
fn an_answer_that_makes_no_sense() {
    for kind in [FaultKind::Garbage, FaultKind::Empty, FaultKind::Truncated, FaultKind::BrokenGzip] {
        assert_one_warning(kind, "aws::invalid_response", "ec2 in eu-west-2", "AWS_ENDPOINT_URL");
    }
}

#[test]
fn a_message_of_several_lines_stays_one() {
    let kind = FaultKind::Error { status: 400, code: "Odd".into(), message: "first\nsecond".into() };
    assert_one_warning(kind, "aws::service_error", "first second", "--debug");
}

#[test]
fn a_region_that_no_account_has_enabled_is_a_warning_if_it_is_named() {
    let (counts, said) =
        heard(&Shell::with_dev(&aws()), &format!("aws ec2 instances --region [af-south-1 us-*] | {COUNTS} | columns"));
    assert_eq!(counts.as_array().map(Vec::len), Some(4), "{counts}");
    let warning = "warning: dev af-south-1: aws::credentials::rejected: ";
    assert!(said.len() == 1 && said[0].starts_with(warning) && said[0].contains("--all`"), "{said:?}");
}

#[test]
fn keys_in_the_environment_have_no_profile_to_name() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let (count, said) = heard(&shell, &format!("{LINE} | length"));
    assert_eq!(count, json!(24));
    assert!(said.len() == 1 && said[0].starts_with("warning: eu-west-2: aws::access_denied: "), "{said:?}");
}

#[test]
fn throttling_is_retried_for_each() {
    let aws = aws();
    for region in ["eu-west-1", "eu-west-2"] {
        aws.fail(Fault::new(FaultKind::Throttle).region(region).times(1));
    }
    let (count, said) = heard(&Shell::with_dev(&aws), &format!("{LINE} | length"));
    assert_eq!((count, said), (json!(36), vec![]));
    assert_eq!(aws.count("DescribeInstances"), 5);
}

#[test]
fn an_unreachable_account_costs_the_others_nothing() {
    let aws = aws();
    let dead = format!(
        "[profile dead]\nregion = eu-west-1\nendpoint_url = {}\n{}",
        crate::support::closed_port(),
        crate::support::keys(&aws.account("dev-account").key)
    );
    let live = format!(
        "{}endpoint_url = {}\n",
        crate::support::profile("live", aws.account("dev-account"), "eu-west-1"),
        aws.url()
    );
    let shell = Shell::new().config(&(dead + &live)).var("AWS_MAX_ATTEMPTS", "1");
    let (profiles, said) = heard(&shell, "[dead live] | aws ec2 instances | get Profile | uniq --count");
    assert_eq!(profiles, json!([{"value": "live", "count": 12}]));
    assert!(said.len() == 1 && said[0].starts_with("warning: dead eu-west-1: aws::network::unreachable: "), "{said:?}");
}
