//! `--offline`: what the files and the caches say.

use super::{CROSS, SSO, signed_in};
use crate::support::{Shell, aws, json};

#[test]
fn it_asks_nobody() {
    let aws = aws();
    signed_in(&aws).value("aws profiles | aws whoami --offline");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn what_the_files_say_is_there_and_what_only_aws_knows_is_null() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).more_config(SSO).more_config(CROSS);
    let rows = shell.value(
        "[dev test-account.tester cross] | aws whoami --offline
        | select profile account_id role_name session_name arn region source expires_at",
    );
    let row = |profile: &str, account: Option<&str>, role: Option<&str>, session: Option<&str>| json!({"profile": profile, "account_id": account, "role_name": role, "session_name": session, "arn": null});
    let expected = json!([
        row("dev", None, None, None),
        row("test-account.tester", Some("444455556666"), Some("tester"), None),
        row("cross", Some("444455556666"), Some("tester"), Some("me")),
    ]);
    let mut rows = rows;
    let rest: Vec<_> = rows
        .as_array_mut()
        .expect("rows")
        .iter_mut()
        .map(|row| {
            let row = row.as_object_mut().expect("a row");
            ["region", "source", "expires_at"].map(|column| row.remove(column).expect("a column"))
        })
        .collect();
    assert_eq!(rows, expected);
    assert_eq!(rest[0], [json!("eu-west-1"), json!("static"), json!(null)]);
    assert_eq!(rest[1], [json!("eu-west-2"), json!("sso"), json!(null)]);
    assert_eq!(rest[2], [json!("eu-west-2"), json!("assume_role"), json!(null)]);
}

#[test]
fn keys_in_the_cache_tell_how_long_they_are_good() {
    let answer = signed_in(&aws()).value(
        "aws whoami -p test-account.tester | ignore
        aws whoami -p test-account.tester --offline | $in.expires_in > 30min",
    );
    assert_eq!(answer, json!(true));
}

#[test]
fn keys_in_the_environment_tell_their_end_too() {
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
fn one_without_credentials_is_an_error_as_online() {
    let shell = Shell::new().config("[profile bare]\nregion = eu-west-1\n");
    assert_eq!(shell.error("aws whoami --offline -p bare").code, "aws::credentials::missing");
}
