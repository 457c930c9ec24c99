//! Missing flags without a terminal: one error lists them before any request.

use super::{files, shell_without_config};
use crate::sso::{auto_approving_aws, shell};

#[test]
fn one_error_lists_all_missing_flags() {
    let aws = auto_approving_aws();
    for (flags, missing) in [
        ("", "--sso-session, --start-url, --sso-region, --profile, --account, --role"),
        ("--sso-session s", "--start-url, --sso-region, --profile, --account, --role"),
        ("--sso-session s --sso-region eu-west-1 --role admin", "--start-url, --profile, --account"),
        ("--profile new --account dev-account", "--sso-session, --start-url, --sso-region, --role"),
    ] {
        let shell = shell_without_config(&aws);
        let error = shell.error(&format!("aws configure sso {flags}"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::configure::missing", "aws configure sso"));
        assert_eq!(error.message, format!("{missing} must be given, because there is no terminal to ask"));
        assert!(shell.visits().is_empty() && files(shell.home()) == [None, None], "{flags}");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn an_existing_session_needs_fewer_flags() {
    let aws = auto_approving_aws();
    let error = shell(&aws).error("aws configure sso --sso-session my-org-sso");
    assert_eq!(error.message, "--profile, --account, --role must be given, because there is no terminal to ask");
    assert!(aws.requests().is_empty());
}
