use std::time::{Duration, SystemTime};

use super::*;

fn keys(token: Option<&str>, expiry: Option<SystemTime>) -> Credentials {
    Credentials::new("ASIAIOSFODNN7EXAMPLE", "wJalr/XUtn+FEMI=", token.map(str::to_owned), expiry, "test")
}

/// 2026-03-01T10:20:30Z
fn end() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_360_430)
}

fn text(keys: &Credentials, name: &str) -> String {
    export(keys, ExportFormat::parse(name).expect("a format")).expect("a text")
}

/// The texts are what `export-credentials` of the AWS CLI 2 prints (awscli/customizations/configure/exportcreds.py).
#[test]
fn the_texts_are_those_of_the_aws_cli() {
    let keys = keys(Some("IQoJb3Jp//+=="), Some(end()));
    let posix = "\
export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
export AWS_SECRET_ACCESS_KEY=wJalr/XUtn+FEMI=
export AWS_SESSION_TOKEN=IQoJb3Jp//+==
export AWS_CREDENTIAL_EXPIRATION=2026-03-01T10:20:30+00:00
";
    assert_eq!(text(&keys, "posix"), posix);
    assert_eq!(text(&keys, "dotenv"), posix.replace("export ", ""));
    assert_eq!(text(&keys, "cmd"), posix.replace("export ", "set "));
    let quoted = |begin: &str, between: &str| {
        let lines = posix.lines().map(|line| line.trim_start_matches("export ").split_once('=').expect("a value"));
        lines.map(|(name, value)| format!("{begin}{name}{between}\"{value}\"\n")).collect::<String>()
    };
    assert_eq!(text(&keys, "fish"), quoted("set -gx ", " "));
    assert_eq!(text(&keys, "powershell"), quoted("$Env:", "="));
    let process = r#"{
  "Version": 1,
  "AccessKeyId": "ASIAIOSFODNN7EXAMPLE",
  "SecretAccessKey": "wJalr/XUtn+FEMI=",
  "SessionToken": "IQoJb3Jp//+==",
  "Expiration": "2026-03-01T10:20:30+00:00"
}
"#;
    assert_eq!(text(&keys, "process"), process);
}

#[test]
fn what_there_is_not_is_left_out() {
    let keys = keys(None, None);
    for name in ExportFormat::NAMES {
        let text = text(&keys, name);
        assert!(!text.to_uppercase().contains("TOKEN") && !text.to_uppercase().contains("EXPIRATION"), "{text}");
    }
    assert_eq!(text(&keys, "process").lines().nth(3), Some("  \"SecretAccessKey\": \"wJalr/XUtn+FEMI=\""));
}

#[test]
fn fractions_of_a_second_are_kept_as_python_writes_them() {
    let keys = keys(None, Some(end() + Duration::from_millis(250)));
    assert!(text(&keys, "posix").ends_with("=2026-03-01T10:20:30.250000+00:00\n"));
}

#[test]
fn what_would_mean_something_to_a_shell_is_quoted() {
    let keys = Credentials::new("A", "it's $HOME \\ \"`x`\" & co", None, None, "test");
    for (name, value) in [
        ("posix", r#"export AWS_SECRET_ACCESS_KEY='it'\''s $HOME \ "`x`" & co'"#),
        ("fish", r#"set -gx AWS_SECRET_ACCESS_KEY "it's \$HOME \\ \"`x`\" & co""#),
        ("powershell", r#"$Env:AWS_SECRET_ACCESS_KEY="it's `$HOME \ `"``x```" & co""#),
        ("process", r#"  "SecretAccessKey": "it's $HOME \\ \"`x`\" & co""#),
    ] {
        assert!(text(&keys, name).lines().any(|line| line == value), "{}", text(&keys, name));
    }
}

#[test]
fn what_cmd_can_not_be_told_is_an_error() {
    let of = |secret: &str| export(&Credentials::new("A", secret, None, None, "test"), ExportFormat::Cmd);
    for secret in ["a%PATH%", "a\"&b", "a\nb", "a\rb"] {
        let error = of(secret).expect_err(secret);
        assert_eq!(error.code(), "aws::credentials::not_for_cmd");
        assert!(!error.to_string().contains(secret), "{error}");
    }
    assert_eq!(of("a&b|c ^").expect("a text"), "set AWS_ACCESS_KEY_ID=A\nset AWS_SECRET_ACCESS_KEY=a^&b^|c ^^\n");
}

#[test]
fn only_known_formats_have_a_name() {
    assert_eq!(ExportFormat::parse("process"), Some(ExportFormat::Process));
    assert_eq!(ExportFormat::parse("env"), None);
}
