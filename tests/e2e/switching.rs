//! `aws profile use` and `aws profile clear` change the environment.

use crate::support::{Shell, Value, json};

const CONFIG: &str = "[profile dev]\nregion = eu-west-1\n[profile test]\nregion = eu-west-2\n[profile 'my dev']\n";

fn shell() -> Shell {
    Shell::new().config(CONFIG)
}

/// Adds keys to the environment. AWS doesn't know them.
fn with_keys() -> Shell {
    let keys = [
        ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "hunter2"),
        ("AWS_SESSION_TOKEN", "hunter3"),
        ("AWS_SECURITY_TOKEN", "hunter4"),
        ("AWS_CREDENTIAL_EXPIRATION", "2026-03-01T10:20:30Z"),
    ];
    keys.into_iter().fold(shell(), |shell, (name, value)| shell.var(name, value))
}

/// The names of the AWS variables in the shell and in its child processes.
const VARIABLES: &str = r#"{
    shell: ($env | columns | where $it starts-with AWS_ | sort)
    programs: (^$nu.current-exe --no-config-file --commands '$env | columns | to text' | lines | where $it starts-with AWS_ | sort)
}"#;

fn both(names: &[&str]) -> Value {
    json!({"shell": names, "programs": names})
}

#[test]
fn use_sets_aws_profile_for_the_shell_and_for_programs() {
    let answer = shell().value(
        "aws profile use test
        [$env.AWS_PROFILE (^$nu.current-exe --no-config-file --commands 'print --no-newline $env.AWS_PROFILE')]",
    );
    assert_eq!(answer, json!(["test", "test"]));
}

#[test]
fn use_makes_the_profile_the_active_one() {
    let answer = shell().value("aws profile use test; aws profile | get region");
    assert_eq!(answer, json!("eu-west-2"));
}

#[test]
fn use_removes_keys_that_would_override_the_profile() {
    let answer = with_keys().value(&format!("aws profile use dev; {VARIABLES}"));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED", "AWS_PROFILE"]));
}

#[test]
fn use_removes_keys_that_were_set_in_the_shell() {
    let answer = shell().value(&format!(
        "$env.AWS_ACCESS_KEY_ID = 'AKIA'; $env.AWS_SECRET_ACCESS_KEY = 'x'; $env.AWS_SESSION_TOKEN = ''
        aws profile use dev; {VARIABLES}"
    ));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED", "AWS_PROFILE"]));
}

#[test]
fn keys_can_be_set_again_after_a_switch() {
    let answer = with_keys().value("aws profile use dev; $env.AWS_ACCESS_KEY_ID = 'AKIB'; $env.AWS_ACCESS_KEY_ID");
    assert_eq!(answer, json!("AKIB"));
}

#[test]
fn keep_keys_keeps_them() {
    let answer = with_keys().value(&format!("aws profile use dev --keep-keys; {VARIABLES}"));
    let expected = both(&[
        "AWS_ACCESS_KEY_ID",
        "AWS_CREDENTIAL_EXPIRATION",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_PROFILE",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SECURITY_TOKEN",
        "AWS_SESSION_TOKEN",
    ]);
    assert_eq!(answer, expected);
}

#[test]
fn the_name_may_come_through_the_pipeline() {
    for input in [
        "'test'",
        "aws profiles | where region == eu-west-2 | first",
        "aws profiles | where region == eu-west-2",
        "{name: test}",
        // A row of `aws sso roles`.
        "{account_id: '444455556666', role_name: tester, profile: test}",
        "[[role_name profile]; [admin null] [tester test]]",
    ] {
        assert_eq!(shell().value(&format!("{input} | aws profile use; $env.AWS_PROFILE")), json!("test"), "{input}");
    }
}

#[test]
fn input_that_is_not_one_profile_is_refused() {
    for input in
        ["aws profiles", "[]", "{region: eu-west-1}", "null", "aws profiles | where name == tset | get 0?.name"]
    {
        let error = shell().error(&format!("{input} | aws profile use"));
        assert_eq!(error.code, "aws::profile::input", "{input}: {error:?}");
        assert!(error.help.contains("`aws profiles | "), "{error:?}");
    }
}

#[test]
fn null_is_not_taken_for_all_profiles() {
    for command in ["aws profile check --fix", "aws profile remove --force"] {
        let error = shell().error(&format!("null | {command}"));
        assert_eq!(error.code, "aws::profile::input", "{command}: {error:?}");
    }
}

#[test]
fn a_role_without_a_profile_can_not_be_used() {
    for rows in ["{role_name: admin, profile: null}", "[[role_name profile]; [admin null] [tester null]]"] {
        let error = shell().error(&format!("{rows} | aws profile use"));
        assert_eq!(error.code, "aws::profile::input", "{rows}: {error:?}");
        assert!(error.label.ends_with("no profile") && error.help.contains("| aws profile add`"), "{error:?}");
    }
}

#[test]
fn a_name_with_a_space_can_be_used() {
    assert_eq!(shell().value("aws profile use 'my dev'; $env.AWS_PROFILE"), json!("my dev"));
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let error = shell().error("aws profile use tset");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "tset"));
    assert!(error.help.contains("did you mean `test`?") && error.help.contains("`aws profiles`"), "{error:?}");
}

#[test]
fn an_unknown_name_changes_nothing() {
    let shell = with_keys().var("AWS_PROFILE", "dev");
    let answer = shell.value("let before = $env; try { aws profile use tset }; $env == $before");
    assert_eq!(answer, json!(true));
}

#[test]
fn without_a_terminal_the_name_is_required() {
    let error = shell().error("aws profile use");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::name_missing", "aws profile use"));
    assert!(error.help.contains("`aws profile use NAME`") && error.help.contains("`aws profiles`"), "{error:?}");
}

#[test]
fn without_any_profile_the_error_says_how_to_add_one() {
    let error = Shell::new().error("aws profile use");
    assert_eq!(error.code, "aws::profile::none");
    assert!(error.help.contains("aws configure"), "{error:?}");
}

#[test]
fn scripts_get_no_notes() {
    let output = with_keys().var("AWS_REGION", "us-east-1").run("aws profile use dev; aws profile clear");
    assert_eq!((output.success, output.stdout.as_str(), output.stderr.as_str()), (true, "", ""));
}

#[test]
fn clear_removes_both_variables() {
    let shell = shell().var("AWS_PROFILE", "dev").var("AWS_DEFAULT_PROFILE", "dev");
    let answer = shell.value(&format!("aws profile clear; {VARIABLES}"));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED"]));
}

#[test]
fn clear_removes_empty_variables() {
    let answer = shell().var("AWS_PROFILE", "").value(&format!("aws profile clear; {VARIABLES}"));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED"]));
    let answer = shell().value(&format!("$env.AWS_PROFILE = ''; aws profile clear; {VARIABLES}"));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED"]));
    // A variable that is null still exists in the shell.
    let answer = shell().value(&format!("$env.AWS_PROFILE = null; aws profile clear; {VARIABLES}"));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED"]));
}

#[test]
fn clear_without_a_profile_does_nothing() {
    let answer = shell().value(&format!("aws profile clear; {VARIABLES}"));
    assert_eq!(answer, both(&["AWS_EC2_METADATA_DISABLED"]));
}

#[test]
fn clear_keeps_keys() {
    let answer = with_keys().value("aws profile clear; 'AWS_ACCESS_KEY_ID' in $env");
    assert_eq!(answer, json!(true));
}

#[test]
fn use_works_after_clear() {
    let answer = shell().var("AWS_PROFILE", "dev").value("aws profile clear; aws profile use test; $env.AWS_PROFILE");
    assert_eq!(answer, json!("test"));
}
