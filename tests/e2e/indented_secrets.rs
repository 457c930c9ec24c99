//! Secrets in the AWS files that are neither sent nor shown.

use std::fmt::Debug;

use crate::support::{Options, Sandbox, Shell, aws, json};

/// A key of a secret that was indented by mistake, so that the AWS CLI and SDKs read it as part of the value above.
const INDENTED: &str = "\n  aws_secret_access_key = hunter2\n";

/// A role and a sign-in with such a secret below every key.
fn shell(aws: &Sandbox) -> Shell {
    let role = "\
[profile cross]
region = eu-west-2
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = dev
external_id = partner
role_session_name = ann
duration_seconds = 3600
retry_mode = standard
services = mine
[services mine]
ec2 =
  x_token = hunter2
[profile guarded]
role_arn = arn:aws:iam::444455556666:role/mfa-admin
mfa_serial = arn:aws:iam::111122223333:mfa/ann
source_profile = dev
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = developer
region = eu-west-1
";
    let is_plain = |line: &str| line.contains(" = ") && !line.starts_with(' ');
    let lines = role.lines().map(|line| if is_plain(line) { format!("{line}{INDENTED}") } else { format!("{line}\n") });
    Shell::with_aws(aws).more_config(&lines.collect::<String>())
}

fn assert_hidden(text: impl Debug) {
    let text = format!("{text:?}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn an_indented_secret_is_not_sent() {
    let aws = aws();
    let shell = shell(&aws);
    assert_eq!(shell.value("aws ec2 instances -p cross | get AccountId | uniq"), json!(["444455556666"]));
    let requests = aws.requests();
    assert_hidden(&requests);
    let role = requests.iter().find(|request| request.action == "AssumeRole").expect("a request");
    let sent = ["RoleArn", "ExternalId", "RoleSessionName", "DurationSeconds"].map(|name| role.parameter(name));
    let arn = "arn:aws:iam::444455556666:role/tester";
    assert_eq!(sent, [Some(arn), Some("partner"), Some("ann"), Some("3600")]);
    shell.value("aws credentials -p guarded --mfa-code 123456 | ignore");
    let requests = aws.requests();
    assert_hidden(&requests);
    let role = requests.iter().rfind(|request| request.action == "AssumeRole").expect("a request");
    assert_eq!(role.parameter("SerialNumber"), Some("arn:aws:iam::111122223333:mfa/ann"));
}

#[test]
fn an_indented_secret_is_neither_sent_at_a_sign_in_nor_given_to_the_browser() {
    let aws = Sandbox::start(Options { auto_approve: true, ..Options::default() });
    let shell = shell(&aws).browser();
    assert_eq!(shell.value("aws sso login -p sso | get status"), json!(["valid"]));
    assert_hidden(shell.visits());
    assert_hidden(aws.requests());
    assert_eq!(
        shell.value("aws sso sessions --long | where sso_session == corp | get scopes"),
        json!([["sso:account:access"]])
    );
}

#[test]
fn an_indented_secret_is_not_given_to_a_program() {
    let config = "[profile odd]\nregion = eu-west-1\ncredential_process = keys\n  --id AKIA\n  aws_secret_access_key = hunter2\n";
    let script = r#"echo "$*" >"$HOME/arguments"
echo '{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "x"}'"#;
    let shell = Shell::new().config(config).program("keys", script);
    assert_eq!(shell.value("aws credentials -p odd | get AWS_ACCESS_KEY_ID"), json!("AKIA"));
    assert_eq!(std::fs::read_to_string(shell.path("arguments")).expect("the arguments"), "--id AKIA\n");
}

#[test]
fn an_indented_secret_is_not_shown() {
    let aws = aws();
    let shell = shell(&aws);
    for command in [
        "aws profiles --long",
        "aws sso sessions",
        "aws profile check",
        "aws profile check --dry-run",
        "aws profile remove cross sso --dry-run",
        "aws env -p cross",
        "aws env -p sso",
        "aws whoami --offline -p cross",
        "aws whoami --offline -p sso",
        "aws whoami -p sso",
        "aws credentials -p sso",
    ] {
        let output = shell.run(&format!("try {{ {command} | to nuon }} catch {{|e| print ($e | to nuon) }}"));
        assert_hidden((output.stdout, output.stderr));
    }
}

#[test]
fn secrets_and_passwords_of_urls_are_masked_in_tables_and_diffs() {
    let config = "[profile a]\nendpoint_url = https://ann:hunter2@host/x?key=hunter2\npwd = hunter2\nauth = hunter2\n\
                  x_api_key_prod = hunter2\naws_session_token_old = hunter2\naws_bearer_token_bedrock = hunter2\n\
                  # aws_secret_access_key: hunter2\n# endpoint_url = https://ann:hunter2@host\n\
                  auth_scheme_preference = sigv4\n";
    let shell = Shell::new().config(config);
    let properties = shell.value("aws profiles --long | get 0.properties");
    assert_eq!(properties["endpoint_url"], json!("https://ann:****@host/x?****"));
    assert_eq!(properties["auth_scheme_preference"], json!("sigv4"));
    assert_hidden(properties);
    let diff = shell.value("aws profile remove a --dry-run");
    assert!(diff.as_str().expect("a diff").contains("-endpoint_url = https://ann:****@host/x?****\n"), "{diff}");
    assert_hidden(diff);
}
