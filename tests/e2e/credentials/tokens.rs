//! Session tokens: empty ones, and those with the old name.

use crate::support::{Sandbox, Shell, aws, json, keys};

/// The keys of a temporary session in test-account, with this line for their token.
fn temporary(aws: &Sandbox, line: &str) -> String {
    let key = aws.session_key("test-account", "tester");
    let token = key.session_token.as_deref().expect("a token");
    let lines = keys(&key).replace(&format!("aws_session_token = {token}\n"), "");
    format!("{lines}{}\n", line.replace("TOKEN", token))
}

#[test]
fn an_empty_session_token_is_not_sent() {
    let aws = aws();
    let key = &aws.account("test-account").key;
    let program = json!({
        "Version": 1, "AccessKeyId": key.access_key_id, "SecretAccessKey": key.secret_access_key, "SessionToken": "",
    });
    let role = "role_arn = arn:aws:iam::111122223333:role/tester\nsource_profile = base\n[profile base]\n";
    for lines in [
        format!("{}aws_session_token =\n", keys(key)),
        format!("{role}{}aws_session_token =\n", keys(&aws.account("dev-account").key)),
        "credential_process = cat keys.json\n".to_owned(),
    ] {
        let shell = Shell::with_aws(&aws)
            .more_config(&format!("[profile odd]\nregion = eu-west-2\n{lines}"))
            .file("keys.json", &program.to_string());
        // The sandbox refuses permanent keys with a token, even with an empty one.
        shell.value("aws ec2 instances -p odd | ignore");
        let is_null = shell.value("aws credentials -p odd | $in.AWS_SESSION_TOKEN == null");
        assert_eq!(is_null, !lines.starts_with("role_arn"), "{lines}");
    }
}

#[test]
fn the_old_key_of_the_session_token_is_read() {
    let aws = aws();
    for line in ["aws_security_token = TOKEN", "aws_session_token = stale\naws_security_token = TOKEN"] {
        let shell =
            Shell::with_aws(&aws).more_config(&format!("[profile odd]\nregion = eu-west-2\n{}", temporary(&aws, line)));
        let answer = shell.value("aws ec2 instances -p odd | get AccountId | uniq");
        assert_eq!(answer, json!(["444455556666"]), "{line}");
    }
}

#[test]
fn the_old_variable_of_the_session_token_is_read() {
    let aws = aws();
    let key = aws.session_key("test-account", "tester");
    let shell = Shell::with_dev(&aws)
        .var("AWS_ACCESS_KEY_ID", &key.access_key_id)
        .var("AWS_SECRET_ACCESS_KEY", &key.secret_access_key)
        .var("AWS_SECURITY_TOKEN", key.session_token.as_deref().expect("a token"));
    assert_eq!(shell.value("aws ec2 instances | get AccountId | uniq"), json!(["444455556666"]));
}

#[test]
fn aws_credentials_hides_a_stale_token_with_the_old_name() {
    let aws = aws();
    let shell = Shell::with_aws(&aws)
        .program("terraform", "echo \"${AWS_SECURITY_TOKEN-no token}\"")
        .var("AWS_SECURITY_TOKEN", "stale");
    let answer = shell.value(
        "with-env (aws credentials -p test) { [(terraform | str trim) (aws ec2 instances | get AccountId | uniq)] }",
    );
    assert_eq!(answer, json!(["no token", ["444455556666"]]));
}
