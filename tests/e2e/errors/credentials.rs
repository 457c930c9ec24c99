//! Credentials that are missing, incomplete, expired or rejected.

use chrono::{TimeDelta, Utc};

use crate::support::{Failure, Sandbox, Shell, StaticServer, aws, keys};

/// A shell with a profile `odd` of these lines.
fn odd(aws: &Sandbox, lines: &str) -> Shell {
    Shell::with_aws(aws).more_config(&format!("[profile odd]\nregion = eu-west-1\n{lines}"))
}

fn error_of_odd(lines: &str) -> Failure {
    let aws = aws();
    let error = odd(&aws, lines).error("aws ec2 instances --profile odd");
    assert_eq!(aws.count("DescribeInstances"), 0);
    error
}

fn assert_is(error: &Failure, code: &str, labeled: &str) {
    assert_eq!((error.code.as_str(), error.labeled.as_str()), (code, labeled), "{error:?}");
}

#[test]
fn a_profile_without_credentials_is_named() {
    let error = error_of_odd("");
    assert_is(&error, "aws::credentials::missing", "--profile odd");
    assert!(error.message.contains("`odd`") && error.help.contains("`aws profile"), "{error:?}");
}

#[test]
fn half_a_key_pair_in_the_environment_is_an_error() {
    let shell = Shell::with_dev(&aws()).var("AWS_ACCESS_KEY_ID", "AKIA");
    let error = shell.error("aws ec2 instances");
    assert_is(&error, "aws::credentials::half_key_pair", "aws ec2 instances");
    assert!(
        error.message.contains("AWS_ACCESS_KEY_ID") && error.message.contains("no AWS_SECRET_ACCESS_KEY"),
        "{error:?}"
    );
    assert!(error.help.contains("AWS_SECRET_ACCESS_KEY") && error.help.contains("`aws profile use`"), "{error:?}");
}

#[test]
fn half_a_key_pair_in_a_profile_is_an_error() {
    for (half, missing) in
        [("aws_access_key_id", "aws_secret_access_key"), ("aws_secret_access_key", "aws_access_key_id")]
    {
        let error = error_of_odd(&format!("{half} = hunter2hunter2\n"));
        assert_is(&error, "aws::credentials::half_key_pair", "--profile odd");
        assert!(error.message.contains("`odd`") && error.message.contains(missing), "{error:?}");
        // `aws profile use` removes keys from the environment, but can't fix a file.
        assert!(error.help.contains(missing) && !error.help.contains("removes"), "{error:?}");
    }
}

#[test]
fn expired_keys_in_the_environment_send_no_request() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = Shell::with_aws(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key)
        .var("AWS_CREDENTIAL_EXPIRATION", "2026-01-01T00:00:00Z")
        .var("AWS_REGION", "eu-west-1");
    let error = shell.error("aws ec2 instances");
    assert_is(&error, "aws::credentials::expired", "aws ec2 instances");
    assert!(error.help.contains("`aws profile use"), "{error:?}");
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn expired_keys_in_a_profile_are_an_error() {
    let aws = aws();
    let error = odd(&aws, &keys(aws.expired_key())).error("aws ec2 instances --profile odd");
    assert_is(&error, "aws::credentials::expired", "--profile odd");
    assert!(error.message.contains("`odd`") && error.help.contains("odd"), "{error:?}");
}

#[test]
fn keys_that_aws_rejects_are_an_error() {
    let aws = aws();
    let error = odd(&aws, "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hunter2\n")
        .error("aws ec2 instances --profile odd");
    assert_is(&error, "aws::credentials::rejected", "--profile odd");
    assert!(error.help.contains("keys"), "{error:?}");
}

#[test]
fn keys_in_the_environment_that_aws_rejects_are_named() {
    let aws = aws();
    let shell = Shell::with_dev(&aws).var("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    let shell = shell.var("AWS_SECRET_ACCESS_KEY", "hunter2");
    for command in ["aws ec2 instances", "aws ec2 instances --all-regions", "aws whoami"] {
        let error = shell.error(command);
        assert_eq!(error.code, "aws::credentials::rejected", "{error:?}");
        assert_eq!(error.message, "AWS rejected the credentials from AWS_ACCESS_KEY_ID", "{error:?}");
        assert!(error.help.starts_with("`aws profile use NAME` removes the keys"), "{error:?}");
    }
    assert_eq!(shell.value("aws profile use test; aws ec2 instances | length"), 12);
    // A role is assumed with them.
    let role = "[profile role]\nrole_arn = arn:aws:iam::444455556666:role/tester\ncredential_source = Environment\n";
    let error = shell.more_config(role).error("aws ec2 instances --profile role --region eu-west-1");
    assert_eq!(error.message, "AWS rejected the credentials from AWS_ACCESS_KEY_ID", "{error:?}");
}

#[test]
fn a_profile_that_is_not_signed_in_names_the_login_command() {
    let session = "[sso-session my-org]\nsso_start_url = https://my-org.awsapps.com/start\nsso_region = eu-west-1\n";
    let profile = "sso_session = my-org\nsso_account_id = 111122223333\nsso_role_name = developer\n";
    let error = error_of_odd(&format!("{profile}{session}"));
    assert_is(&error, "aws::sso::signed_out", "--profile odd");
    assert!(error.help.contains("`aws sso login --sso-session my-org`"), "{error:?}");
}

#[test]
fn a_role_that_may_not_be_assumed_is_an_error() {
    let error = error_of_odd("role_arn = arn:aws:iam::444455556666:role/nobody\nsource_profile = dev\n");
    assert!(error.labeled == "--profile odd" && !error.help.is_empty(), "{error:?}");
    assert!(error.message.contains("sts:AssumeRole"), "{error:?}");
    // The SDK's Debug output must not be shown.
    assert!(!error.message.contains("Error {") && !error.message.contains("aws_request_id"), "{error:?}");
}

#[test]
fn a_missing_source_profile_is_named() {
    let error = error_of_odd("role_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = missing\n");
    assert!(error.labeled == "--profile odd" && !error.help.is_empty(), "{error:?}");
    assert!(error.message.contains("`missing`"), "{error:?}");
    // The other sources that the SDK tried don't matter.
    assert!(!error.message.contains("Attempted") && !error.message.contains('\n'), "{error:?}");
}

#[test]
fn a_cycle_of_source_profiles_is_an_error() {
    let other = "[profile other]\nrole_arn = arn:aws:iam::111122223333:role/admin\nsource_profile = odd\n";
    let error =
        error_of_odd(&format!("role_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = other\n{other}"));
    assert_is(&error, "aws::credentials::failed", "--profile odd");
    assert!(error.message.contains("odd") && error.message.contains("other"), "{error:?}");
}

#[test]
fn a_role_without_a_source_is_an_error() {
    let error = error_of_odd("role_arn = arn:aws:iam::444455556666:role/tester\n");
    assert_is(&error, "aws::credentials::failed", "--profile odd");
    assert!(error.message.contains("source_profile"), "{error:?}");
}

#[test]
fn missing_keys_of_credential_source_environment_are_an_error() {
    let role = "role_arn = arn:aws:iam::444455556666:role/tester\ncredential_source = Environment\n";
    let error = error_of_odd(role);
    assert!(error.labeled == "--profile odd" && !error.help.is_empty(), "{error:?}");
    assert!(!error.message.contains("environment-keys"), "an internal name: {error:?}");
}

#[test]
fn a_failing_credential_process_is_not_quoted() {
    let error = error_of_odd("credential_process = /no/such/program --password hunter2\n");
    assert_is(&error, "aws::credentials::failed", "--profile odd");
    assert!(!error.message.contains("hunter2") && !error.message.ends_with('\n'), "{error:?}");
}

#[test]
fn the_output_of_a_credential_process_is_not_quoted() {
    let error = error_of_odd("credential_process = echo hunter2\n");
    assert_is(&error, "aws::credentials::failed", "--profile odd");
    assert!(!error.message.contains("hunter2"), "{error:?}");
}

#[test]
fn a_request_that_has_expired_because_of_the_clock_says_by_how_much() {
    let body = "<Response><Errors><Error><Code>RequestExpired</Code><Message>Request has expired.</Message></Error>\
                </Errors><RequestID>1</RequestID></Response>";
    for (hours, text) in [(2, "2 h 3 min behind"), (-2, "1 h 56 min ahead of")] {
        // Three minutes and a half: the test takes a moment.
        let date = Utc::now() + TimeDelta::hours(hours) + TimeDelta::seconds(210);
        let head = format!("400 Bad Request\r\nDate: {}", date.format("%a, %d %b %Y %H:%M:%S GMT"));
        let server = StaticServer::with_head(&head, body);
        // Temporary keys, which might have expired too.
        let shell = Shell::with_dev(&aws()).var("AWS_ENDPOINT_URL", &server.url());
        let shell = shell.var("AWS_ACCESS_KEY_ID", "ASIA").var("AWS_SECRET_ACCESS_KEY", "x");
        let error = shell.var("AWS_SESSION_TOKEN", "token").error("aws ec2 instances");
        assert_is(&error, "aws::clock", "aws ec2 instances");
        let message = format!("This computer's clock is {text} that of ec2 in eu-west-1");
        assert_eq!(error.message, message, "{error:?}");
        assert!(!error.help.contains("sign in") && error.help.contains("clock"), "{error:?}");
    }
}

#[test]
fn keys_that_are_refused_are_those_of_the_source_profile() {
    let aws = aws();
    let role = "role_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = base\n";
    let base = "[profile base]\naws_access_key_id = AKIADEAD\naws_secret_access_key = hunter2hunter2\n";
    let error = odd(&aws, &format!("{role}{base}")).error("aws ec2 instances --profile odd");
    assert_is(&error, "aws::credentials::rejected", "--profile odd");
    assert!(error.message.contains("`base`") && !error.message.contains("`odd`"), "{error:?}");
}
