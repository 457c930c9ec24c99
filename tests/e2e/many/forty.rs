//! Forty targets of which five fail in five different ways.

use std::collections::BTreeSet;

use super::{COMMON, COUNTS, heard, with_all_accounts};
use crate::support::{Fault, FaultKind, Options, Sandbox, Shell, Value, json};

/// What goes wrong: in which account and region, how, and with which code.
const FAILURES: [(usize, &str, FaultKind, &str); 5] = [
    (0, "ap-south-1", FaultKind::Reset, "aws::network::unreachable"),
    (1, "ap-northeast-1", FaultKind::OptInRequired, "aws::region::disabled"),
    (2, "eu-north-1", FaultKind::Denied, "aws::access_denied"),
    (3, "ca-central-1", FaultKind::Garbage, "aws::invalid_response"),
    (3, "eu-central-1", FaultKind::Throttle, "aws::throttled"),
];

/// The line: four accounts, ten regions.
fn line(flags: &str) -> String {
    format!("aws profiles | aws ec2 instances --region [{}] {flags}", COMMON[..10].join(" "))
}

fn failing_aws() -> (Sandbox, Shell) {
    let aws = Sandbox::start(Options { accounts: 4, ..Options::default() });
    for (account, region, kind, _) in FAILURES {
        aws.fail(Fault::new(kind).account(&aws.accounts()[account].id).region(region));
    }
    let shell = with_all_accounts(&aws);
    (aws, shell)
}

/// The targets that fail, as warnings begin with them.
fn failing() -> BTreeSet<String> {
    FAILURES.map(|(account, region, _, code)| format!("account-{account} {region}: {code}")).into()
}

/// How many rows there should be of each target.
fn complete() -> Value {
    let targets = (0..4).flat_map(|account| COMMON[..10].iter().map(move |region| (account, *region)));
    let good = targets.filter(|target| FAILURES.iter().all(|failure| (failure.0, failure.1) != *target));
    good.map(|(account, region)| (format!("account-{account} {region}"), json!(12))).collect()
}

/// Each failing target is one warning: who, where, what, and what mends it.
fn assert_warnings(said: &[String]) {
    let told = said.iter().map(|line| {
        let warning = line.strip_prefix("warning: ").unwrap_or_else(|| panic!("{line}"));
        assert!(warning.contains("; "), "no cure: {warning}");
        warning.splitn(3, ": ").take(2).collect::<Vec<_>>().join(": ")
    });
    assert_eq!(told.collect::<BTreeSet<_>>(), failing());
    assert_eq!(said.len(), 5, "{said:?}");
}

#[test]
fn the_other_thirty_five_are_complete() {
    let (_aws, shell) = failing_aws();
    let (counts, said) = heard(&shell, &format!("{} | {COUNTS}", line("")));
    assert_eq!(counts, complete());
    assert_eq!(counts.as_object().map(|counts| counts.len()), Some(35));
    assert_warnings(&said);
}

#[test]
fn five_error_rows_come_if_they_are_asked_for() {
    let (_aws, shell) = failing_aws();
    let script = format!(
        "let rows = {}
        {{counts: ($rows | where Error == null | {COUNTS})
        errors: ($rows | where Error != null | each {{|row| $'($row.Profile) ($row.Region): ($row.Error.code)' }})}}",
        line("--error-rows")
    );
    let (answer, said) = heard(&shell, &script);
    assert_eq!(answer["counts"], complete());
    let errors: Vec<_> = answer["errors"].as_array().expect("errors").iter().filter_map(Value::as_str).collect();
    assert_eq!(errors.iter().map(|error| (*error).to_owned()).collect::<BTreeSet<_>>(), failing());
    assert_eq!(errors.len(), 5, "{errors:?}");
    assert_warnings(&said);
}

#[test]
fn strict_fails_with_one_of_them() {
    let (_aws, shell) = failing_aws();
    let (code, said) = super::failed(&shell, &line("--strict"));
    assert!(failing().iter().any(|failing| failing.ends_with(&code)) && !code.is_empty(), "{code}");
    assert_eq!(said, Vec::<String>::new());
}
