//! Flags that are missing where nobody can be asked: one error lists them, before anything is done.

use super::{bare, files};
use crate::sso::{aws_that_agrees, shell};

#[test]
fn one_error_lists_them() {
    let aws = aws_that_agrees();
    for (flags, missing) in [
        ("", "--sso-session, --start-url, --sso-region, --profile, --account, --role"),
        ("--sso-session s", "--start-url, --sso-region, --profile, --account, --role"),
        ("--sso-session s --sso-region eu-west-1 --role admin", "--start-url, --profile, --account"),
        ("--profile new --account dev-account", "--sso-session, --start-url, --sso-region, --role"),
    ] {
        let shell = bare(&aws);
        let error = shell.error(&format!("aws configure sso {flags}"));
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::configure::missing", "aws configure sso"));
        assert_eq!(error.message, format!("{missing} must be given, because there is no terminal to ask"));
        assert!(shell.visits().is_empty() && files(shell.home()) == [None, None], "{flags}");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn of_a_session_that_is_there_less_is_missing() {
    let aws = aws_that_agrees();
    let error = shell(&aws).error("aws configure sso --sso-session my-org-sso");
    assert_eq!(error.message, "--profile, --account, --role must be given, because there is no terminal to ask");
    assert!(aws.requests().is_empty());
}
