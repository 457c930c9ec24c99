//! Detects programs that get their credentials from each other in a loop.
//!
//! The `credential_process` of a profile may be `aws credentials export`, or `export-credentials` of the AWS CLI. Both list
//! in a variable the profiles whose credentials are being loaded, and refuse a profile that is in the list.

use crate::aws::environment::Environment;
use crate::aws::variables::AWS_CLI_PROFILE_CHAIN;
use crate::error::{CredentialsError, Error};

/// The environment for a program that loads the credentials of a profile.
///
/// # Errors
///
/// [`CredentialsError::Circle`] if they are being loaded already.
pub(crate) fn enter(environment: &Environment, profile: &str) -> Result<Environment, Error> {
    let mut names = read(environment.get(AWS_CLI_PROFILE_CHAIN).unwrap_or_default());
    let is_circle = names.iter().any(|name| name == profile);
    names.push(profile.to_owned());
    if is_circle {
        return Err(CredentialsError::Circle { profile: profile.to_owned(), chain: names.join(" -> ") }.into());
    }
    Ok(environment.with(AWS_CLI_PROFILE_CHAIN, &names.iter().map(|name| field(name)).collect::<Vec<_>>().join(",")))
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
    fn the_list_is_written_as_by_the_aws_cli() {
        let first = enter(&Environment::default(), "dev").expect("the first");
        let second = enter(&first, "my, \"own\"").expect("the second");
        assert_eq!(second.get(AWS_CLI_PROFILE_CHAIN), Some("dev,\"my, \"\"own\"\"\""));
        assert_eq!(read(second.get(AWS_CLI_PROFILE_CHAIN).expect("noted")), ["dev", "my, \"own\""]);
    }

    #[test]
    fn a_profile_in_the_list_is_refused() {
        let environment = Environment::new([(AWS_CLI_PROFILE_CHAIN.to_owned(), "a,b".to_owned())], "/".into());
        let error = enter(&environment, "a").expect_err("a circle");
        assert_eq!(error.to_string(), "Profile `a` gets its credentials from itself: a -> b -> a");
        assert!(enter(&environment, "c").is_ok());
    }
}
