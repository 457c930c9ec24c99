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

use aws_credential_types::Credentials;

use crate::config::{CredentialsKind, Profile};
use crate::credentials::key_format::validated;
use crate::credentials::kinds::assume_role::Role;
use crate::credentials::sdk_settings::SdkSettings;
use crate::credentials::source::CredentialsSource;
use crate::error::{CredentialsError, Error};

/// What a source has without those behind it.
enum Loaded<'a> {
    Credentials(Credentials),
    /// The role needs the credentials of the next source.
    Role(Role<'a>),
}

/// Loads the credentials of the first source. The others are what it is assumed with, if it is a role.
///
/// It is a loop, because a chain of roles may have any length.
pub(crate) async fn load(settings: &SdkSettings<'_>, sources: &[CredentialsSource<'_>]) -> Result<Credentials, Error> {
    let environment = settings.context.environment;
    let (mut roles, mut sources) = (Vec::new(), sources.iter());
    let (mut credentials, mut source) = loop {
        let source = sources.next().ok_or_else(|| no_credentials(None))?;
        match load_single(settings, source).await? {
            Loaded::Credentials(credentials) => break (validated(&credentials, source, environment)?, source),
            Loaded::Role(role) => roles.push((role, source)),
        }
    };
    while let Some((role, assumed)) = roles.pop() {
        credentials = role.assume(settings, source, credentials).await?;
        (credentials, source) = (validated(&credentials, assumed, environment)?, assumed);
    }
    Ok(credentials)
}

async fn load_single<'a>(settings: &SdkSettings<'_>, source: &CredentialsSource<'a>) -> Result<Loaded<'a>, Error> {
    let context = &settings.context;
    let credentials = match source.kind {
        CredentialsKind::AssumeRole => {
            let role = Role::new(profile(source)?)?;
            match role.known(context).await? {
                Some(credentials) => credentials,
                None => return Ok(Loaded::Role(role)),
            }
        }
        CredentialsKind::WebIdentity => web_identity::load(settings, source.profile).await?,
        CredentialsKind::Sso => sso::load(context, profile(source)?).await?,
        CredentialsKind::Static => {
            static_keys::keys(profile(source)?)?.ok_or_else(|| no_credentials(source.profile_name()))?
        }
        CredentialsKind::Login => login::load(settings, profile(source)?).await?,
        CredentialsKind::Process => process::load(context, profile(source)?).await?,
        CredentialsKind::Environment => environment::load(context.environment, source.profile)?,
        CredentialsKind::Container => container::load(settings, source.profile).await?,
        CredentialsKind::InstanceMetadata => instance_metadata::load(settings, source.profile).await?,
    };
    Ok(Loaded::Credentials(credentials))
}

fn profile<'a>(source: &CredentialsSource<'a>) -> Result<&'a Profile, Error> {
    source.profile.ok_or_else(|| no_credentials(None))
}

fn no_credentials(profile: Option<String>) -> Error {
    CredentialsError::Missing { profile }.into()
}
