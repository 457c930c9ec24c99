//! Data commands of somebody who has to sign in, or has lost a role: each failure is its own, and no browser opens.

use super::{LEGACY, SESSION, aws_that_agrees, shell, signed_in, tokens_for};
use crate::support::{Failure, Fault, FaultKind, Shell, TokenFile, aws, json};

/// The data commands, for the profile `dev-account.developer`.
const COMMANDS: [&str; 4] = ["aws ec2 instances", "aws ec2 regions", "aws sso accounts", "aws sso roles"];

/// The error of a line for the active profile `dev-account.developer`. No browser has opened.
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
fn who_is_signed_out_is_told_the_exact_command() {
    let aws = aws_that_agrees();
    for command in COMMANDS {
        let error = error(shell(&aws), command);
        assert_is(&error, "aws::sso::signed_out", "sign in with `aws sso login --sso-session my-org-sso`");
        assert_eq!(error.message, "Not signed in to `my-org-sso` (profile `dev-account.developer`)");
        assert_eq!(error.labeled, command);
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn so_is_who_has_an_expired_token() {
    let aws = aws_that_agrees();
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
fn the_command_works_as_it_is_given() {
    let aws = aws_that_agrees();
    let shell = shell(&aws);
    let help = shell.error("aws ec2 instances --profile test-account.tester").help;
    let command = help.split('`').nth(1).expect("a command");
    let line = format!("{command} | ignore; aws ec2 instances --profile test-account.tester | length");
    assert_eq!(shell.value(&line), json!(12));
}

#[test]
fn a_legacy_profile_is_named_instead() {
    let aws = aws_that_agrees();
    let shell = shell(&aws).more_config(LEGACY);
    let error = shell.error("aws ec2 instances --profile legacy");
    assert_is(&error, "aws::sso::signed_out", "sign in with `aws sso login --profile legacy`");
    assert_eq!(error.labeled, "--profile legacy");
}

#[test]
fn a_refresh_that_is_refused_is_an_expired_sign_in() {
    let aws = aws_that_agrees();
    let shell = shell(&aws).with_token(&TokenFile::for_session(&aws, SESSION).expired());
    aws.revoke_tokens();
    let error = error(shell, "aws ec2 instances");
    assert_eq!(error.code, "aws::sso::expired", "{error:?}");
    assert_eq!(tokens_for(&aws, "refresh_token"), 1);
}

#[test]
fn a_token_that_the_portal_refuses_is_not_used_again() {
    let aws = aws_that_agrees();
    let shell = signed_in(&aws).var("AWS_PROFILE", "dev-account.developer");
    aws.revoke_tokens();
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::sso::expired", "{error:?}");
    assert!(error.message.contains("is no longer accepted by AWS"), "{error:?}");
    assert!(shell.visits().is_empty());
    // A sign-in doesn't take it for a good one.
    assert_eq!(shell.value("aws sso login | ignore; aws ec2 instances | length"), json!(12));
    assert_eq!(shell.visits().len(), 1);
}

#[test]
fn a_role_that_is_no_longer_assigned_is_told_apart() {
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
fn a_portal_that_is_down_is_no_reason_to_sign_in() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::InternalError).action("GetRoleCredentials"));
    let error = error(signed_in(&aws), "aws ec2 instances");
    assert_eq!(error.code, "aws::service_error", "{error:?}");
}
