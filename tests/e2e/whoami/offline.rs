//! `--offline` reads only the files and the caches.

use super::{CROSS, SSO, signed_in};
use crate::support::{Shell, aws, json};

#[test]
fn no_request_is_sent() {
    let aws = aws();
    signed_in(&aws).value("aws profiles | aws whoami --offline");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn what_only_aws_knows_is_null() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(SSO).more_config(CROSS);
    let rows = shell.value(
        "[dev test-account.tester cross] | aws whoami --offline
        | select profile account_id role_name session_name arn region source expires_at",
    );
    let expected = json!([
        {
            "profile": "dev", "account_id": null, "role_name": null, "session_name": null, "arn": null,
            "region": "eu-west-1", "source": "static", "expires_at": null,
        },
        {
            "profile": "test-account.tester", "account_id": "444455556666", "role_name": "tester",
            "session_name": null, "arn": null, "region": "eu-west-2", "source": "sso", "expires_at": null,
        },
        {
            "profile": "cross", "account_id": "444455556666", "role_name": "tester", "session_name": "me",
            "arn": null, "region": "eu-west-2", "source": "assume_role", "expires_at": null,
        },
    ]);
    assert_eq!(rows, expected);
}

#[test]
fn cached_keys_have_an_expiry() {
    let answer = signed_in(&aws()).value(
        "aws whoami -p test-account.tester | ignore
        aws whoami -p test-account.tester --offline | $in.expires_in > 30min",
    );
    assert_eq!(answer, json!(true));
}

#[test]
fn keys_in_the_environment_have_an_expiry() {
    let aws = aws();
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .var("AWS_SECRET_ACCESS_KEY", "hunter2")
        .var("AWS_CREDENTIAL_EXPIRATION", "2199-01-01T00:00:00Z");
    let row =
        shell.value("aws whoami --offline | select profile source expires_at | update expires_at { format date %Y }");
    assert_eq!(row, json!({"profile": null, "source": "environment", "expires_at": "2199"}));
    assert!(!shell.run("aws whoami --offline | to nuon").stdout.contains("hunter2"));
}

#[test]
fn missing_credentials_are_an_error() {
    let shell = Shell::new().config("[profile bare]\nregion = eu-west-1\n");
    assert_eq!(shell.error("aws whoami --offline -p bare").code, "aws::credentials::missing");
}

#[test]
fn a_secret_that_is_indented_below_another_key_is_not_shown() {
    let config = "[profile x]\nrole_arn = arn:aws:iam::444455556666:role/tester\n  aws_secret_access_key = hunter2\n\
                  role_session_name = me\n  aws_secret_access_key = hunter2\nregion = eu-west-1\n\
                  credential_source = Environment\n";
    let shell = Shell::new().config(config).var("AWS_ACCESS_KEY_ID", "AKIA").var("AWS_SECRET_ACCESS_KEY", "x");
    let output = shell.run("aws whoami --offline -p x | to nuon");
    assert!(output.stdout.contains("tester") && !output.stdout.contains("hunter2"), "{}", output.stdout);
}
