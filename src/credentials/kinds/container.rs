//! The credentials endpoint of a container (Amazon ECS, EKS Pod Identity). The SDK sends the request.

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::client::explain::root_cause;
use crate::client::sdk::SdkSource;
use crate::config::Profile;
use crate::credentials::sdk::SdkSettings;
use crate::credentials::token_file::TokenFile;
use crate::error::{CredentialsError, Error};
use crate::text::control_characters;

pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    check_token(settings.context.environment, profile)?;
    settings.load(None, SdkSource::Container).await?.map_err(|error| {
        let profile = profile.map(|profile| profile.name().to_owned());
        CredentialsError::Failed { profile, reason: root_cause(&error) }.into()
    })
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
