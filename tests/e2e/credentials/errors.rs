//! Credentials that can't be loaded.

use super::guarded;
use crate::support::{Fault, FaultKind, Shell, aws, closed_port};

const ROLE: &str = "[profile cross]\nrole_arn = arn:aws:iam::444455556666:role/tester\nsource_profile = dev\n";
const POD: &str = "[profile pod]\nrole_arn = arn:aws:iam::444455556666:role/tester\nweb_identity_token_file = token\n";
const CONSOLE: &str = "[profile console]\nlogin_session = arn:aws:iam::111122223333:user/ann\n";

#[test]
fn without_credentials_there_is_an_error() {
    let error = Shell::new().error("aws credentials");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::credentials::missing", "aws credentials"));
}

#[test]
fn an_unknown_profile_or_region_is_an_error() {
    let shell = Shell::with_aws(&aws());
    let error = shell.error("aws credentials -p dve");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "-p dve"));
    assert!(error.help.contains("`dev`"), "{error:?}");
    let error = shell.error("aws credentials -p dev --region Ireland");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::region::invalid", "--region Ireland"));
}

#[test]
fn without_a_network_the_error_names_sts() {
    let shell = guarded(&aws()).more_config(ROLE).more_config(POD).file("token", "sandbox-token-web-identity");
    let shell = shell.var("AWS_ENDPOINT_URL", &closed_port());
    for profile in ["cross", "pod", "guarded"] {
        let error = shell.error(&format!("aws credentials -p {profile} --mfa-code 123456"));
        assert_eq!(error.code, "aws::network::unreachable", "{profile}: {error:?}");
        assert!(error.message.contains("sts in us-east-1") || error.message.contains("sts in eu-west-2"), "{error:?}");
    }
    // Keys in a file need no network.
    shell.value("aws credentials -p dev | ignore");
}

#[test]
fn a_timeout_of_sts_is_an_error_and_not_retried() {
    let aws = aws();
    aws.fail(Fault::new(FaultKind::Hang));
    let error = guarded(&aws)
        .error("$env.config.plugins.aws = {read_timeout: 1sec}; aws credentials -p guarded --mfa-code 123456");
    assert_eq!(error.code, "aws::network::timeout", "{error:?}");
    assert_eq!(aws.count("AssumeRole"), 1, "a code is valid once");
}

#[test]
fn a_role_that_may_not_be_assumed_is_an_error() {
    let aws = aws();
    let shell =
        Shell::with_aws(&aws).more_config(&ROLE.replace("tester", "nobody")).more_config(POD).file("token", "forged");
    let error = shell.error("aws credentials -p cross");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::access_denied", "-p cross"));
    let error = shell.error("aws credentials -p pod");
    assert_eq!(error.code, "aws::service_error", "{error:?}");
    assert!(error.message.contains("InvalidIdentityToken") && !error.message.contains("forged"), "{error:?}");
}

#[test]
fn a_missing_console_session_is_an_error() {
    let error = Shell::with_aws(&aws()).more_config(CONSOLE).error("aws credentials -p console");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::credentials::login", "-p console"));
    assert!(error.help.contains("`aws login --profile console`"), "{error:?}");
    assert!(!error.message.contains("Error {"), "{error:?}");
}
