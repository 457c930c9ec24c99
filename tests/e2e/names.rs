//! A good neighbour: what begins with `aws` and is not ours still reaches the AWS CLI.

use crate::support::{Shell, Value, json};

/// A shell with an `aws` on its PATH that prints its arguments, a line each.
fn shell() -> Shell {
    Shell::new().program("aws", r#"for word in external "$@"; do echo "$word"; done"#)
}

/// The arguments with which a line reaches the program.
fn reached(line: &str) -> Value {
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
        assert_eq!(reached(line), json!(expected), "{line}");
    }
}

#[test]
fn a_caret_always_means_the_aws_cli() {
    assert_eq!(reached("^aws ec2 instances"), json!(["external", "ec2", "instances"]));
    assert_eq!(reached("^aws profiles"), json!(["external", "profiles"]));
}

#[test]
fn our_commands_are_ours() {
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
fn a_wrapper_of_the_users_lives_beside_us() {
    let answer = shell().config("[profile dev]\n").value(
        "def --wrapped aws [...rest] { ^aws ...$rest }
        [(aws profiles | get name) (aws s3 ls | lines)]",
    );
    assert_eq!(answer, json!([["dev"], ["external", "s3", "ls"]]));
}
