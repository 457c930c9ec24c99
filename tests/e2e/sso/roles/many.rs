//! As many accounts as in a large organization.

use std::time::{Duration, Instant};

use crate::sso::{CONFIG, read, signed_in};
use crate::support::{Options, Sandbox, json};

const ACCOUNTS: usize = 200;

/// The time at the rate limit of 20 calls a second, and a little more.
const IDEAL: Duration = Duration::from_secs(ACCOUNTS as u64 / 20 + 2);

/// How much longer a busy test machine may take.
const MARGIN: Duration = Duration::from_secs(8);

/// A config written by hand, with comments in every possible place.
const HAND_WRITTEN: &str = "
# Mine; ask me before you change it.
[ profile  dev ]   # by hand
Region=eu-central-1 # near
s3 =
    # nested
    region = us-east-1
\t; tabs
output = json

[profile last]
region = eu-north-1
# Nothing stands behind this.
";

fn large() -> Sandbox {
    Sandbox::start(Options { accounts: ACCOUNTS, ..Options::default() })
}

#[test]
fn six_hundred_profiles_respect_the_rate_limit_and_keep_every_comment() {
    let aws = large();
    let shell = signed_in(&aws).more_config(HAND_WRITTEN);
    let started = Instant::now();
    let line =
        "aws sso roles | aws profile add --name '{account_name}-{account_id}.{role_name}' | get status | uniq --count";
    let statuses = shell.value(line);
    let elapsed = started.elapsed();
    eprintln!("{ACCOUNTS} accounts took {elapsed:.1?} of {IDEAL:?}");
    assert_eq!(statuses, json!([{"value": "unchanged", "count": 2}, {"value": "written", "count": 598}]));
    assert!(elapsed < IDEAL + MARGIN, "{elapsed:?}");
    assert_eq!((aws.throttled(), aws.count("ListAccountRoles")), (0, ACCOUNTS));
    let config = read(&shell, ".aws/config");
    assert!(config.starts_with(&format!("{CONFIG}{HAND_WRITTEN}")), "{}", &config[..1000]);
    assert_eq!(shell.value("aws profiles | length"), json!(602));
}

#[test]
fn the_first_role_does_not_wait_for_the_last_account() {
    let aws = large();
    assert_eq!(signed_in(&aws).value("aws sso roles | first | columns | length"), json!(5));
    let listed = aws.count("ListAccountRoles");
    assert!((1..ACCOUNTS / 2).contains(&listed), "{listed} accounts were listed");
}

#[test]
fn all_pages_of_accounts_and_roles_are_read() {
    let roles_in = [("dev-account".to_owned(), 130)].into();
    let aws = Sandbox::start(Options { accounts: 45, roles: 1, roles_in, ..Options::default() });
    let line = "aws sso roles | [($in | length) ($in | get account_id | uniq | length)]";
    assert_eq!(signed_in(&aws).value(line), json!([174, 45]));
}
