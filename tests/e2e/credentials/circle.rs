//! Programs that get credentials from each other in a loop.

use crate::support::{Shell, nu, plugins};

#[test]
fn a_profile_that_gets_its_credentials_from_itself_is_an_error() {
    let program = |to: &str| {
        format!("credential_process = count; $NU -n --plugins '{}' -c 'aws credentials export -p {to}'\n", plugins())
    };
    let shell = Shell::new()
        .var("NU", nu().to_str().expect("a path"))
        .program("count", "echo started >> \"$HOME/starts\"")
        .config(&format!("[profile one]\n{}[profile two]\n{}", program("two"), program("one")));
    let error = shell.error("aws credentials -p one");
    assert_eq!(error.code, "aws::credentials::failed", "{error:?}");
    let starts = std::fs::read_to_string(shell.path("starts")).expect("the program was started");
    assert_eq!(starts.lines().count(), 2);
}

#[test]
fn the_error_shows_the_loop() {
    let shell = Shell::new().config("[profile one]\n").var("_AWS_CLI_PROFILE_CHAIN", "two,one");
    let error = shell.error("aws credentials export --profile one");
    assert_eq!((error.code.as_str(), error.labeled.as_str()), ("aws::credentials::circle", "--profile one"));
    assert!(error.message.contains("two -> one -> one") && error.help.contains("credential_process"), "{error:?}");
}
