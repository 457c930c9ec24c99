//! Roles that are assumed with a token in a file, such as in a Kubernetes pod.

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::cli_cache::role_key::AssumeRoleKey;
use crate::client::explain::explain;
use crate::config::Profile;
use crate::credentials::sdk::SdkSettings;
use crate::credentials::sts;
use crate::credentials::token_file::TokenFile;
use crate::error::{CredentialsError, Error};

const KEY: &str = "web_identity_token_file";

/// Loads the credentials of the role in a profile, or of the one in the environment if the profile has none.
pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    let environment = settings.context.environment;
    let profile = profile.filter(|profile| profile.property(KEY).is_some());
    let (token_file, key) = match profile {
        Some(profile) => from_profile(environment, profile)?,
        None => from_environment(environment),
    };
    if let Some(credentials) = sts::cached(environment, &key) {
        return Ok(credentials.into());
    }
    let token = token_file.read()?;
    let request = settings.request("sts:AssumeRoleWithWebIdentity", profile);
    let response = sts::client(&settings.unsigned_config().await?)
        .assume_role_with_web_identity()
        .role_arn(&key.role_arn)
        .role_session_name(sts::session_name(&key))
        .web_identity_token(token)
        .send()
        .await
        .map_err(|error| explain(&error, request))?;
    let credentials = sts::role_credentials(&key, response.credentials(), response.assumed_role_user(), request)?;
    sts::store(environment, &key, &credentials);
    Ok(credentials.into())
}

fn from_profile<'a>(environment: &Environment, profile: &'a Profile) -> Result<(TokenFile<'a>, AssumeRoleKey), Error> {
    let value = |key| profile.get(key).filter(|value| !value.is_empty());
    let require = |key: &'static str| {
        let missing = || CredentialsError::Failed {
            profile: Some(profile.name().to_owned()),
            reason: format!("its `{key}` is missing or empty"),
        };
        value(key).ok_or_else(missing)
    };
    let path = require(KEY)?;
    let role = role(require("role_arn")?, value("role_session_name"));
    Ok((TokenFile::new(environment, path, KEY, Some(profile)), role))
}

fn from_environment(environment: &Environment) -> (TokenFile<'static>, AssumeRoleKey) {
    let require = |name| environment.non_empty(name).unwrap_or_default();
    let variable = variables::AWS_WEB_IDENTITY_TOKEN_FILE;
    let role = role(require(variables::AWS_ROLE_ARN), environment.non_empty(variables::AWS_ROLE_SESSION_NAME));
    (TokenFile::new(environment, require(variable), variable, None), role)
}

fn role(role_arn: &str, session_name: Option<&str>) -> AssumeRoleKey {
    AssumeRoleKey {
        role_arn: role_arn.to_owned(),
        session_name: session_name.map(str::to_owned),
        external_id: None,
        duration_seconds: None,
        serial_number: None,
    }
}
