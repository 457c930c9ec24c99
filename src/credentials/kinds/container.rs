//! The credentials endpoint of a container (Amazon ECS, EKS Pod Identity). The SDK sends the request.

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::url::is_http_url;
use crate::aws::variables;
use crate::client::explain::root_cause;
use crate::client::sdk::SdkSource;
use crate::config::Profile;
use crate::credentials::sdk_settings::SdkSettings;
use crate::credentials::token_file::TokenFile;
use crate::error::{CredentialsError, Error, SettingError};
use crate::text::control_characters;

pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    let environment = settings.context.environment;
    check_address(environment)?;
    check_token(environment, profile)?;
    settings.load(SdkSource::Container).await?.map_err(|error| {
        let profile = profile.map(|profile| profile.name().to_owned());
        CredentialsError::Failed { profile, reason: root_cause(&error) }.into()
    })
}

/// The SDK panics on an address without a scheme, and its errors repeat the address, which may be secret.
fn check_address(environment: &Environment) -> Result<(), Error> {
    let is_path = |path: &str| path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
    let (name, is_valid, expected) = match environment.non_empty(variables::AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) {
        Some(path) => {
            (variables::AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, is_path(path), "a path such as /v2/credentials")
        }
        None => {
            let url = environment.get(variables::AWS_CONTAINER_CREDENTIALS_FULL_URI).unwrap_or_default();
            (
                variables::AWS_CONTAINER_CREDENTIALS_FULL_URI,
                is_http_url(url),
                "a URL such as http://169.254.170.23/v1/credentials",
            )
        }
    };
    let invalid = || SettingError::Invalid { name: name.into(), value: None, expected: expected.into() }.into();
    if is_valid { Ok(()) } else { Err(invalid()) }
}

/// Checks the authorization token, because the SDK's errors don't say where it comes from.
fn check_token(environment: &Environment, profile: Option<&Profile>) -> Result<(), Error> {
    let (variable, file_variable) =
        (variables::AWS_CONTAINER_AUTHORIZATION_TOKEN, variables::AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE);
    let (token, part) = match environment.non_empty(file_variable) {
        Some(path) => {
            let file = TokenFile::new(environment, path, file_variable, profile);
            (file.read()?, file.to_string())
        }
        None => (environment.get(variable).unwrap_or_default().to_owned(), variable.to_owned()),
    };
    match control_characters(&token) {
        None => Ok(()),
        Some(problem) => Err(CredentialsError::Malformed { part, profile: None, problem }.into()),
    }
}
