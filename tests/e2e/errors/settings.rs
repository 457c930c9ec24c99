//! Invalid settings are errors that name the setting. None is ignored, and none makes the plugin panic.

use crate::support::{Failure, Shell, aws};

fn error_with(name: &str, value: &str) -> Failure {
    let aws = aws();
    let error = Shell::with_dev(&aws).var(name, value).error("aws ec2 instances");
    assert_eq!(aws.requests().len(), 0, "{name}={value}");
    error
}

#[test]
fn an_invalid_variable_is_named_and_hide_env_removes_it() {
    for (name, value) in [
        ("AWS_MAX_ATTEMPTS", "0"),
        ("AWS_MAX_ATTEMPTS", "many"),
        ("AWS_RETRY_MODE", "bad"),
        ("AWS_ENDPOINT_URL", "localhost:4566"),
        ("AWS_ENDPOINT_URL", "http://"),
        ("AWS_ENDPOINT_URL", "http://not a host"),
        ("AWS_ENDPOINT_URL_EC2", "ftp://127.0.0.1"),
        ("AWS_ENDPOINT_URL_STS", "sts"),
        ("AWS_ENDPOINT_URL", "http://[::1"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:99999"),
        ("AWS_ENDPOINT_URL_EC2", "http://{region}.example.com"),
        ("HTTPS_PROXY", "http://["),
        ("HTTP_PROXY", "socks5://127.0.0.1:1080"),
    ] {
        let error = error_with(name, value);
        assert_eq!(error.code, "aws::setting::invalid", "{name}={value}: {error:?}");
        assert!(error.message.contains(name), "{name}={value}: {error:?}");
        assert!(error.help.contains(&format!("`hide-env {name}`")), "{name}={value}: {error:?}");
    }
}

#[test]
fn an_invalid_key_of_a_profile_is_named() {
    for (key, value) in [("max_attempts", "0"), ("retry_mode", "bad"), ("endpoint_url", "http://[::1")] {
        let aws = aws();
        let profile = format!(
            "[profile odd]\nregion = eu-west-1\n{key} = {value}\naws_access_key_id = AKIA\naws_secret_access_key = x\n"
        );
        let error = Shell::with_aws(&aws).more_config(&profile).error("aws ec2 instances --profile odd");
        assert_eq!(error.code, "aws::setting::invalid", "{key} = {value}: {error:?}");
        assert!(error.message.contains(key) && error.help.contains("`aws profiles --long`"), "{error:?}");
        assert_eq!(aws.requests().len(), 0, "{key} = {value}");
    }
}

#[test]
fn a_line_break_in_a_variable_of_the_sdk_changes_nothing() {
    let aws = aws();
    for name in ["AWS_EXECUTION_ENV", "AWS_SDK_UA_APP_ID", "AWS_AUTH_SCHEME_PREFERENCE", "_X_AMZN_TRACE_ID", "NO_PROXY"]
    {
        let shell = Shell::with_dev(&aws).var(name, "one\ntwo\u{1}\u{fc}");
        assert_eq!(shell.value("aws ec2 instances | length"), 12, "{name}");
    }
}

#[test]
fn plugin_settings_of_a_wrong_type_are_an_error() {
    let aws = aws();
    for settings in ["{read_timeout: soon}", "{connect_timeout: -1sec}", "7"] {
        let output = Shell::with_dev(&aws).run(&format!("$env.config.plugins.aws = {settings}; aws ec2 instances"));
        assert!(!output.success && output.stderr.contains("Error:"), "{settings}: {output:?}");
    }
    assert_eq!(aws.requests().len(), 0);
}
