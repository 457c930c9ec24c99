//! The credentials endpoint of a container (Amazon ECS, EKS Pod Identity), which the SDK asks.

use aws_credential_types::Credentials;

use crate::client::explain::root_cause;
use crate::client::sdk::SdkSource;
use crate::config::Profile;
use crate::credentials::sdk::SdkSettings;
use crate::error::{CredentialsError, Error};

pub(crate) async fn load(settings: &SdkSettings<'_>, profile: Option<&Profile>) -> Result<Credentials, Error> {
    settings.load(None, SdkSource::Container).await?.map_err(|error| {
        CredentialsError::Failed {
            profile: profile.map(|profile| profile.name().to_owned()),
            reason: root_cause(&error),
        }
        .into()
    })
}
