//! The instance metadata service of an EC2 instance, which the SDK asks.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError as SdkCredentialsError;

use crate::client::explain::{is_too_large, root_cause};
use crate::client::sdk::SdkSource;
use crate::config::{CredentialsKind, Profile};
use crate::credentials::sdk_settings::SdkSettings;
use crate::error::{CredentialsError, Error};

/// The SDK would try four times while the user waits, but off EC2 nothing responds. The AWS CLI gives up after a second.
const TIMEOUT: Duration = Duration::from_millis(1500);

/// Loads the credentials. A profile may have named the service with `credential_source = Ec2InstanceMetadata`.
pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    let result = tokio::time::timeout(TIMEOUT, settings.load(SdkSource::InstanceMetadata)).await;
    let reason = match result {
        Ok(result) => match result? {
            Ok(credentials) => return Ok(credentials),
            Err(error) if is_too_large(&error) => Some(root_cause(&error)),
            Err(error @ SdkCredentialsError::InvalidConfiguration(_)) => Some(root_cause(&error)),
            Err(_) => None,
        },
        Err(_) => None,
    };
    let is_named = profile.is_some_and(|profile| profile.kind() == Some(CredentialsKind::AssumeRole));
    let profile = profile.map(|profile| profile.name().to_owned());
    match reason {
        None if !is_named => Err(settings.context.config.not_found(CredentialsError::Missing { profile })),
        reason => {
            let reason = reason.unwrap_or_else(|| "the instance metadata service does not respond".to_owned());
            Err(CredentialsError::Failed { profile, reason }.into())
        }
    }
}
