//! `aws credentials`.

mod callers;
mod circle;
pub mod console_session;
mod errors;
mod export;
mod kinds;
mod malformed;
mod mfa;
mod roles;
mod terminal;
mod tokens;
mod variables;

use crate::support::{Sandbox, Shell};

/// A role of test-account that needs an MFA code. The user of dev-account may assume it.
const MFA: &str = "\
[profile guarded]
region = eu-west-2
role_arn = arn:aws:iam::444455556666:role/mfa-admin
mfa_serial = arn:aws:iam::111122223333:mfa/ann
source_profile = dev
";

/// Tells which account and region the credentials reach.
const IDENTITY: &str = "aws ec2 instances | first | select Profile AccountId Region";

pub fn guarded(aws: &Sandbox) -> Shell {
    Shell::with_aws(aws).more_config(MFA)
}
