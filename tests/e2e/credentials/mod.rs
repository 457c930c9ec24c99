//! `aws credentials`: keys for programs that can't get them from a profile.

mod callers;
mod circle;
mod export;
mod kinds;
mod mfa;
mod person;
mod variables;
mod wrong;

use crate::support::{Sandbox, Shell};

/// A role of test-account that wants a code, which the keys of dev-account's user may take.
const MFA: &str = "\
[profile guarded]
region = eu-west-2
role_arn = arn:aws:iam::444455556666:role/mfa-admin
mfa_serial = arn:aws:iam::111122223333:mfa/ann
source_profile = dev
";

/// Whose instances a profile's credentials show, and where.
const WHO: &str = "aws ec2 instances | first | select Profile AccountId Region";

/// A shell with the profile `guarded`.
fn guarded(aws: &Sandbox) -> Shell {
    Shell::with_aws(aws).more_config(MFA)
}
