//! No command shows a secret of the files, in whichever form it is there.

use std::fmt::Write;

use crate::support::{Shell, closed_port};

/// Part of every secret below.
const MARK: &str = "LEAKED";

/// Ways in which a secret is in a profile.
const FORMS: [&str; 18] = [
    "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = LEAKED",
    "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\naws_session_token = LEAKED",
    "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\naws_security_token = LEAKED",
    "region = eu-west-1\n  aws_secret_access_key = LEAKED",
    "role_arn = arn:aws:iam::111122223333:role/a\n  aws_secret_access_key = LEAKED\nsource_profile = p0",
    "role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = p0\nexternal_id = x\n  aws_session_token = LEAKED",
    "role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = p0\nmfa_serial = x\n  password = LEAKED",
    "sso_session = corp\n  token = LEAKED\nsso_account_id = 111122223333\nsso_role_name = a",
    "region = eu-west-1\n# aws_secret_access_key = LEAKED",
    "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x # LEAKED",
    "endpoint_url = https://user:LEAKED@127.0.0.1/",
    "endpoint_url = https://127.0.0.1/?token=LEAKED",
    "aws_secret_access_key LEAKED",
    "aws_secret_access_key: LEAKED",
    "db_password = LEAKED\nx_api_key_prod = LEAKED\nauth = LEAKED\npwd = LEAKED",
    "aws_session_token_old = LEAKED\naws_bearer_token_bedrock = LEAKED",
    "services = s\n",
    "credential_process = sh -c 'echo \"{\\\"Version\\\": 1, \\\"SecretAccessKey\\\": \\\"LEAKED\\\"}\"; echo no >&2'",
];

/// A profile of each form, and what else a file may have.
fn config() -> String {
    let mut config = "\
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
  client_secret = LEAKED
[services s]
ec2 =
  endpoint_url = https://user:LEAKED@127.0.0.1/
"
    .to_owned();
    for (number, form) in FORMS.iter().enumerate() {
        writeln!(config, "[profile p{number}]\n{form}").expect("a text");
    }
    config
}

/// Lines for every command that isn't there to give out credentials.
fn lines() -> Vec<String> {
    let everywhere = ["profiles", "profile", "profile check", "profile check --fix --dry-run", "sso sessions", "env"];
    let mut lines: Vec<_> = everywhere.iter().map(|line| format!("aws {line}")).collect();
    lines.push("aws profiles --long".into());
    for number in 0..FORMS.len() {
        let name = format!("p{number}");
        lines.extend([
            format!("aws profile use {name}; aws env; aws whoami --offline"),
            format!("aws whoami --offline --profile {name}"),
            format!("aws profile check {name}"),
            format!("aws profile remove {name} --dry-run"),
            format!("aws profile add {name} --sso-session corp --account 444455556666 --role admin --force --dry-run"),
            format!("aws whoami --profile {name}"),
            format!("aws ec2 instances --profile {name} --region eu-west-1"),
            format!("aws sso login --profile {name} --no-browser"),
            format!("aws sso roles --profile {name}"),
            format!("aws sso logout --profile {name}"),
        ]);
    }
    lines
}

#[test]
fn no_command_shows_a_secret_of_the_files() {
    let url = closed_port();
    // `AWS_ENDPOINT_URL` would hide the profiles' own.
    let shell = Shell::new().config(&config()).var("AWS_EC2_METADATA_DISABLED", "true").var("AWS_MAX_ATTEMPTS", "1");
    let shell = ["STS", "SSO", "SSO_OIDC"]
        .into_iter()
        .fold(shell, |shell, service| shell.var(&format!("AWS_ENDPOINT_URL_{service}"), &url));
    // One shell for all lines: each ends with its error, and the next one follows.
    let script = lines()
        .into_iter()
        .map(|line| format!("try {{ print ({line} | table -e) }} catch {{|e| print -e $e.rendered }}\n"));
    let output = shell.run(&script.collect::<String>());
    assert!(output.success && output.stdout.contains("p3"), "{output:?}");
    let shown = format!("{}{}", output.stdout, output.stderr);
    let leaks: Vec<_> = shown.lines().filter(|line| line.contains(MARK)).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}
