//! Keys in the environment win over `AWS_PROFILE`, as in the AWS CLI, but not over `--profile`.

use super::IDENTITY;
use crate::support::{Sandbox, Shell, aws, json};

/// A shell with the keys of an account in the environment.
fn with_keys(aws: &Sandbox, account: &str) -> Shell {
    let key = &aws.account(account).key;
    Shell::with_dev(aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key)
}

#[test]
fn keys_win_over_aws_profile_and_rows_name_no_profile() {
    let answer = with_keys(&aws(), "test-account").value(IDENTITY);
    // The region is still that of the active profile.
    assert_eq!(answer, json!({"Profile": null, "AccountId": "444455556666", "Region": "eu-west-1"}));
}

#[test]
fn the_flag_wins_over_keys() {
    let answer = with_keys(&aws(), "test-account").value(
        "[(aws ec2 instances --profile dev) (aws ec2 instances -p dev) (aws ec2 instances)]
        | each { get AccountId | uniq }",
    );
    assert_eq!(answer, json!([["111122223333"], ["111122223333"], ["444455556666"]]));
}

#[test]
fn keys_need_no_file() {
    let aws = aws();
    let shell = with_keys(&aws, "test-account").without("AWS_PROFILE").var("AWS_REGION", "us-east-1");
    std::fs::remove_file(shell.path(".aws/config")).expect("a config");
    let answer = shell.value(IDENTITY);
    assert_eq!(answer, json!({"Profile": null, "AccountId": "444455556666", "Region": "us-east-1"}));
}

#[test]
fn keys_may_change_between_two_calls() {
    let aws = aws();
    let [dev, test] = ["dev-account", "test-account"].map(|name| &aws.account(name).key);
    let shell = Shell::with_dev(&aws)
        .var("TEST_KEY_ID", &test.access_key_id)
        .var("TEST_SECRET", &test.secret_access_key)
        .var("AWS_ACCESS_KEY_ID", &dev.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &dev.secret_access_key);
    let answer = shell.value(&format!(
        "let first = {IDENTITY}
        $env.AWS_ACCESS_KEY_ID = $env.TEST_KEY_ID
        $env.AWS_SECRET_ACCESS_KEY = $env.TEST_SECRET
        let second = {IDENTITY}
        hide-env AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
        # Before 0.113 the values from outside of this scope show again.
        hide-env --ignore-errors AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
        [$first $second ({IDENTITY})] | select AccountId Profile | each {{ values }}"
    ));
    assert_eq!(answer, json!([["111122223333", null], ["444455556666", null], ["111122223333", "dev"]]));
}

#[test]
fn after_aws_profile_use_the_profile_wins() {
    let answer = with_keys(&aws(), "test-account").value(&format!("aws profile use dev; {IDENTITY} | get AccountId"));
    assert_eq!(answer, json!("111122223333"));
}

#[test]
fn empty_keys_are_ignored() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ACCESS_KEY_ID", "").var("AWS_SECRET_ACCESS_KEY", "");
    assert_eq!(shell.value(IDENTITY)["Profile"], "dev");
}

#[test]
fn temporary_keys_are_sent_with_their_token() {
    let aws = aws();
    let expired = aws.expired_key();
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", &expired.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &expired.secret_access_key)
        .var("AWS_SESSION_TOKEN", expired.session_token.as_deref().expect("a token"));
    // The error is that of the token. Without it the keys would be unknown.
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::credentials::expired", "{error:?}");
}
