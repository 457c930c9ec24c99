//! The AWS files: `AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, `HOME`, and relative paths.

use crate::support::{Shell, aws, json, keys};

const NAMES: &str = "aws profiles | get name";

/// A shell with one profile in each of several files.
fn shell() -> Shell {
    Shell::new()
        .config("[profile of-home]\n")
        .file("other/.aws/config", "[profile of-other-home]\n")
        .file("work/aws.ini", "[profile of-work]\n")
        .file("play/aws.ini", "[profile of-play]\n")
        .file("work/keys.ini", "[keys-of-work]\n")
        .file("play/keys.ini", "[keys-of-play]\n")
}

#[test]
fn aws_config_file_may_change_between_two_calls() {
    let answer = shell().value(&format!(
        "let first = {NAMES}
        $env.AWS_CONFIG_FILE = ($env.HOME | path join work/aws.ini)
        let second = {NAMES}
        let third = with-env {{AWS_CONFIG_FILE: ($env.HOME | path join play/aws.ini)}} {{ {NAMES} }}
        hide-env AWS_CONFIG_FILE
        [$first $second $third ({NAMES})]"
    ));
    assert_eq!(answer, json!([["of-home"], ["of-work"], ["of-play"], ["of-home"]]));
}

#[test]
fn aws_shared_credentials_file_may_change_between_two_calls() {
    let answer = shell().value(&format!(
        "let first = {NAMES}
        $env.AWS_SHARED_CREDENTIALS_FILE = ($env.HOME | path join work/keys.ini)
        [$first ({NAMES})]"
    ));
    assert_eq!(answer, json!([["of-home"], ["of-home", "keys-of-work"]]));
}

#[test]
fn home_may_change_between_two_calls() {
    let answer = shell().value(&format!(
        "let first = {NAMES}
        $env.HOME = ($env.HOME | path join other)
        [$first ({NAMES})]"
    ));
    assert_eq!(answer, json!([["of-home"], ["of-other-home"]]));
}

#[test]
fn a_relative_path_starts_at_the_directory_of_the_shell() {
    let shell = shell().var("AWS_CONFIG_FILE", "aws.ini").var("AWS_SHARED_CREDENTIALS_FILE", "./keys.ini");
    let answer = shell.value(&format!(
        "cd work
        let work = {NAMES}
        cd ../play
        [$work ({NAMES}) (do {{ cd ../work; {NAMES} }}) ({NAMES})]"
    ));
    let [work, play] = [["of-work", "keys-of-work"], ["of-play", "keys-of-play"]];
    assert_eq!(answer, json!([work, play, work, play]));
}

#[test]
fn a_tilde_is_the_home_of_the_caller() {
    let shell = shell().var("AWS_CONFIG_FILE", "~/aws.ini");
    let answer = shell.value(&format!(
        "let home = $env.HOME
        [work play] | each {{|name| $env.HOME = ($home | path join $name); {NAMES} }}"
    ));
    assert_eq!(answer, json!([["of-work"], ["of-play"]]));
}

#[test]
fn a_missing_file_has_no_profiles() {
    let answer = shell().var("AWS_CONFIG_FILE", "/no/such/file").value(NAMES);
    assert_eq!(answer, json!([]));
}

#[test]
fn a_changed_file_is_read_again() {
    let answer = shell().value(&format!(
        "let first = {NAMES}
        '[profile new]' | save --force ($env.HOME | path join .aws/config)
        [$first ({NAMES})]"
    ));
    assert_eq!(answer, json!([["of-home"], ["new"]]));
}

#[test]
fn requests_are_signed_with_the_keys_in_the_files_of_the_call() {
    let aws = aws();
    let [dev, test] = ["dev-account", "test-account"].map(|name| keys(&aws.account(name).key));
    let shell = Shell::new()
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_REGION", "eu-west-1")
        .var("AWS_PROFILE", "me")
        .var("AWS_SHARED_CREDENTIALS_FILE", "keys.ini")
        .file("dev/keys.ini", &format!("[me]\n{dev}"))
        .file("test/keys.ini", &format!("[me]\n{test}"));
    let answer = shell.value("[dev test dev] | each {|name| cd $name; aws ec2 instances | get AccountId | uniq }");
    assert_eq!(answer, json!([["111122223333"], ["444455556666"], ["111122223333"]]));
}
