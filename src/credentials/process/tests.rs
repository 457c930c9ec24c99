use std::path::Path;
use std::time::{Duration, Instant};

use super::*;
use crate::config::Config;

fn printed(text: &str) -> Result<Credentials, String> {
    read(text.as_bytes())
}

#[test]
fn credentials_of_version_one_are_read() {
    let keys = printed(
        r#"{"Version": 1, "AccessKeyId": "ASIA", "SecretAccessKey": "hunter2", "SessionToken": "token",
            "Expiration": "2130-01-02T03:04:05Z", "AccountId": "111122223333", "Other": []}"#,
    );
    let keys = keys.expect("credentials");
    assert_eq!(
        (keys.access_key_id(), keys.secret_access_key(), keys.session_token()),
        ("ASIA", "hunter2", Some("token"))
    );
    assert_eq!(keys.account_id().map(|id| id.as_str()), Some("111122223333"));
    assert_eq!(keys.expiry(), timestamp::parse("2130-01-02T03:04:05Z").map(Into::into));

    let keys = printed(r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2"}"#).expect("credentials");
    assert_eq!((keys.session_token(), keys.expiry()), (None, None));
}

#[test]
fn anything_else_is_an_error_that_repeats_nothing() {
    for (text, reason) in [
        ("hunter2", "prints no credentials in JSON (line 1, column 1)"),
        (r#"{"Version": "hunter2"}"#, "prints no credentials in JSON (line 1, column 21)"),
        (r#"{"AccessKeyId": "AKIA", "SecretAccessKey": "hunter2"}"#, "prints no `Version`"),
        (r#"{"Version": 2}"#, "prints credentials of version 2, which is not 1"),
        (r#"{"Version": 1, "SecretAccessKey": "hunter2"}"#, "prints no `AccessKeyId`"),
        (r#"{"Version": 1, "AccessKeyId": "AKIA"}"#, "prints no `SecretAccessKey`"),
        (
            r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2", "Expiration": "soon"}"#,
            "prints an `Expiration` that is no time",
        ),
        (
            r#"{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "hunter2", "Expiration": "2020-01-01T00:00:00Z"}"#,
            "prints credentials that have expired",
        ),
    ] {
        assert_eq!(printed(text).expect_err(text), reason);
    }
}

#[cfg(unix)]
async fn of_command(command: &str, vars: &[(&str, &str)], folder: &Path) -> Result<Credentials, Error> {
    let text = format!("[profile p]\ncredential_process = {command}\n");
    let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
    let vars = [("PATH", "/usr/bin:/bin")].iter().chain(vars);
    let environment = Environment::new(vars.map(|(n, v)| (n.to_string(), v.to_string())), folder.to_owned());
    credentials(&environment, config.profile("p").expect("the profile")).await
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_sees_the_callers_variables_and_directory_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let script =
        r#"printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s"}' "$MINE" "${HOME-none}$(cat here)""#;
    std::fs::write(folder.path().join("keys.sh"), script).expect("written");
    std::fs::write(folder.path().join("here"), "-in-the-directory").expect("written");
    let keys = of_command("sh keys.sh", &[("MINE", "AKIAMINE")], folder.path()).await.expect("credentials");
    assert_eq!((keys.access_key_id(), keys.secret_access_key()), ("AKIAMINE", "none-in-the-directory"));
}

#[cfg(unix)]
#[tokio::test]
async fn a_program_that_fails_shows_its_last_line_of_errors_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "echo hunter2; echo first >&2; printf 'no \\033[31mvault\\n\\n' >&2; exit 3";
    std::fs::write(folder.path().join("keys.sh"), script).expect("written");
    let error = of_command("sh keys.sh", &[], folder.path()).await.expect_err("failed");
    assert_eq!(error.code(), "aws::credentials::failed");
    let text = error.to_string();
    assert!(text.contains("(profile `p`): credential_process failed with exit status: 3: no [31mvault"), "{text}");
    assert!(!text.contains("hunter2") && !text.contains("first"), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn whoever_stops_waiting_ends_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    let command = of_command("exec sleep 1 && touch done", &[], folder.path());
    assert!(tokio::time::timeout(Duration::from_millis(100), command).await.is_err());
    let command = of_command("sleep 1; touch done", &[], folder.path());
    assert!(tokio::time::timeout(Duration::from_millis(100), command).await.is_err());
    assert!(begun.elapsed() < Duration::from_millis(900));
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert!(!folder.path().join("done").exists());
}
