//! Commands for many accounts and regions: which targets they have, how the rows arrive, and what happens to failures.

mod closures;
mod columns;
mod concurrency;
mod credentials;
#[cfg(unix)]
mod dropped_streams;
mod enabled_regions;
mod error_rows;
mod errors;
mod failures;
mod gzip;
mod ids;
mod invalid_rows;
mod mixed_failures;
mod pages;
mod partitions;
mod profiles;
#[cfg(unix)]
mod progress;
mod region_selection;
#[cfg(target_os = "linux")]
mod regional_hosts;
mod regions_command;
mod related_rows;
mod same_account;
mod selections;
mod warnings;

use crate::support::{Sandbox, Shell, Value, profile};

/// The ids of the sandbox's accounts.
const DEV: &str = "111122223333";
const TEST: &str = "444455556666";

/// The targets of rows, such as `dev eu-west-1`.
const TARGETS: &str = "each {|row| $'($row.Profile) ($row.Region)' } | uniq | sort";

/// The number of rows of each target.
const COUNTS: &str = "group-by {|row| $'($row.Profile) ($row.Region)' } | transpose target rows
    | each {|it| {$it.target: ($it.rows | length)} } | into record";

/// The regions that every account of the sandbox has enabled.
const COMMON_REGIONS: [&str; 19] = [
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

/// The value of a script, which must not fail, and the lines that it writes to stderr.
fn value_and_stderr(shell: &Shell, script: &str) -> (Value, Vec<String>) {
    let output = shell.run(&format!("do --env {{\n{script}\n}} | to json --raw"));
    (output.json(), output.stderr.lines().map(str::to_owned).collect())
}

/// The error code of a script, and the lines that it writes to stderr.
fn code_and_stderr(shell: &Shell, script: &str) -> (String, Vec<String>) {
    let output = shell.run(&format!("try {{\n{script} | collect\n}} catch {{|e| $e.details.code | print --raw }}"));
    assert!(output.success, "{output:?}");
    (output.stdout.trim().to_owned(), output.stderr.lines().map(str::to_owned).collect())
}

/// The regions of all requests for instances, in alphabetical order.
fn requested_regions(aws: &Sandbox) -> Vec<String> {
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
