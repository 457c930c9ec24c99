//! What is wrong is what it is run for: only files that can't be read and names that the call gets wrong are errors.

use super::{row, shell, with_keys};
use crate::support::{Shell, json};

#[test]
fn variables_that_other_commands_refuse_are_rows_with_a_note() {
    for (variable, value, setting, note) in [
        ("AWS_PROFILE", "", "profile", "`aws profile clear`"),
        ("AWS_PROFILE", "dve", "profile", "did you mean `dev`?"),
        ("AWS_REGION", "Ireland", "region", "can't be the name of a region"),
        ("AWS_MAX_ATTEMPTS", "many", "max_attempts", "`many` is no number"),
        ("AWS_RETRY_MODE", "eager", "retry_mode", "`eager` is none of"),
        ("AWS_ENDPOINT_URL", "localhost:4566", "endpoint_url", "no http or https URL"),
        ("AWS_ACCESS_KEY_ID", "AKIA", "credentials", "AWS_SECRET_ACCESS_KEY is not set"),
        ("AWS_SESSION_TOKEN", "token", "credentials", "without AWS_ACCESS_KEY_ID is not looked at"),
        ("AWS_CONFIG_FILE", "/no/such/file", "config_file", "there is no such file"),
    ] {
        let row = row(&shell().var(variable, value), setting);
        assert!(row["note"].as_str().is_some_and(|text| text.contains(note)), "{variable}={value}: {row}");
    }
}

#[test]
fn keys_past_their_time_are_noted() {
    let shell = with_keys(shell()).var("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z");
    let note = row(&shell, "credentials")["note"].clone();
    assert_eq!(note, "they have expired: AWS_CREDENTIAL_EXPIRATION is 2020-01-01T00:00:00Z");
}

#[test]
fn without_any_file_there_are_rows() {
    let answer = Shell::new().value("aws env | where setting in [profile region credentials] | select value source");
    let expected = json!([
        {"value": "default", "source": "default"},
        {"value": null, "source": null},
        {"value": null, "source": null},
    ]);
    assert_eq!(answer, expected);
}

#[test]
fn a_profile_that_is_named_and_not_there_is_an_error_at_its_name() {
    let error = shell().error("aws env --profile dve");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "--profile dve"));
    assert!(error.help.contains("did you mean `dev`?"), "{error:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let error = Shell::new().config("[profile dev\n").error("aws env");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::config::syntax", "aws env"));
    let shell = Shell::new();
    std::fs::create_dir_all(shell.path(".aws/config")).expect("a directory in its place");
    assert_eq!(shell.error("aws env").code, "aws::config::unreadable");
}
