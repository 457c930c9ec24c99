//! The console session of the AWS CLI's `aws login`, which the SDK loads and refreshes.

use aws_credential_types::Credentials;

use crate::client::explain::root_cause;
use crate::client::sdk::SdkSource;
use crate::config::Profile;
use crate::credentials::sdk::SdkSettings;
use crate::error::{CredentialsError, Error};

pub(crate) async fn load(settings: &SdkSettings<'_>, profile: &Profile) -> Result<Credentials, Error> {
    let session = profile.property("login_session").map(|property| (property.key(), property.value()));
    settings.load(session, SdkSource::Profile).await?.map_err(|error| {
        CredentialsError::ConsoleSession { profile: profile.name().to_owned(), reason: root_cause(&error) }.into()
    })
}
