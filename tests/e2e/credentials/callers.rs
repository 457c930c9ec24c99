//! `aws credentials` reads the environment of the caller in every scope.

use crate::support::{Shell, aws, json};

#[test]
fn parallel_calls_do_not_mix_profiles() {
    let aws = aws();
    let id = |name: &str| aws.account(name).key.access_key_id.clone();
    let answer = Shell::with_aws(&aws).value(
        "[dev test dev test] | par-each --keep-order {|name| with-env {AWS_PROFILE: $name} { aws credentials | get AWS_ACCESS_KEY_ID } }",
    );
    let (dev, test) = (id("dev-account"), id("test-account"));
    assert_eq!(answer, json!([dev, test, dev, test]));
}

#[test]
fn the_input_of_a_closure_is_ignored() {
    let aws = aws();
    let answer = Shell::with_aws(&aws).value(
        "[dev test] | each {|name| [(aws credentials -p $name | get AWS_REGION) (aws credentials export -p $name | from json | get Version)] }",
    );
    assert_eq!(answer, json!([["eu-west-1", 1], ["eu-west-2", 1]]));
}

#[test]
fn profiles_and_formats_are_completed() {
    let aws = aws();
    let shell = Shell::with_aws(&aws);
    let offered = |line: &str| shell.value(&format!("'{line}' | commandline complete"));
    for line in ["aws credentials -p ", "aws credentials --profile ", "aws credentials export -p "] {
        assert_eq!(offered(line), json!(["dev", "test"]), "{line}");
    }
    let formats = json!(["cmd", "dotenv", "fish", "posix", "powershell", "process"]);
    assert_eq!(offered("aws credentials export --format "), formats);
    assert_eq!(offered("aws credentials --mfa-code "), json!([]));
}
