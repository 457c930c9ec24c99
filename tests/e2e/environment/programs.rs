//! `credential_process`: a program that prints credentials. It runs as if the caller had started it.

use crate::support::{Key, Sandbox, Shell, aws, json};

/// The output of such a program.
fn output(key: &Key) -> String {
    let Key { access_key_id, secret_access_key, .. } = key;
    json!({"Version": 1, "AccessKeyId": access_key_id, "SecretAccessKey": secret_access_key}).to_string()
}

/// A shell with a profile `process` whose program is this command.
fn shell(aws: &Sandbox, command: &str) -> Shell {
    Shell::with_aws(aws)
        .more_config(&format!("[profile process]\nregion = eu-west-1\ncredential_process = {command}\n"))
}

const ACCOUNT: &str = "aws ec2 instances --profile process | get AccountId | uniq";

#[test]
fn the_printed_keys_are_used() {
    let aws = aws();
    let shell = shell(&aws, "mint --for me").program(
        "mint",
        &format!("test \"$*\" = '--for me' && printf %s '{}'", output(&aws.account("test-account").key)),
    );
    assert_eq!(shell.value(ACCOUNT), json!(["444455556666"]));
}

#[test]
fn the_program_runs_once_for_all_pages() {
    let aws = crate::support::aws_with_instances(2500);
    let shell = shell(&aws, "mint");
    let count = shell.path("count");
    let script = format!("echo x >> '{}'; printf %s '{}'", count.display(), output(&aws.account("dev-account").key));
    let shell = shell.program("mint", &script);
    assert_eq!(shell.value("aws ec2 instances --profile process | length"), json!(2500));
    assert_eq!(std::fs::read_to_string(count).expect("a count"), "x\n");
}

/// A program that prints the keys of the account in a variable.
fn chooser(aws: &Sandbox) -> String {
    let [dev, test] = ["dev-account", "test-account"].map(|name| output(&aws.account(name).key));
    format!("case $WHO in dev) printf %s '{dev}' ;; test) printf %s '{test}' ;; *) exit 1 ;; esac")
}

#[test]
fn the_program_sees_the_variables_of_the_caller() {
    let aws = aws();
    let shell = shell(&aws, "mint").program("mint", &chooser(&aws));
    let answer = shell.value(&format!("[dev test] | each {{|who| $env.WHO = $who; {ACCOUNT} }}"));
    assert_eq!(answer, json!([["111122223333"], ["444455556666"]]));
}

#[test]
fn the_program_is_found_on_the_path_of_the_caller() {
    let aws = aws();
    let shell = shell(&aws, "mint").var("WHO", "test").program("../elsewhere/mint", &chooser(&aws));
    let path = "$env.PATH = ($env.PATH | prepend ($env.HOME | path join elsewhere))";
    let answer = shell.value(&format!("let before = aws profiles | length; {path}; [$before ({ACCOUNT})]"));
    assert_eq!(answer, json!([3, ["444455556666"]]));
}

#[test]
fn the_program_starts_in_the_directory_of_the_caller() {
    let aws = aws();
    let shell = shell(&aws, "./mint").var("WHO", "test").program("../work/mint", &chooser(&aws));
    assert_eq!(shell.value(&format!("cd work; {ACCOUNT}")), json!(["444455556666"]));
}
