//! Calls without a profile and without keys, as in a shell that has just been opened.

use crate::support::{Failure, Shell, aws};

/// Commands that need credentials.
const COMMANDS: [&str; 5] =
    ["aws ec2 instances", "aws ec2 volumes --all-regions", "aws ec2 regions", "aws whoami", "aws credentials"];

/// The errors of all commands.
fn errors(shell: &Shell) -> Vec<Failure> {
    COMMANDS.iter().map(|command| shell.error(command)).collect()
}

#[test]
fn a_profile_should_be_chosen_if_there_are_some() {
    let aws = aws();
    for error in errors(&Shell::with_aws(&aws)) {
        assert_eq!(
            (error.code.as_str(), error.message.as_str()),
            ("aws::credentials::missing", "No AWS profile is chosen")
        );
        assert_eq!(error.help, "pick one of 2 with `aws profile use`, or pass `--profile NAME`");
    }
    let error = Shell::with_aws(&aws).error("aws profile");
    assert_eq!((error.code.as_str(), error.message.as_str()), ("aws::profile::not_found", "No AWS profile is chosen"));
    assert_eq!(aws.requests().len(), 0);
}

#[test]
fn the_help_for_a_single_profile_is_what_chooses_it() {
    let keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";
    let shell = Shell::new().config(&format!("[profile 'my dev']\n{keys}"));
    for error in errors(&shell) {
        assert_eq!(error.help, "choose it with `aws profile use 'my dev'`, or pass `--profile 'my dev'`", "{error:?}");
    }
    assert_eq!(shell.value("aws profile use 'my dev'; $env.AWS_PROFILE"), "my dev");
}

#[test]
fn a_default_profile_without_credentials_is_none() {
    let shell = Shell::with_aws(&aws()).more_config("[default]\noutput = json\n");
    for error in errors(&shell) {
        assert_eq!(error.code, "aws::credentials::missing");
        assert_eq!(error.message, "No AWS profile is chosen, and `default` has no credentials");
        assert!(error.help.starts_with("pick one of 3 with `aws profile use`"), "{error:?}");
    }
}

#[test]
fn a_profile_that_is_chosen_is_named() {
    let shell = Shell::with_aws(&aws()).more_config("[profile odd]\noutput = json\n").var("AWS_PROFILE", "odd");
    for error in errors(&shell) {
        assert_eq!(error.message, "There are no AWS credentials (profile `odd`)", "{error:?}");
    }
}

#[test]
fn without_a_file_the_help_creates_a_profile() {
    for shell in [Shell::new(), Shell::new().config("[default]\nregion = eu-west-1\n")] {
        for error in errors(&shell) {
            assert_eq!(
                (error.code.as_str(), error.message.as_str()),
                ("aws::credentials::missing", "There are no AWS credentials")
            );
            assert!(error.help.contains("`aws configure sso`") && error.help.contains("`aws login`"), "{error:?}");
        }
    }
}

#[test]
fn keys_in_the_environment_only_lack_a_region() {
    let aws = aws();
    let key = &aws.account("dev-account").key;
    let shell = Shell::new()
        .var("AWS_ENDPOINT_URL", &aws.url())
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key);
    let error = shell.error("aws ec2 instances");
    assert_eq!(error.code, "aws::region::missing");
    assert_eq!(error.help, "set yours, for example with `$env.AWS_REGION = 'eu-west-1'`, or pass `--region eu-west-1`");
}

#[test]
fn nothing_answers_where_an_ec2_instance_has_its_credentials() {
    let nowhere = "http://127.0.0.1:9";
    let shell = Shell::with_aws(&aws()).without("AWS_EC2_METADATA_DISABLED");
    let shell = shell.var("AWS_EC2_METADATA_SERVICE_ENDPOINT", nowhere);
    for error in errors(&shell) {
        assert_eq!(error.message, "No AWS profile is chosen", "{error:?}");
    }
}
