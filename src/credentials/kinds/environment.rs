//! Keys in the environment.

use std::time::SystemTime;

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::{timestamp, variables};
use crate::config::Profile;
use crate::error::{CredentialsError, Error, SettingError};

/// The keys; `None` without a key id. As in the AWS CLI, a key id without its secret is an error, and a secret or a
/// session token without a key id is ignored.
///
/// # Errors
///
/// [`CredentialsError::HalfKeyPair`], [`CredentialsError::Expired`], and [`SettingError::Invalid`] for an expiration that is no time.
pub(crate) fn keys(environment: &Environment) -> Result<Option<Credentials>, Error> {
    let Some(key_id) = environment.non_empty(variables::AWS_ACCESS_KEY_ID) else { return Ok(None) };
    let secret = environment.non_empty(variables::AWS_SECRET_ACCESS_KEY).ok_or(CredentialsError::HalfKeyPair {
        profile: None,
        present: variables::AWS_ACCESS_KEY_ID,
        missing: variables::AWS_SECRET_ACCESS_KEY,
    })?;
    let token = token(environment).map(|(_, token)| token.to_owned());
    let expiry = environment.non_empty(variables::AWS_CREDENTIAL_EXPIRATION).map(expiration).transpose()?;
    if expiry.is_some_and(|expiry| expiry <= SystemTime::now()) {
        return Err(CredentialsError::Expired { profile: None, sign_in: None }.into());
    }
    Ok(Some(Credentials::new(key_id, secret, token, expiry, "environment")))
}

/// The session token, with the name of its variable.
pub(crate) fn token(environment: &Environment) -> Option<(&'static str, &str)> {
    variables::TOKENS.into_iter().find_map(|name| Some((name, environment.non_empty(name)?)))
}

/// Loads the keys, which a profile may have named with `credential_source = Environment`.
pub(crate) fn load(environment: &Environment, named_by: Option<&Profile>) -> Result<Credentials, Error> {
    let keys = keys(environment)?.ok_or_else(|| match named_by {
        None => CredentialsError::Missing { profile: None },
        Some(profile) => CredentialsError::Failed {
            profile: Some(profile.name().to_owned()),
            reason: "it has `credential_source = Environment`, but AWS_ACCESS_KEY_ID is not set".into(),
        },
    });
    Ok(keys?)
}

fn expiration(text: &str) -> Result<SystemTime, Error> {
    let invalid = || SettingError::Invalid {
        name: variables::AWS_CREDENTIAL_EXPIRATION.into(),
        value: Some(text.into()),
        expected: "a time such as 2026-03-01T10:20:30Z".into(),
    };
    Ok(timestamp::parse(text).ok_or_else(invalid)?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{config, environment};

    #[test]
    fn the_old_variable_of_the_session_token_wins_as_in_boto3() {
        let token = |vars: &[(&str, &str)]| {
            let keys = [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "secret")];
            let vars: Vec<_> = keys.iter().chain(vars).copied().collect();
            let keys = super::keys(&environment(&vars)).expect("no error").expect("keys");
            keys.session_token().map(str::to_owned)
        };
        let (old, new) = (("AWS_SECURITY_TOKEN", "old"), ("AWS_SESSION_TOKEN", "new"));
        assert_eq!(token(&[old]).as_deref(), Some("old"));
        assert_eq!(token(&[new, old]).as_deref(), Some("old"));
        assert_eq!(token(&[new, ("AWS_SECURITY_TOKEN", "")]).as_deref(), Some("new"));
        assert_eq!(token(&[]), None);
    }

    #[test]
    fn a_profile_that_names_the_environment_needs_keys_in_it() {
        let config = config("[profile role]\nrole_arn = arn\ncredential_source = Environment\n");
        let code =
            |vars: &[(&str, &str)]| load(&environment(vars), config.profile("role")).err().map(|error| error.code());
        assert_eq!(code(&[]), Some("aws::credentials::failed"));
        assert_eq!(code(&[("AWS_ACCESS_KEY_ID", "AKIA")]), Some("aws::credentials::half_key_pair"));
        assert_eq!(code(&[("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "secret")]), None);
    }
}
