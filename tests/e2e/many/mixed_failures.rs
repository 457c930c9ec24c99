//! Forty targets, of which five fail in different ways.

use std::collections::BTreeSet;

use super::{COMMON_REGIONS, COUNTS, value_and_stderr, with_all_accounts};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, Value, json};

/// The failures: the account, the region, the fault and the error code.
const FAILURES: [(usize, &str, FaultKind, &str); 5] = [
    (0, "ap-south-1", FaultKind::Reset, "aws::network::unreachable"),
    (1, "ap-northeast-1", FaultKind::OptInRequired, "aws::region::disabled"),
    (2, "eu-north-1", FaultKind::Denied, "aws::access_denied"),
    (3, "ca-central-1", FaultKind::Garbage, "aws::invalid_response"),
    (3, "eu-central-1", FaultKind::Throttle, "aws::throttled"),
];

/// A command with four accounts and ten regions.
fn command(flags: &str) -> String {
    format!("aws profiles | aws ec2 instances --region [{}] {flags}", COMMON_REGIONS[..10].join(" "))
}

fn failing_aws() -> (Sandbox, Shell) {
    let aws = Sandbox::start(Options { accounts: 4, ..Options::default() });
    for (account, region, kind, _) in FAILURES {
        aws.fail(Fault::new(kind).account(&aws.accounts()[account].id).region(region));
    }
    let shell = with_all_accounts(&aws);
    (aws, shell)
}

/// How the warnings about the failures begin.
fn failures() -> BTreeSet<String> {
    FAILURES.map(|(account, region, _, code)| format!("account-{account} {region}: {code}")).into()
}

/// The expected number of rows of each target.
fn expected_counts() -> Value {
    let targets = (0..4).flat_map(|account| COMMON_REGIONS[..10].iter().map(move |region| (account, *region)));
    let succeeding = targets.filter(|target| FAILURES.iter().all(|failure| (failure.0, failure.1) != *target));
    succeeding.map(|(account, region)| (format!("account-{account} {region}"), json!(12))).collect()
}

/// Asserts that each failure is one warning with target, code and help.
fn assert_warnings(stderr: &[String]) {
    let starts = stderr.iter().map(|line| {
        let warning = line.strip_prefix("warning: ").unwrap_or_else(|| panic!("{line}"));
        assert!(warning.contains("; "), "no help: {warning}");
        warning.splitn(3, ": ").take(2).collect::<Vec<_>>().join(": ")
    });
    assert_eq!(starts.collect::<BTreeSet<_>>(), failures());
    assert_eq!(stderr.len(), 5, "{stderr:?}");
}

#[test]
fn the_other_35_targets_have_all_rows() {
    let (_aws, shell) = failing_aws();
    let (counts, stderr) = value_and_stderr(&shell, &format!("{} | {COUNTS}", command("")));
    assert_eq!(counts, expected_counts());
    assert_eq!(counts.as_object().map(|counts| counts.len()), Some(35));
    assert_warnings(&stderr);
}

#[test]
fn each_failure_is_an_error_row() {
    let (_aws, shell) = failing_aws();
    let script = format!(
        "let rows = {}
        {{counts: ($rows | where Error == null | {COUNTS})
        errors: ($rows | where Error != null | each {{|row| $'($row.Profile) ($row.Region): ($row.Error.code)' }})}}",
        command("--error-rows")
    );
    let (value, stderr) = value_and_stderr(&shell, &script);
    assert_eq!(value["counts"], expected_counts());
    let errors: Vec<_> = value["errors"].as_array().expect("errors").iter().filter_map(Value::as_str).collect();
    assert_eq!(errors.iter().map(|error| (*error).to_owned()).collect::<BTreeSet<_>>(), failures());
    assert_eq!(errors.len(), 5, "{errors:?}");
    assert_warnings(&stderr);
}

#[test]
fn strict_fails_with_one_of_the_errors() {
    let (_aws, shell) = failing_aws();
    let (code, stderr) = super::code_and_stderr(&shell, &command("--strict"));
    assert!(failures().iter().any(|failure| failure.ends_with(&code)) && !code.is_empty(), "{code}");
    assert_eq!(stderr, Vec::<String>::new());
}
