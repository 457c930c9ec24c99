//! Keys in the environment: they win over `AWS_PROFILE`, as in the AWS CLI, and not over `--profile`.

use super::WHO;
use crate::support::{Sandbox, Shell, aws, json};

/// A shell with the keys of an account in the environment.
fn with_keys(aws: &Sandbox, account: &str) -> Shell {
    let key = &aws.account(account).key;
    Shell::with_dev(aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key)
}

#[test]
fn they_win_over_aws_profile_and_no_profile_is_named() {
    let answer = with_keys(&aws(), "test-account").value(WHO);
    // The region is still that of the active profile.
    assert_eq!(answer, json!({"Profile": null, "AccountId": "444455556666", "Region": "eu-west-1"}));
}

#[test]
fn the_flag_wins_over_them() {
    let answer = with_keys(&aws(), "test-account").value(
        "[(aws ec2 instances --profile dev) (aws ec2 instances -p dev) (aws ec2 instances)]
        | each { get AccountId | uniq }",
    );
    assert_eq!(answer, json!([["111122223333"], ["111122223333"], ["444455556666"]]));
}

#[test]
fn they_need_no_file() {
    let aws = aws();
    let shell = with_keys(&aws, "test-account").without("AWS_PROFILE").var("AWS_REGION", "us-east-1");
    std::fs::remove_file(shell.path(".aws/config")).expect("a config");
    let answer = shell.value(WHO);
    assert_eq!(answer, json!({"Profile": null, "AccountId": "444455556666", "Region": "us-east-1"}));
}

#[test]
fn they_may_change_between_two_calls() {
    let aws = aws();
    let [dev, test] = ["dev-account", "test-account"].map(|name| &aws.account(name).key);
    let shell = Shell::with_dev(&aws)
        .var("TEST_KEY_ID", &test.access_key_id)
        .var("TEST_SECRET", &test.secret_access_key)
        .var("AWS_ACCESS_KEY_ID", &dev.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &dev.secret_access_key);
    let answer = shell.value(&format!(
        "let first = {WHO}
        $env.AWS_ACCESS_KEY_ID = $env.TEST_KEY_ID
        $env.AWS_SECRET_ACCESS_KEY = $env.TEST_SECRET
        let second = {WHO}
        hide-env AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
        [$first $second ({WHO})] | select AccountId Profile | each {{ values }}"
    ));
    assert_eq!(answer, json!([["111122223333", null], ["444455556666", null], ["111122223333", "dev"]]));
}

#[test]
fn aws_profile_use_gives_the_word_back_to_the_profile() {
    let answer = with_keys(&aws(), "test-account").value(&format!("aws profile use dev; {WHO} | get AccountId"));
    assert_eq!(answer, json!("111122223333"));
}

#[test]
fn empty_ones_are_not_set() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ACCESS_KEY_ID", "").var("AWS_SECRET_ACCESS_KEY", "");
    assert_eq!(shell.value(WHO)["Profile"], "dev");
}

#[test]
fn temporary_ones_come_with_their_token() {
    let aws = aws();
    let expired = aws.expired_key();
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", &expired.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &expired.secret_access_key)
        .var("AWS_SESSION_TOKEN", expired.session_token.as_deref().expect("a token"));
    // Only who sends the token hears that the time is over; without it the keys would be unknown.
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::credentials::expired", "{error:?}");
}
