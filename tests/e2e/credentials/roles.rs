//! Roles without MFA: their settings, and the AWS CLI's cache.

use crate::support::{Request, Sandbox, Shell, aws, json};

const CROSS: &str = "\
[profile cross]
region = eu-west-2
role_arn = arn:aws:iam::444455556666:role/tester
source_profile = dev
";

fn shell(aws: &Sandbox, lines: &str) -> Shell {
    Shell::with_aws(aws).more_config(&format!("{CROSS}{lines}"))
}

fn assume_role_requests(aws: &Sandbox) -> Vec<Request> {
    aws.requests().into_iter().filter(|request| request.action == "AssumeRole").collect()
}

#[test]
fn all_settings_of_a_role_are_sent() {
    let aws = aws();
    let lines = "duration_seconds = 7200\nrole_session_name = ann\nexternal_id = partner\n";
    shell(&aws, lines).value("aws ec2 instances -p cross | ignore");
    let [request] = &assume_role_requests(&aws)[..] else { panic!("one request") };
    let sent = ["DurationSeconds", "RoleSessionName", "ExternalId", "SerialNumber"].map(|name| request.parameter(name));
    assert_eq!(sent, [Some("7200"), Some("ann"), Some("partner"), None]);
}

#[test]
fn all_settings_of_an_inner_role_are_sent() {
    let aws = aws();
    let middle = "[profile middle]\nrole_arn = arn:aws:iam::111122223333:role/admin\nsource_profile = dev\n\
                  duration_seconds = 900\nrole_session_name = ann\n";
    let config = format!("{}{middle}", CROSS.replace("= dev", "= middle"));
    Shell::with_aws(&aws).more_config(&config).value("aws ec2 instances -p cross | ignore");
    let [inner, outer] = &assume_role_requests(&aws)[..] else { panic!("two requests") };
    assert_eq!([inner.parameter("DurationSeconds"), inner.parameter("RoleSessionName")], [Some("900"), Some("ann")]);
    assert_eq!(outer.parameter("DurationSeconds"), None);
}

#[test]
fn a_duration_that_sts_does_not_allow_is_an_error_and_a_finding() {
    let aws = aws();
    for duration in ["1h", "10", "86400", "3600.5"] {
        let shell = shell(&aws, &format!("duration_seconds = {duration}\n"));
        let error = shell.error("aws ec2 instances -p cross");
        assert_eq!(error.code, "aws::setting::invalid", "{error:?}");
        assert!(error.message.contains(&format!("duration_seconds is `{duration}`")), "{error:?}");
        let findings = shell.value("aws profile check cross | get code");
        assert_eq!(findings, json!(["aws::check::duration_invalid"]), "{duration}");
    }
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn later_commands_use_the_cached_credentials() {
    let aws = aws();
    let chain = "[profile outer]\nregion = eu-west-2\nrole_arn = arn:aws:iam::111122223333:role/tester\n\
                 source_profile = cross\n";
    let shell = shell(&aws, chain);
    for line in ["aws ec2 instances -p cross", "aws credentials -p cross", "aws whoami -p cross"] {
        shell.value(&format!("{line} | ignore"));
    }
    assert_eq!(aws.count("AssumeRole"), 1);
    // So do roles that are assumed with them.
    shell.value("aws ec2 instances -p outer | ignore");
    assert_eq!(aws.count("AssumeRole"), 2);
}

#[test]
fn a_web_identity_is_cached_too() {
    let aws = aws();
    let pod = "[profile pod]\nregion = eu-west-2\nrole_arn = arn:aws:iam::444455556666:role/tester\n\
               web_identity_token_file = token\n";
    let shell = shell(&aws, pod).file("token", "sandbox-token-web-identity");
    for _ in 0..2 {
        shell.value("aws ec2 instances -p pod | ignore");
    }
    assert_eq!(aws.count("AssumeRoleWithWebIdentity"), 1);
}

#[test]
fn a_home_that_cannot_be_written_does_no_harm() {
    let aws = aws();
    let shell = shell(&aws, "").file(".aws/cli", "not a folder");
    for _ in 0..2 {
        assert_eq!(shell.value("aws ec2 instances -p cross | length"), json!(12));
    }
    assert_eq!(aws.count("AssumeRole"), 2);
}

#[test]
fn a_missing_token_file_is_named() {
    let aws = aws();
    let pod = "[profile pod]\nrole_arn = arn:aws:iam::444455556666:role/tester\nweb_identity_token_file = no/token\n";
    let error = shell(&aws, pod).error("aws credentials -p pod");
    assert_eq!(error.code, "aws::credentials::failed", "{error:?}");
    assert!(error.message.contains("/no/token (web_identity_token_file)"), "{error:?}");
    let role = Shell::new()
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_ROLE_ARN", "arn:aws:iam::444455556666:role/tester")
        .var("AWS_WEB_IDENTITY_TOKEN_FILE", "no/token");
    let error = role.error("aws credentials");
    assert!(error.message.contains("/no/token (AWS_WEB_IDENTITY_TOKEN_FILE)"), "{error:?}");
    let container = Shell::new()
        .var("AWS_CONTAINER_CREDENTIALS_FULL_URI", &aws.url())
        .var("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "no/token");
    let error = container.error("aws credentials");
    assert!(error.message.contains("/no/token (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)"), "{error:?}");
}
