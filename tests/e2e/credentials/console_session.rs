//! Renewing the sessions of the AWS CLI's `aws login`.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Key, Shell, StaticServer, aws, closed_port};

/// The name of the session.
pub const CONSOLE: &str = "arn:aws:sts::444455556666:assumed-role/tester/ann";

/// The example key of the AWS CLI's tests.
const PROOF_KEY: &str = "-----BEGIN EC PRIVATE KEY-----\n\
                         MHcCAQEEIFDZHUzOG1Pzq+6F0mjMlOSp1syN9LRPBuHMoCFXTcXhoAoGCCqGSM49\n\
                         AwEHoUQDQgAE9qhj+KtcdHj1kVgwxWWWw++tqoh7H7UHs7oXh8jBbgF47rrYGC+t\n\
                         djiIaHK3dBvvdE7MGj5HsepzLm3Kj91bqA==\n\
                         -----END EC PRIVATE KEY-----\n";

const REFRESH_TOKEN: &str = "first-refresh-token";

pub fn in_minutes(minutes: i64) -> DateTime<Utc> {
    Utc::now() + TimeDelta::minutes(minutes)
}

/// The cache file of [`CONSOLE`], as the newest AWS CLI stores it: its path and its members.
fn cache_file(key: &Key, expires_at: DateTime<Utc>) -> (String, Value) {
    let file = json!({
        "accessToken": {
            "accessKeyId": key.access_key_id,
            "secretAccessKey": key.secret_access_key,
            "sessionToken": key.session_token,
            "accountId": "444455556666",
            "expiresAt": expires_at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        },
        "tokenType": "aws_sigv4",
        "clientId": "arn:aws:signin:::devtools/same-device",
        "refreshToken": REFRESH_TOKEN,
        "idToken": "id",
        "dpopKey": PROOF_KEY,
        "signInRegion": "eu-central-1",
    });
    (format!(".aws/login/cache/{}.json", hex::encode(Sha256::digest(CONSOLE))), file)
}

/// The same as text.
pub fn console_session(key: &Key, expires_at: DateTime<Utc>) -> (String, String) {
    let (path, file) = cache_file(key, expires_at);
    (path, file.to_string())
}

/// A shell with the profile `console`, whose session has a changed cache file.
fn console(shell: Shell, minutes: i64, change: impl FnOnce(&mut Value)) -> Shell {
    let (path, mut file) = cache_file(&old_key(), in_minutes(minutes));
    change(&mut file);
    shell
        .more_config(&format!("[profile console]\nregion = eu-west-2\nlogin_session = {CONSOLE}\n"))
        .file(&path, &file.to_string())
        .var("AWS_MAX_ATTEMPTS", "1")
}

/// The credentials that the file has before the session is renewed.
fn old_key() -> Key {
    Key {
        access_key_id: "ASIAOLD".into(),
        secret_access_key: "old-secret".into(),
        session_token: Some("old-token".into()),
    }
}

/// The response of the sign-in service with new credentials.
fn renewed(key: &Key) -> String {
    json!({
        "accessToken": {
            "accessKeyId": key.access_key_id,
            "secretAccessKey": key.secret_access_key,
            "sessionToken": key.session_token,
        },
        "tokenType": "aws_sigv4",
        "expiresIn": 900,
        "refreshToken": "second-refresh-token",
    })
    .to_string()
}

#[test]
fn a_session_is_renewed_where_the_user_has_signed_in() {
    let aws = aws();
    let shell = || {
        let shell = Shell::with_aws(&aws).without("AWS_ENDPOINT_URL").var("AWS_REGION", "us-east-2");
        shell.var("HTTPS_PROXY", &closed_port())
    };
    let new = console(shell(), -1, |_| {});
    let old = console(shell(), -1, |file| file["signInRegion"] = Value::Null);
    for (shell, region) in [(new, "eu-central-1"), (old, "eu-west-2")] {
        for command in ["aws credentials -p console", "aws ec2 instances -p console -r ap-south-1"] {
            let error = shell.error(command);
            assert_eq!(error.code, "aws::network::unreachable", "{error:?}");
            assert!(error.message.contains(&format!("signin in {region}")), "{error:?}");
        }
    }
}

#[test]
fn a_renewed_session_is_stored_for_the_aws_cli() {
    let aws = aws();
    let key = aws.session_key("test-account", "tester");
    let server = StaticServer::new(&renewed(&key));
    let shell = console(Shell::with_aws(&aws), 4, |file| file["note"] = json!({"of": "another program"}));
    let shell = shell.var("AWS_ENDPOINT_URL_SIGNIN", &server.url());
    let lines: Vec<_> =
        (0..5).map(|_| shell.start("aws credentials -p console | get AWS_ACCESS_KEY_ID | to json")).collect();
    for line in lines {
        assert_eq!(line.output().json(), json!(key.access_key_id));
    }
    assert_eq!(server.count(), 1, "all processes share one request");
    assert_eq!(shell.value("aws ec2 instances -p console | get AccountId | uniq"), json!(["444455556666"]));

    let (path, mut expected) = cache_file(&key, Utc::now());
    expected["refreshToken"] = json!("second-refresh-token");
    expected["note"] = json!({"of": "another program"});
    let text = std::fs::read_to_string(shell.path(&path)).expect("the file");
    let mut file: Value = serde_json::from_str(&text).expect("JSON");
    let end = file["accessToken"]["expiresAt"].take();
    let end = DateTime::parse_from_rfc3339(end.as_str().expect("a text")).expect("a time");
    assert!((end.to_utc() - in_minutes(15)).abs() < TimeDelta::minutes(1), "{end}");
    expected["accessToken"]["expiresAt"] = Value::Null;
    assert_eq!(file, expected);
}

/// The service has replaced the stored refresh token, so that a second renewal with it would fail.
#[test]
fn a_renewed_session_that_cannot_be_stored_is_used_until_the_plugin_stops() {
    let aws = aws();
    let key = aws.session_key("test-account", "tester");
    let shell = || console(Shell::with_aws(&aws), -1, |_| {});
    for shell in [shell().read_only(".aws"), shell().full_disk()] {
        let server = StaticServer::new(&renewed(&key));
        let shell = shell.var("AWS_ENDPOINT_URL_SIGNIN", &server.url());
        let line = "1..4 | par-each { aws credentials -p console | get AWS_ACCESS_KEY_ID } | uniq | to json";
        let output = shell.run(line);
        assert_eq!((output.json(), server.count()), (json!([key.access_key_id]), 1), "{output:?}");
        let [warning] = output.stderr.lines().collect::<Vec<_>>()[..] else { panic!("one warning: {output:?}") };
        assert!(warning.contains("profile `console` is lost when the plugin stops"), "{warning}");
    }
}

#[test]
fn credentials_are_used_until_they_expire_if_they_cannot_be_renewed() {
    let shell = |minutes| {
        let shell = console(Shell::with_aws(&aws()), minutes, |_| {});
        shell.var("AWS_ENDPOINT_URL_SIGNIN", &closed_port())
    };
    assert_eq!(shell(2).value("aws credentials -p console | get AWS_ACCESS_KEY_ID"), json!("ASIAOLD"));
    assert_eq!(shell(-2).error("aws credentials -p console").code, "aws::network::unreachable");
}

#[test]
fn a_session_that_cannot_be_renewed_is_an_error_that_says_why() {
    let aws = aws();
    let denied = |error: &str| json!({"__type": "AccessDeniedException", "error": error, "message": "no"}).to_string();
    let invalid = json!({"__type": "ValidationException", "error": "INVALID_REQUEST", "message": "Bad token"});
    for (head, body, code, words) in [
        ("403 Forbidden", denied("TOKEN_EXPIRED"), "aws::login::expired", "has expired"),
        (
            "403 Forbidden",
            denied("USER_CREDENTIALS_CHANGED"),
            "aws::login::password_changed",
            "the password was changed",
        ),
        ("403 Forbidden", denied("INSUFFICIENT_PERMISSIONS"), "aws::access_denied", "signin:CreateOAuth2Token"),
        ("400 Bad Request", invalid.to_string(), "aws::login::refused", "in eu-central-1: it was revoked"),
        ("200 OK", String::new(), "aws::invalid_response", "it has no credentials"),
        ("200 OK", "{}".to_owned(), "aws::invalid_response", "it has no credentials"),
        ("200 OK", "<html>".to_owned(), "aws::invalid_response", "signin in eu-central-1"),
    ] {
        let server = StaticServer::with_head(head, &body);
        let shell = console(Shell::with_aws(&aws), -1, |_| {}).var("AWS_ENDPOINT_URL_SIGNIN", &server.url());
        let error = shell.error("aws credentials -p console");
        assert_eq!(error.code, code, "{body}: {error:?}");
        assert!(error.message.contains(words), "{body}: {error:?}");
        assert!(!format!("{error:?}").contains(REFRESH_TOKEN));
        // The profiles of a call don't affect each other.
        let names = shell.value("aws ec2 instances -p [console dev] -r eu-west-1 | get AccountId | uniq");
        assert_eq!(names, json!(["111122223333"]), "{body}");
    }
}

#[test]
fn a_damaged_file_is_an_error_that_names_it() {
    let (path, _) = cache_file(&old_key(), Utc::now());
    for (member, value, words) in [
        ("accessToken", json!(null), "there is none in"),
        ("refreshToken", json!(null), "expired, and nothing to renew it with"),
        ("clientId", json!(null), "expired, and nothing to renew it with"),
        ("dpopKey", json!(null), "expired, and nothing to renew it with"),
        ("dpopKey", json!("key"), "a `dpopKey` that is no P-256 key"),
    ] {
        let shell = console(Shell::with_aws(&aws()), -1, |file| file[member] = value);
        let error = shell.error("aws credentials -p console");
        assert_eq!(error.code, "aws::credentials::login", "{error:?}");
        assert!(error.message.contains(&path) && error.message.contains(words), "{error:?}");
        assert!(error.help.contains("`aws login --profile console`"), "{error:?}");
    }
}
