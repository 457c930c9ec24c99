//! Many accounts and regions at once: whom a line asks, how the rows come, and what becomes of those that fail.

mod closures;
mod columns;
mod credentials;
mod dropped_streams;
mod enabled;
mod error_rows;
mod failures;
mod flow;
mod forty;
mod gzip;
mod ids;
mod pages;
mod partitions;
mod profiles;
mod progress;
mod region_rows;
mod regions;
mod unread;
mod verdict;

use crate::support::{Sandbox, Shell, Value, profile};

/// The sandbox's accounts.
const DEV: &str = "111122223333";
const TEST: &str = "444455556666";

/// Which profiles and regions rows are of, as `dev eu-west-1`.
const TARGETS: &str = "each {|row| $'($row.Profile) ($row.Region)' } | uniq | sort";

/// How many rows there are of each target.
const COUNTS: &str = "group-by {|row| $'($row.Profile) ($row.Region)' } | transpose target rows
    | each {|it| {$it.target: ($it.rows | length)} } | into record";

/// The regions that every account of the sandbox can use.
const COMMON: [&str; 19] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "me-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// What a line evaluates to, and what it says on stderr. It must not fail.
fn heard(shell: &Shell, line: &str) -> (Value, Vec<String>) {
    let output = shell.run(&format!("do --env {{\n{line}\n}} | to json --raw"));
    (output.json(), output.stderr.lines().map(str::to_owned).collect())
}

/// The code that a line fails with, and what it says on stderr.
fn failed(shell: &Shell, line: &str) -> (String, Vec<String>) {
    let output = shell.run(&format!("try {{\n{line} | collect\n}} catch {{|e| $e.details.code | print --raw }}"));
    assert!(output.success, "{output:?}");
    (output.stdout.trim().to_owned(), output.stderr.lines().map(str::to_owned).collect())
}

/// The regions that were asked for instances, in alphabetical order.
fn asked(aws: &Sandbox) -> Vec<String> {
    let requests = aws.requests().into_iter().filter(|request| request.action == "DescribeInstances");
    let mut regions: Vec<_> = requests.map(|request| request.region).collect();
    regions.sort_unstable();
    regions
}

/// A shell with a profile for each account: `account-0`, `account-1` and so on.
fn with_all_accounts(aws: &Sandbox) -> Shell {
    let profile = |(index, account)| profile(&format!("account-{index}"), account, "eu-west-1");
    let config: String = aws.accounts().iter().enumerate().map(profile).collect();
    Shell::new().config(&config).var("AWS_ENDPOINT_URL", &aws.url())
}
