//! Commands that begin with `aws` and are not the plugin's still reach the AWS CLI.

use crate::support::{Shell, Value, json};

/// A shell with an `aws` program that prints each of its arguments in a line.
fn shell() -> Shell {
    Shell::new().program("aws", r#"for word in external "$@"; do echo "$word"; done"#)
}

/// The output of a line that runs the program.
fn external(line: &str) -> Value {
    shell().value(&format!("{line} | lines"))
}

#[test]
fn other_commands_reach_the_aws_cli() {
    for (line, arguments) in [
        ("aws s3 ls", &["s3", "ls"][..]),
        ("aws --version", &["--version"]),
        ("aws", &[]),
        ("aws ec2", &["ec2"]),
        (
            "aws ec2 describe-instances --filters Name=x,Values=y",
            &["ec2", "describe-instances", "--filters", "Name=x,Values=y"],
        ),
        ("aws sts get-caller-identity --profile dev", &["sts", "get-caller-identity", "--profile", "dev"]),
        ("aws configure list-profiles", &["configure", "list-profiles"]),
        ("aws sso get-role-credentials --role-name x", &["sso", "get-role-credentials", "--role-name", "x"]),
        ("aws sso", &["sso"]),
    ] {
        let expected: Vec<_> = ["external"].iter().chain(arguments).collect();
        assert_eq!(external(line), json!(expected), "{line}");
    }
}

#[test]
fn a_caret_always_runs_the_aws_cli() {
    assert_eq!(external("^aws ec2 instances"), json!(["external", "ec2", "instances"]));
    assert_eq!(external("^aws profiles"), json!(["external", "profiles"]));
}

#[test]
fn the_commands_of_the_plugin_win_over_the_aws_cli() {
    let shell = shell().config("[profile dev]\n");
    assert_eq!(shell.value("aws profiles | get name"), json!(["dev"]));
    assert_eq!(shell.value("aws profile use dev; $env.AWS_PROFILE"), json!("dev"));
}

#[test]
fn the_aws_cli_follows_aws_profile_use() {
    let shell = Shell::new()
        .config("[profile dev]\n")
        .var("AWS_ACCESS_KEY_ID", "AKIA")
        .program("aws", r#"echo "$AWS_PROFILE ${AWS_ACCESS_KEY_ID-gone} $*""#);
    let answer = shell.value("aws profile use dev; aws sts get-caller-identity | str trim");
    assert_eq!(answer, json!("dev gone sts get-caller-identity"));
}

#[test]
fn a_wrapper_around_the_aws_cli_does_not_hide_the_plugin() {
    let answer = shell().config("[profile dev]\n").value(
        "def --wrapped aws [...rest] { ^aws ...$rest }
        [(aws profiles | get name) (aws s3 ls | lines)]",
    );
    assert_eq!(answer, json!([["dev"], ["external", "s3", "ls"]]));
}
