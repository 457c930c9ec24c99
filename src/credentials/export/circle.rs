//! Programs that get credentials from each other, without an end if nobody stops them.
//!
//! A profile's `credential_process` may well be `aws credentials export`, or the AWS CLI's `export-credentials`. Both
//! note in a variable which profiles are on their way, and stop at one that is there already.

use crate::aws::environment::Environment;
use crate::error::{CredentialsError, Error};

/// The variable: names of profiles in CSV, those that were asked for first in front (AWS CLI, `exportcreds.py`).
const VARIABLE: &str = "_AWS_CLI_PROFILE_CHAIN";

/// The environment for those who are asked for a profile's credentials.
///
/// # Errors
///
/// [`CredentialsError::Circle`] if they are being asked for already.
pub(crate) fn enter(environment: &Environment, profile: &str) -> Result<Environment, Error> {
    let mut names = read(environment.get(VARIABLE).unwrap_or_default());
    let is_circle = names.iter().any(|name| name == profile);
    names.push(profile.to_owned());
    if is_circle {
        return Err(CredentialsError::Circle { profile: profile.to_owned(), chain: names.join(" -> ") }.into());
    }
    Ok(environment.with(VARIABLE, &names.iter().map(|name| field(name)).collect::<Vec<_>>().join(",")))
}

/// The fields of a line of CSV (RFC 4180).
fn read(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            letter => field.push(letter),
        }
    }
    if !line.is_empty() {
        fields.push(field);
    }
    fields
}

fn field(name: &str) -> String {
    if name.contains([',', '"', '\r', '\n']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_noted_as_the_aws_cli_notes_them() {
        let first = enter(&Environment::default(), "dev").expect("the first");
        let second = enter(&first, "my, \"own\"").expect("the second");
        assert_eq!(second.get(VARIABLE), Some("dev,\"my, \"\"own\"\"\""));
        assert_eq!(read(second.get(VARIABLE).expect("noted")), ["dev", "my, \"own\""]);
    }

    #[test]
    fn whoever_is_there_already_is_not_asked_again() {
        let environment = Environment::new([(VARIABLE.to_owned(), "a,b".to_owned())], "/".into());
        let error = enter(&environment, "a").expect_err("a circle");
        assert_eq!(error.to_string(), "The credentials of profile `a` come from itself: a -> b -> a");
        assert!(enter(&environment, "c").is_ok());
    }
}
