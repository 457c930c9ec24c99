//! Invalid settings are shown. Only unknown profiles in the call are errors.

use super::{row, shell, with_keys};
use crate::support::{Shell, json};

#[test]
fn variables_that_other_commands_refuse_are_rows_with_a_note() {
    for (variable, value, setting, note) in [
        ("AWS_PROFILE", "", "profile", "`aws profile clear`"),
        ("AWS_PROFILE", "dve", "profile", "did you mean `dev`?"),
        ("AWS_REGION", "Ireland", "region", "not a valid region name"),
        ("AWS_MAX_ATTEMPTS", "many", "max_attempts", "`many` is not a number"),
        ("AWS_RETRY_MODE", "eager", "retry_mode", "`eager` is not standard"),
        ("AWS_ENDPOINT_URL", "localhost:4566", "endpoint_url", "not an http or https URL"),
        ("AWS_ACCESS_KEY_ID", "AKIA", "credentials", "AWS_SECRET_ACCESS_KEY is not set"),
        ("AWS_SESSION_TOKEN", "token", "credentials", "is ignored without AWS_ACCESS_KEY_ID"),
        ("AWS_CONFIG_FILE", "/no/such/file", "config_file", "there is no such file"),
    ] {
        let row = row(&shell().var(variable, value), setting);
        assert!(row["note"].as_str().is_some_and(|text| text.contains(note)), "{variable}={value}: {row}");
    }
}

#[test]
fn expired_keys_are_noted() {
    let shell = with_keys(shell()).var("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z");
    let note = row(&shell, "credentials")["note"].clone();
    assert_eq!(note, "they have expired: AWS_CREDENTIAL_EXPIRATION is 2020-01-01T00:00:00Z");
}

#[test]
fn the_rows_are_there_without_any_file() {
    let answer = Shell::new().value("aws env | where setting in [profile region credentials] | select value source");
    let expected = json!([
        {"value": "default", "source": "default"},
        {"value": null, "source": null},
        {"value": null, "source": null},
    ]);
    assert_eq!(answer, expected);
}

#[test]
fn an_unknown_profile_flag_is_an_error_at_its_value() {
    let error = shell().error("aws env --profile dve");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::profile::not_found", "--profile dve"));
    assert!(error.help.contains("did you mean `dev`?"), "{error:?}");
}
