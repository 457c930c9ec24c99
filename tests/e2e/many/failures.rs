//! A target that fails is one warning, and the others keep their rows. The names of most tests say how it fails.

use super::{COUNTS, value_and_stderr};
use crate::support::{Fault, FaultKind, Sandbox, Shell, Value, aws, json};

const COMMAND: &str = "aws ec2 instances --region [eu-west-1 eu-west-2 eu-west-3]";

/// The rows and warnings of three targets, of which the second fails without a retry.
fn with_one_failing(aws: &Sandbox, kind: FaultKind) -> (Value, Vec<String>) {
    aws.fail(Fault::new(kind).region("eu-west-2"));
    let shell = Shell::with_dev(aws).var("AWS_MAX_ATTEMPTS", "1");
    value_and_stderr(&shell, &format!("$env.config.plugins.aws = {{read_timeout: 3sec}}\n{COMMAND} | {COUNTS}"))
}

fn assert_one_warning(kind: FaultKind, code: &str, message: &str, help: &str) {
    let (counts, stderr) = with_one_failing(&aws(), kind.clone());
    assert_eq!(counts, json!({"dev eu-west-1": 12, "dev eu-west-3": 12}), "{kind:?}");
    let [warning] = stderr.as_slice() else { panic!("{kind:?}: {stderr:?}") };
    let words =
        warning.strip_prefix(&format!("warning: dev eu-west-2: {code}: ")).unwrap_or_else(|| panic!("{warning}"));
    let (text, warning_help) = words.split_once("; ").unwrap_or_else(|| panic!("no help: {warning}"));
    assert!(text.contains(message) && warning_help.contains(help), "{kind:?}: {warning}");
}

#[test]
fn a_connection_reset() {
    assert_one_warning(FaultKind::Reset, "aws::network::unreachable", "ec2 in eu-west-2", "endpoint|proxy");
}

#[test]
fn a_timeout() {
    assert_one_warning(FaultKind::Hang, "aws::network::timeout", "ec2 in eu-west-2", "read_timeout");
}

#[test]
fn a_disabled_region() {
    assert_one_warning(FaultKind::OptInRequired, "aws::region::disabled", "eu-west-2", "`aws ec2 regions`");
}

#[test]
fn a_missing_permission() {
    assert_one_warning(FaultKind::Denied, "aws::access_denied", "ec2:DescribeInstances", "ec2:DescribeInstances");
}

#[test]
fn a_denial_includes_the_message_of_aws() {
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
fn throttling_after_all_retries() {
    assert_one_warning(FaultKind::Throttle, "aws::throttled", "ec2 in eu-west-2", "AWS_MAX_ATTEMPTS");
}

#[test]
fn a_service_error() {
    assert_one_warning(FaultKind::InternalError, "aws::service_error", "InternalError", "--debug");
}

#[test]
fn an_invalid_response() {
    for kind in [FaultKind::Garbage, FaultKind::Empty, FaultKind::Truncated, FaultKind::BrokenGzip] {
        assert_one_warning(kind, "aws::invalid_response", "ec2 in eu-west-2", "endpoint|proxy");
    }
}

#[test]
fn a_message_of_several_lines_becomes_one() {
    let kind = FaultKind::Error { status: 400, code: "Odd".into(), message: "first\nsecond".into() };
    assert_one_warning(kind, "aws::service_error", "first second", "--debug");
}

#[test]
fn a_named_region_that_is_not_enabled_is_a_warning() {
    let (counts, stderr) = value_and_stderr(
        &Shell::with_dev(&aws()),
        &format!("aws ec2 instances --region [af-south-1 us-*] | {COUNTS} | columns"),
    );
    assert_eq!(counts.as_array().map(Vec::len), Some(4), "{counts}");
    let warning = "warning: dev af-south-1: aws::credentials::rejected: ";
    assert!(stderr.len() == 1 && stderr[0].starts_with(warning) && stderr[0].contains("--all`"), "{stderr:?}");
}

#[test]
fn for_keys_in_the_environment_the_warning_has_no_profile() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    aws.fail(Fault::new(FaultKind::Denied).region("eu-west-2"));
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let (count, stderr) = value_and_stderr(&shell, &format!("{COMMAND} | length"));
    assert_eq!(count, json!(24));
    assert!(stderr.len() == 1 && stderr[0].starts_with("warning: eu-west-2: aws::access_denied: "), "{stderr:?}");
}

#[test]
fn throttling_is_retried_in_each_region() {
    let aws = aws();
    for region in ["eu-west-1", "eu-west-2"] {
        aws.fail(Fault::new(FaultKind::Throttle).region(region).times(1));
    }
    let (count, stderr) = value_and_stderr(&Shell::with_dev(&aws), &format!("{COMMAND} | length"));
    assert_eq!((count, stderr), (json!(36), vec![]));
    assert_eq!(aws.count("DescribeInstances"), 5);
}

#[test]
fn with_an_unreachable_account_the_others_keep_their_rows() {
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
    let (profiles, stderr) = value_and_stderr(&shell, "[dead live] | aws ec2 instances | get Profile | uniq --count");
    assert_eq!(profiles, json!([{"value": "live", "count": 12}]));
    assert!(
        stderr.len() == 1 && stderr[0].starts_with("warning: dead eu-west-1: aws::network::unreachable: "),
        "{stderr:?}"
    );
}
