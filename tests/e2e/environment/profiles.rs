//! The active profile.

use super::IDENTITY;
use crate::support::{Shell, aws, json};

#[test]
fn all_calls_of_a_shell_use_one_process() {
    let pid = "aws profiles | ignore; plugin list | where name == aws | first | get pid";
    let answer = Shell::with_dev(&aws()).value(&format!("[({pid}) (aws ec2 instances | ignore; {pid})]"));
    assert!(answer[0].is_u64(), "{answer}");
    assert_eq!(answer[0], answer[1]);
}

#[test]
fn with_env_applies_to_its_block() {
    let answer = Shell::with_dev(&aws())
        .value(&format!("[({IDENTITY}) (with-env {{AWS_PROFILE: test}} {{ {IDENTITY} }}) ({IDENTITY})]"));
    let dev = json!({"Profile": "dev", "AccountId": "111122223333", "Region": "eu-west-1"});
    let test = json!({"Profile": "test", "AccountId": "444455556666", "Region": "eu-west-2"});
    assert_eq!(answer, json!([dev, test, dev]));
}

#[test]
fn a_change_of_aws_profile_takes_effect_at_once() {
    let answer = Shell::with_aws(&aws()).value(
        "$env.AWS_PROFILE = 'dev'
        let first = aws ec2 instances | get AccountId | uniq
        $env.AWS_PROFILE = 'test'
        let second = aws ec2 instances | get AccountId | uniq
        hide-env AWS_PROFILE
        let third = try { aws ec2 instances } catch {|e| $e.details.code }
        [$first $second $third]",
    );
    assert_eq!(answer, json!([["111122223333"], ["444455556666"], "aws::credentials::missing"]));
}

#[test]
fn aws_default_profile_is_used_without_aws_profile() {
    let aws = aws();
    let shell = Shell::with_aws(&aws).var("AWS_DEFAULT_PROFILE", "test");
    let answer = shell.value(
        "[(aws ec2 instances | first | get Profile)
        (with-env {AWS_PROFILE: dev} { aws ec2 instances | first | get Profile })]",
    );
    assert_eq!(answer, json!(["test", "dev"]));
}

#[test]
fn the_profile_default_is_active_if_none_is_named() {
    let aws = aws();
    let keys = crate::support::keys(&aws.account("test-account").key);
    let shell = Shell::with_aws(&aws).more_config(&format!("[default]\nregion = eu-west-3\n{keys}"));
    let answer = shell.value(IDENTITY);
    assert_eq!(answer, json!({"Profile": "default", "AccountId": "444455556666", "Region": "eu-west-3"}));
}

#[test]
fn the_flag_wins_over_aws_profile() {
    let answer = Shell::with_dev(&aws()).value("aws ec2 instances --profile test | first | get Profile");
    assert_eq!(answer, json!("test"));
}

#[test]
fn a_profile_set_to_null_is_not_set() {
    let answer = Shell::with_dev(&aws()).var("AWS_DEFAULT_PROFILE", "test").value(
        "$env.AWS_PROFILE = null
        aws ec2 instances | first | get Profile",
    );
    assert_eq!(answer, json!("test"));
}
