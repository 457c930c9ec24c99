//! Profiles whose names the AWS CLI writes and reads, but no SDK.

use crate::support::{Shell, json};

const CONFIG: &str = "\
[sso-session 'my corp']
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1

[services R&D]
ec2 =
  endpoint_url = http://127.0.0.1:9

[profile 'Ann'\"'\"'s Mac']
region = eu-west-2
services = R&D

[profile größe]
role_arn = arn:aws:iam::111122223333:role/x
source_profile = team one
";

const CREDENTIALS: &str = "\
[team one]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hunter2

[x(y)]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hunter2
";

const NAMES: [&str; 4] = ["Ann's Mac", "größe", "team one", "x(y)"];

fn shell() -> Shell {
    Shell::new().config(CONFIG).credentials(CREDENTIALS)
}

#[test]
fn they_are_listed_and_selected() {
    assert_eq!(shell().value("aws profiles | get name"), json!(NAMES));
    assert_eq!(shell().value("aws sso sessions | get sso_session"), json!(["my corp"]));
    for name in NAMES {
        let name = json!(name);
        assert_eq!(shell().value(&format!("aws profile use {name}; aws profile | get name")), name);
    }
}

#[test]
fn their_credentials_and_settings_are_used() {
    let key = shell().value("aws credentials --profile 'team one' | get AWS_SECRET_ACCESS_KEY");
    assert_eq!(key, json!("hunter2"));
    let endpoint = shell().value("aws env --profile \"Ann's Mac\" | where setting == endpoint_url_ec2 | get value");
    assert_eq!(endpoint, json!(["http://127.0.0.1:9"]));
    let codes = shell().value("aws profile check 'größe' | get code | uniq");
    assert_eq!(codes, json!(["aws::check::section_name"]), "the source profile is found");
}

#[test]
fn they_are_removed_with_their_secrets() {
    let shell = shell();
    let removed = shell.value("aws profiles | aws profile remove --force | get name");
    assert_eq!(removed, json!(NAMES));
    let text = |file| std::fs::read_to_string(shell.path(file)).expect("a file");
    assert_eq!(text(".aws/credentials"), "");
    assert!(text(".aws/config").ends_with("endpoint_url = http://127.0.0.1:9\n"), "{}", text(".aws/config"));
}

#[test]
fn an_existing_profile_and_session_keep_their_names_when_they_are_written() {
    let shell = shell();
    let row = shell.value(
        "aws profile add 'team one' --sso-session 'my corp' --account 111122223333 --role developer --force
        | select name sso_session status",
    );
    assert_eq!(row, json!([{"name": "team one", "sso_session": "my corp", "status": "written"}]));
    let config = std::fs::read_to_string(shell.path(".aws/config")).expect("a file");
    assert!(config.contains("\n[profile 'team one']\nsso_session = my corp\n"), "{config}");
}

#[test]
fn a_check_says_who_cannot_read_them() {
    let rows = shell().value("aws profile check | where code == aws::check::section_name | select line message");
    let message = |name: &str| format!("Only the AWS CLI reads `{name}`");
    let row = |line: u64, name: &str| json!({"line": line, "message": message(name)});
    let expected = [(1, "my corp"), (5, "R&D"), (9, "Ann's Mac"), (13, "größe"), (1, "team one"), (5, "x(y)")];
    assert_eq!(rows, json!(expected.map(|(line, name)| row(line, name))));
}
