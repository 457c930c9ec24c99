//! A chain of profiles that ends nowhere. The SDK would go on to other sources and list all that it has tried.

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::{ChainEnd, Config, CredentialsKind, Profile, SourceChain, first_line};
use crate::error::{CredentialsError, Error, ProfileError};

/// Follows the source profiles of a role.
///
/// # Errors
///
/// [`ProfileError::SourceNotFound`], and [`CredentialsError::Failed`] for `credential_source = Environment` where the
/// environment has no keys.
pub(crate) fn check(environment: &Environment, config: &Config, profile: &Profile) -> Result<(), Error> {
    let chain = SourceChain::from_profile(config, profile);
    let Some(last) = chain.last() else { return Ok(()) };
    match chain.end {
        ChainEnd::MissingProfile(name) => Err(not_found(config, last.profile, name)),
        ChainEnd::Complete if last.kind == Some(CredentialsKind::AssumeRole) => check_keys(environment, last.profile),
        ChainEnd::Complete | ChainEnd::Loop(_) => Ok(()),
    }
}

/// The error of a profile whose `source_profile` does not exist.
pub(crate) fn not_found(config: &Config, profile: &Profile, name: &str) -> Error {
    ProfileError::SourceNotFound {
        profile: profile.name().to_owned(),
        name: first_line(name).into_owned(),
        nearest: config.suggest(name),
    }
    .into()
}

fn check_keys(environment: &Environment, profile: &Profile) -> Result<(), Error> {
    if profile.get("credential_source") != Some("Environment") {
        return Ok(());
    }
    let variables = [variables::AWS_ACCESS_KEY_ID, variables::AWS_SECRET_ACCESS_KEY];
    match variables.into_iter().find(|name| environment.non_empty(name).is_none()) {
        None => Ok(()),
        Some(name) => Err(CredentialsError::Failed {
            profile: Some(profile.name().to_owned()),
            reason: format!("it says `credential_source = Environment`, but {name} is not set"),
        }
        .into()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const CONFIG: &[u8] = b"\
[profile keys]
aws_access_key_id = AKIA
[profile role]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = keys
[profile lost]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = kyes
[profile second]
role_arn = arn:aws:iam::111122223333:role/c
source_profile = lost
[profile loop]
role_arn = arn:aws:iam::111122223333:role/d
source_profile = loop
[profile environment]
role_arn = arn:aws:iam::111122223333:role/e
credential_source = Environment
[profile role-and-keys]
role_arn = arn:aws:iam::111122223333:role/f
source_profile = kyes
aws_access_key_id = AKIA
aws_secret_access_key = secret
[profile to-keys]
role_arn = arn:aws:iam::111122223333:role/g
source_profile = role-and-keys
[profile token]
role_arn = arn:aws:iam::111122223333:role/h
web_identity_token_file = token
source_profile = kyes
";

    fn code(profile: &str, vars: &[(&str, &str)]) -> Option<&'static str> {
        let config = Config::parse(Some((Path::new("config"), CONFIG)), None).expect("a config");
        let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let environment = Environment::new(vars, "/".into());
        check(&environment, &config, config.profile(profile).expect("the profile")).err().map(|error| error.code())
    }

    #[test]
    fn a_chain_that_ends_in_keys_is_good() {
        assert_eq!(code("role", &[]), None);
        assert_eq!(code("loop", &[]), None, "the SDK says more about loops");
    }

    #[test]
    fn a_source_profile_that_is_not_there_is_named_wherever_in_the_chain() {
        assert_eq!(code("lost", &[]), Some("aws::profile::source_not_found"));
        assert_eq!(code("second", &[]), Some("aws::profile::source_not_found"));
    }

    #[test]
    fn nobody_looks_behind_the_end_of_a_chain() {
        assert_eq!(code("to-keys", &[]), None, "keys come before a role in a source profile");
        assert_eq!(code("role-and-keys", &[]), Some("aws::profile::source_not_found"));
        assert_eq!(code("token", &[]), None);
    }

    #[test]
    fn keys_of_the_environment_have_to_be_there() {
        assert_eq!(code("environment", &[("AWS_ACCESS_KEY_ID", "AKIA")]), Some("aws::credentials::failed"));
        let both = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "secret")];
        assert_eq!(code("environment", &both), None);
    }
}
