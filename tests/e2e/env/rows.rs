//! The rows.

use super::{at, in_home, row, shell, with_keys};
use crate::support::{Shell, json};

#[test]
fn keys_that_override_the_profile_are_noted() {
    let shell = with_keys(shell().var("AWS_PROFILE", "dev"));
    let row = row(&shell, "credentials");
    assert_eq!(row["value"], "environment: static ****************IRON");
    assert_eq!(row["source"], "env AWS_ACCESS_KEY_ID");
    assert_eq!(row["shadowed"], json!([{"source": at(7), "value": "profile dev: sso"}]));
    let note = row["note"].as_str().expect("a warning");
    assert!(note.starts_with("they override profile `dev`: `aws profile use dev` removes them"), "{note}");
}

#[test]
fn the_suggested_command_removes_the_keys() {
    let answer = with_keys(shell().var("AWS_PROFILE", "dev")).value(
        "let before = aws env | where setting == credentials | first
        aws profile use dev
        let after = aws env | where setting == credentials | first
        [$before $after] | each { [($in.value | split row ':' | first) ($in.note has 'they override')] }",
    );
    assert_eq!(answer, json!([["environment", true], ["profile dev", false]]));
}

#[test]
fn every_row_has_every_column_with_its_type() {
    let answer = with_keys(shell().var("AWS_PROFILE", "dev")).value(
        "{columns: (aws env | each { columns } | uniq),
        types: (aws env | where setting in [profile max_attempts use_fips_endpoint ca_bundle] | get value | each { describe }),
        shadowed: (aws env | get shadowed | each { describe } | uniq | sort)}",
    );
    assert_eq!(answer["columns"], json!([["setting", "source", "value", "note", "shadowed"]]));
    assert_eq!(answer["types"], json!(["string", "bool", "nothing", "int"]));
    assert_eq!(answer["shadowed"], json!(["list<any>", "table<source: string, value: string>"]));
}

#[test]
fn every_setting_has_one_row_even_if_nothing_is_set() {
    let names = |shell: &Shell| shell.value("aws env | get setting");
    assert_eq!(names(&shell().var("AWS_PROFILE", "dev")), names(&Shell::new()));
    let answer = shell().value("aws env | get setting | uniq --repeated");
    assert_eq!(answer, json!([]));
}

#[test]
fn a_services_endpoint_has_a_row_if_something_sets_it() {
    let shell = shell().var("AWS_ENDPOINT_URL_EC2", "http://localhost:4566");
    let row = row(&shell, "endpoint_url_ec2");
    assert_eq!((&row["value"], &row["source"]), (&json!("http://localhost:4566"), &json!("env AWS_ENDPOINT_URL_EC2")));
}

#[test]
fn a_key_in_both_files_has_both_lines() {
    let shell = shell().credentials("# A comment.\n[keys]\nregion = sa-east-1\n").var("AWS_PROFILE", "keys");
    let row = row(&shell, "region");
    assert_eq!(row["source"], in_home(".aws/credentials", 3));
    assert_eq!(row["shadowed"], json!([{"source": at(19), "value": "eu-west-2"}]));
}

#[test]
fn other_commands_use_the_settings_that_it_shows() {
    let aws = crate::support::aws();
    let answer = Shell::with_dev(&aws).value(
        "[[region endpoint]; [us-west-2 ''] ['' '']] | each {|case|
            with-env {AWS_REGION: $case.region, AWS_ENDPOINT_URL_EC2: $case.endpoint} {
                [(aws env | where setting == region | get 0.value) (aws ec2 instances | get 0.Region)]
            }
        }",
    );
    assert_eq!(answer, json!([["us-west-2", "us-west-2"], ["eu-west-1", "eu-west-1"]]));
}

#[test]
fn no_secret_is_shown() {
    let shell = with_keys(shell().var("AWS_PROFILE", "keys"))
        .var("AWS_SESSION_TOKEN", "hunter2hunter2")
        .var("HTTPS_PROXY", "http://ann:hunter2@proxy.example.com:8080")
        .var("AWS_ENDPOINT_URL", "http://ann:hunter2@localhost:4566");
    let output = shell.run(
        "for named in [null keys role] { if $named == null { aws env } else { aws env -p $named } | to json | print }
        aws env | table --expand --width 400",
    );
    assert!(output.success, "{}", output.stderr);
    for shown in ["****************IRON", "****************MPLE", "http://ann:****@proxy.example.com:8080"] {
        assert!(output.stdout.contains(shown), "{shown}: {}", output.stdout);
    }
    for secret in ["hunter2", "wJalrXUtn", "AKIA"] {
        assert!(!output.stdout.contains(secret) && !output.stderr.contains(secret), "{secret}: {}", output.stdout);
    }
}
