//! Loads credentials: one file for each [`CredentialsKind`].
//!
//! To add a kind, add its entry to the table in `config/credentials_kind.rs`, a file here, and its line in [`load`].

pub(crate) mod assume_role;
pub(crate) mod container;
pub(crate) mod environment;
pub(crate) mod instance_metadata;
pub(crate) mod login;
pub(crate) mod process;
pub(crate) mod sso;
pub(crate) mod static_keys;
pub(crate) mod web_identity;

use std::pin::Pin;

use aws_credential_types::Credentials;

use crate::config::CredentialsKind;
use crate::credentials::key_format::validated;
use crate::credentials::sdk_settings::SdkSettings;
use crate::credentials::source::CredentialsSource;
use crate::error::{CredentialsError, Error};

type LoadFuture<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

/// Loads the credentials of the first source. The others are what it is assumed with, if it is a role.
pub(crate) fn load<'a>(settings: &'a SdkSettings<'a>, sources: &'a [CredentialsSource<'a>]) -> LoadFuture<'a> {
    Box::pin(async move {
        let no_credentials = |profile| Error::from(CredentialsError::Missing { profile });
        let [source, sources @ ..] = sources else { return Err(no_credentials(None)) };
        let environment = settings.context.environment;
        let profile = || source.profile.ok_or_else(|| no_credentials(None));
        let credentials = match source.kind {
            CredentialsKind::AssumeRole => assume_role::load(settings, profile()?, sources).await,
            CredentialsKind::WebIdentity => web_identity::load(settings, source.profile).await,
            CredentialsKind::Sso => sso::load(&settings.context, profile()?).await,
            CredentialsKind::Static => {
                static_keys::keys(profile()?)?.ok_or_else(|| no_credentials(source.profile_name()))
            }
            CredentialsKind::Login => login::load(settings, profile()?).await,
            CredentialsKind::Process => process::load(&settings.context, profile()?).await,
            CredentialsKind::Environment => environment::load(environment, source.profile),
            CredentialsKind::Container => container::load(settings, source.profile).await,
            CredentialsKind::InstanceMetadata => instance_metadata::load(settings, source.profile).await,
        };
        validated(&credentials?, source, environment)
    })
}
