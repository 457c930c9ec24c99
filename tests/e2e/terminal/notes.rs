//! The notes of `aws profile use` and `aws profile clear`.

use crate::support::{Shell, Terminal};

const CONFIG: &str = "\
[profile dev]
region = eu-west-1
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hunter2
[profile test]
region = eu-west-2
[profile plain]
";

fn shell() -> Shell {
    Shell::new().config(CONFIG)
}

fn with_keys() -> Shell {
    shell().var("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE").var("AWS_SECRET_ACCESS_KEY", "hunter2")
}

/// The lines that a command prints.
fn notes(shell: Shell, line: &str) -> Vec<String> {
    Terminal::open(shell).run(line).lines().map(str::to_owned).collect()
}

#[test]
fn use_prints_the_profile_with_its_kind_and_region() {
    assert_eq!(notes(shell(), "aws profile use dev"), ["AWS_PROFILE is now dev (static · eu-west-1)."]);
    assert_eq!(notes(shell(), "aws profile use plain"), ["AWS_PROFILE is now plain."]);
}

#[test]
fn use_prints_the_variables_that_it_removed() {
    let expected = [
        "AWS_PROFILE is now dev (static · eu-west-1).",
        "Removed AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, which would override the profile.",
    ];
    assert_eq!(notes(with_keys(), "aws profile use dev"), expected);
}

#[test]
fn use_warns_about_keys_that_it_keeps() {
    let notes = notes(with_keys(), "aws profile use dev --keep-keys");
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[1].starts_with("warning: AWS_ACCESS_KEY_ID is still set"), "{notes:?}");
}

#[test]
fn use_prints_a_variable_that_overrides_the_profiles_region() {
    for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
        let notes = notes(shell().var(variable, "us-east-1"), "aws profile use dev");
        assert_eq!(
            notes[1..],
            [format!("{variable} is set: commands use us-east-1 instead of the profile's eu-west-1.")]
        );
    }
}

#[test]
fn use_prints_nothing_about_a_variable_with_the_profiles_region() {
    let notes = notes(shell().var("AWS_REGION", "eu-west-1"), "aws profile use dev");
    assert_eq!(notes.len(), 1, "{notes:?}");
}

#[test]
fn use_prints_the_region_variable_if_the_profile_has_no_region() {
    let notes = notes(shell().var("AWS_REGION", "us-east-1"), "aws profile use plain");
    assert_eq!(notes[1..], ["AWS_REGION is set: commands use us-east-1."]);
}

#[test]
fn clear_prints_the_variables_that_it_removed() {
    let shell = shell().var("AWS_PROFILE", "dev").var("AWS_DEFAULT_PROFILE", "test");
    assert_eq!(notes(shell, "aws profile clear"), ["Removed AWS_PROFILE and AWS_DEFAULT_PROFILE."]);
    assert_eq!(notes(self::shell(), "aws profile clear"), ["No AWS profile was set."]);
}

#[test]
fn notes_are_not_part_of_the_output() {
    let mut terminal = Terminal::open(shell());
    let shown = terminal.run("let out = (aws profile use dev); $out | describe");
    assert_eq!(shown, "AWS_PROFILE is now dev (static · eu-west-1).\nnothing\n");
}
