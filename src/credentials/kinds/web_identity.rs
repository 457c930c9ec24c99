//! Roles that are assumed with a token in a file, such as in a Kubernetes pod.

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::cli_cache::role_key::AssumeRoleKey;
use crate::client::explain::explain;
use crate::config::{Profile, first_line};
use crate::credentials::sdk::SdkSettings;
use crate::credentials::sts;
use crate::error::{CredentialsError, Error};

/// Loads the credentials of the role in a profile, or of the one in the environment if the profile has none.
pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    let environment = settings.context.environment;
    let profile = profile.filter(|profile| profile.property("web_identity_token_file").is_some());
    let (token_file, key) = match profile {
        Some(profile) => in_profile(profile)?,
        None => in_environment(environment),
    };
    let path = environment.expand_path(&token_file);
    let token = std::fs::read_to_string(&path).map_err(|error| CredentialsError::Failed {
        profile: profile.map(|profile| profile.name().to_owned()),
        reason: format!("the token file {} can't be read: {error}", first_line(&path.to_string_lossy())),
    })?;
    let request = settings.request("sts:AssumeRoleWithWebIdentity", profile);
    let response = sts::client(&settings.unsigned_config().await?)
        .assume_role_with_web_identity()
        .role_arn(&key.role_arn)
        .role_session_name(sts::session_name(&key))
        .web_identity_token(token)
        .send()
        .await
        .map_err(|error| explain(&error, request))?;
    Ok(sts::role_credentials(&key, response.credentials(), response.assumed_role_user(), request)?.into())
}

/// The token file and the role.
fn in_profile(profile: &Profile) -> Result<(String, AssumeRoleKey), Error> {
    let value = |key| profile.get(key).filter(|value| !value.is_empty()).map(str::to_owned);
    let missing = |key: &str| CredentialsError::Failed {
        profile: Some(profile.name().to_owned()),
        reason: format!("its `{key}` is missing or empty"),
    };
    let require = |key| value(key).ok_or_else(|| missing(key));
    Ok((require("web_identity_token_file")?, role(require("role_arn")?, value("role_session_name"))))
}

fn in_environment(environment: &Environment) -> (String, AssumeRoleKey) {
    let value = |name| environment.non_empty(name).map(str::to_owned);
    let require = |name| value(name).unwrap_or_default();
    let role = role(require(variables::AWS_ROLE_ARN), value(variables::AWS_ROLE_SESSION_NAME));
    (require(variables::AWS_WEB_IDENTITY_TOKEN_FILE), role)
}

fn role(role_arn: String, session_name: Option<String>) -> AssumeRoleKey {
    AssumeRoleKey { role_arn, session_name, external_id: None, duration_seconds: None, serial_number: None }
}
