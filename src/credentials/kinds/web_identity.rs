//! Roles that are assumed with a token in a file, such as in a Kubernetes pod.

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::cli_cache::role_key::AssumeRoleKey;
use crate::client::explain::explain;
use crate::config::Profile;
use crate::credentials::sdk_settings::SdkSettings;
use crate::credentials::sts;
use crate::credentials::token_file::TokenFile;
use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

const KEY: &str = "web_identity_token_file";

/// Loads the credentials of the role in a profile, or of the one in the environment if the profile has none.
pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    let environment = settings.context.environment;
    let profile = profile.filter(|profile| profile.property(KEY).is_some());
    let WebIdentity { token_file, role_arn, session_name } = match profile {
        Some(profile) => WebIdentity::from_profile(environment, profile)?,
        None => WebIdentity::from_environment(environment),
    };
    let token = token_file.read()?;
    let key = AssumeRoleKey {
        role_arn,
        session_name,
        external_id: None,
        duration_seconds: None,
        serial_number: None,
        web_identity_token: Some(Secret::new(token.as_str())),
    };
    if let Some(credentials) = sts::cached(&settings.context, &key) {
        return Ok(credentials.into());
    }
    let request = settings.request("sts:AssumeRoleWithWebIdentity", profile, true);
    let response = sts::client(&settings.unsigned_config().await?, settings.context.waits)
        .assume_role_with_web_identity()
        .role_arn(&key.role_arn)
        .role_session_name(sts::session_name(&key))
        .web_identity_token(token)
        .send()
        .await
        .map_err(|error| explain(&error, request))?;
    let credentials = sts::role_credentials(&key, response.credentials(), response.assumed_role_user(), request)?;
    sts::store(&settings.context, &key, &credentials);
    Ok(credentials.into())
}

struct WebIdentity<'a> {
    token_file: TokenFile<'a>,
    role_arn: String,
    session_name: Option<String>,
}

impl<'a> WebIdentity<'a> {
    fn from_profile(environment: &Environment, profile: &'a Profile) -> Result<Self, Error> {
        let value = |key| profile.get(key).filter(|value| !value.is_empty());
        let require = |key: &'static str| {
            let missing = || CredentialsError::Failed {
                profile: Some(profile.name().to_owned()),
                reason: format!("its `{key}` is missing or empty"),
            };
            value(key).ok_or_else(missing)
        };
        Ok(Self {
            token_file: TokenFile::new(environment, require(KEY)?, KEY, Some(profile)),
            role_arn: require("role_arn")?.to_owned(),
            session_name: value("role_session_name").map(str::to_owned),
        })
    }

    fn from_environment(environment: &Environment) -> Self {
        let value = |name| environment.non_empty(name);
        let variable = variables::AWS_WEB_IDENTITY_TOKEN_FILE;
        Self {
            token_file: TokenFile::new(environment, value(variable).unwrap_or_default(), variable, None),
            role_arn: value(variables::AWS_ROLE_ARN).unwrap_or_default().to_owned(),
            session_name: value(variables::AWS_ROLE_SESSION_NAME).map(str::to_owned),
        }
    }
}
