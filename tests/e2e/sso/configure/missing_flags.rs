//! Missing flags without a terminal: one error lists them before any request.

use super::{files, shell_without_config};
use crate::sso::{PARTNER, auto_approving_aws, read, signed_in};
use crate::support::{aws, json};

#[test]
fn one_error_lists_all_missing_flags() {
    let aws = auto_approving_aws();
    for (flags, missing) in [
        ("", "--start-url, --sso-region, --account, --role"),
        ("--sso-session s", "--start-url, --sso-region, --account, --role"),
        ("--sso-session s --sso-region eu-west-1 --role admin", "--start-url, --account"),
        ("--start-url my-org --profile new --account dev-account", "--sso-region, --role"),
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
fn the_only_session_of_the_config_is_used() {
    let aws = aws();
    let line = "aws configure sso --account dev-account --role admin | select name sso_session region";
    let row = json!({"name": "dev-account.admin", "sso_session": "my-org-sso", "region": null});
    assert_eq!(signed_in(&aws).value(line), row);
}

#[test]
fn one_of_several_sessions_has_to_be_named() {
    let aws = aws();
    let error = signed_in(&aws).more_config(PARTNER).error("aws configure sso --account dev-account");
    assert_eq!(error.message, "--sso-session, --role must be given, because there is no terminal to ask");
    assert!(aws.requests().is_empty());
}

#[test]
fn a_start_url_is_enough_for_a_new_session() {
    let aws = auto_approving_aws();
    let shell = shell_without_config(&aws);
    let line = "aws configure sso --start-url my-org --sso-region eu-west-1 --account dev-account --role developer";
    assert_eq!(
        shell.value(&format!("{line} | select name sso_session")),
        json!({"name": "dev-account.developer", "sso_session": "my-org"})
    );
    assert!(
        read(&shell, ".aws/config")
            .starts_with("[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\n")
    );
    // Again, it is the same session.
    shell.value(&line.replace("developer", "admin"));
    assert_eq!(read(&shell, ".aws/config").matches("[sso-session").count(), 1);
}
