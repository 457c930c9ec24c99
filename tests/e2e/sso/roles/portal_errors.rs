//! Errors of the portal.

use crate::sso::{shell, signed_in};
use crate::support::{Fault, FaultKind, aws, json};

#[test]
fn an_account_that_is_no_longer_assigned_is_a_warning() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Denied).action("ListAccountRoles").account("444455556666"));
    let output = signed_in(&aws).run("aws sso roles | get account_name | uniq | to json");
    assert_eq!(output.json(), json!(["dev-account"]));
    assert!(output.stderr.starts_with("warning: ") && output.stderr.contains("444455556666"), "{output:?}");
}

#[test]
fn throttled_requests_are_retried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Throttle).action("ListAccountRoles").times(2));
    assert_eq!(signed_in(&aws).value("aws sso roles | length"), json!(6));
    assert_eq!(aws.count("ListAccountRoles"), 4);
}

#[test]
fn a_sign_in_that_expires_meanwhile_is_an_error() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Expired).action("ListAccountRoles"));
    let error = signed_in(&aws).error("aws sso roles");
    assert_eq!(error.code, "aws::sso::expired", "{error:?}");
    assert!(error.help.contains("aws sso login --sso-session my-org-sso"), "{error:?}");
}

#[test]
fn signed_out_is_an_error_and_opens_no_browser() {
    let aws = aws();
    let shell = shell(&aws);
    for line in ["aws sso accounts", "aws sso roles"] {
        let error = shell.error(line);
        assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::sso::signed_out", line), "{error:?}");
        assert!(error.help.contains("aws sso login --sso-session my-org-sso"), "{error:?}");
    }
    assert!(aws.requests().is_empty() && shell.visits().is_empty());
}
