//! Data commands when signed out or without the role: each cause has its own error, and no browser opens.

use super::{LEGACY, SESSION, auto_approving_aws, shell, signed_in, tokens_for};
use crate::support::{Failure, Fault, FaultKind, Shell, StaticServer, TokenFile, aws, json};

/// Data commands that need a sign-in.
const COMMANDS: [&str; 4] = ["aws ec2 instances", "aws ec2 regions", "aws sso accounts", "aws sso roles"];

/// The error of a command with the active profile `dev-account.developer`. Checks that no browser has opened.
fn error(shell: Shell, line: &str) -> Failure {
    let shell = shell.var("AWS_PROFILE", "dev-account.developer");
    let error = shell.error(line);
    assert!(shell.visits().is_empty(), "{line} opened {:?}", shell.visits());
    error
}

fn assert_is(error: &Failure, code: &str, help: &str) {
    assert_eq!((error.code.as_str(), error.help.as_str()), (code, help), "{error:?}");
}

#[test]
fn the_error_when_signed_out_names_the_exact_command() {
    let aws = auto_approving_aws();
    for command in COMMANDS {
        let error = error(shell(&aws), command);
        assert_is(&error, "aws::sso::signed_out", "sign in with `aws sso login --sso-session my-org-sso`");
        assert_eq!(error.message, "Not signed in to `my-org-sso` (profile `dev-account.developer`)");
        assert_eq!(error.labeled, command);
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn the_error_for_an_expired_token_names_the_exact_command() {
    let aws = auto_approving_aws();
    for command in COMMANDS {
        let error = error(
            shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired().without_refresh_token()),
            command,
        );
        assert_is(&error, "aws::sso::expired", "sign in with `aws sso login --sso-session my-org-sso`");
        assert_eq!(error.message, "The sign-in to `my-org-sso` has expired (profile `dev-account.developer`)");
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn the_command_in_the_help_works() {
    let aws = auto_approving_aws();
    let shell = shell(&aws);
    let help = shell.error("aws ec2 instances --profile test-account.tester").help;
    let command = help.split('`').nth(1).expect("a command");
    let line = format!("{command} | ignore; aws ec2 instances --profile test-account.tester | length");
    assert_eq!(shell.value(&line), json!(12));
}

#[test]
fn the_help_names_a_legacy_profile() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).more_config(LEGACY);
    let error = shell.error("aws ec2 instances --profile legacy");
    assert_is(&error, "aws::sso::signed_out", "sign in with `aws sso login --profile legacy`");
    assert_eq!(error.labeled, "--profile legacy");
}

#[test]
fn a_refused_refresh_is_an_expired_sign_in() {
    let aws = auto_approving_aws();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    aws.revoke_tokens();
    let error = error(shell, "aws ec2 instances");
    assert_eq!(error.code, "aws::sso::expired", "{error:?}");
    assert_eq!(tokens_for(&aws, "refresh_token"), 1);
}

#[test]
fn a_token_that_cannot_be_sent_is_an_invalid_response() {
    let aws = aws();
    for (token, problem) in [
        ("a\\u0001b", "a control character in it"),
        ("a\\nb", "a line break in it"),
        ("a\\n", "a line break at its end"),
    ] {
        let oidc = StaticServer::new(&format!(r#"{{"accessToken": "{token}", "expiresIn": 3600}}"#));
        let shell = shell(&aws)
            .with_token(&TokenFile::for_session(&aws, SESSION).expired())
            .var("AWS_ENDPOINT_URL_SSO_OIDC", &oidc.url());
        let error = error(shell, "aws ec2 instances");
        assert_eq!(error.code, "aws::invalid_response", "{error:?}");
        assert!(error.message.ends_with(&format!("the access token has {problem}")), "{error:?}");
    }
}

#[test]
fn a_token_that_the_portal_rejects_is_not_used_again() {
    let aws = auto_approving_aws();
    let shell = signed_in(&aws).var("AWS_PROFILE", "dev-account.developer");
    aws.revoke_tokens();
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::sso::expired", "{error:?}");
    assert!(error.message.contains("is no longer accepted by AWS"), "{error:?}");
    assert!(shell.visits().is_empty());
    // The next sign-in does not keep it.
    assert_eq!(shell.value("aws sso login | ignore; aws ec2 instances | length"), json!(12));
    assert_eq!(shell.visits().len(), 1);
}

#[test]
fn a_role_that_is_no_longer_assigned_has_its_own_error() {
    let aws = aws();
    let shell = signed_in(&aws);
    aws.unassign_role("111122223333", "developer");
    let error = shell.error("aws ec2 instances --profile dev-account.developer");
    assert_is(&error, "aws::sso::role_not_assigned", "list your roles with `aws sso roles`");
    assert_eq!(error.message, "You have no role `developer` in account 111122223333 (profile `dev-account.developer`)");
    assert_eq!(error.labeled, "--profile dev-account.developer");
    assert_eq!(shell.value("aws ec2 instances --profile test-account.tester | length"), json!(12));
}

#[test]
fn an_unavailable_portal_does_not_lead_to_a_sign_in() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).action("GetRoleCredentials"));
    let error = error(signed_in(&aws), "aws ec2 instances");
    assert_eq!(error.code, "aws::service_error", "{error:?}");
}
