//! Roles that are assumed with other credentials: those of a source profile, or those of the machine.
//!
//! The SDK could assume most of them. But it can't ask for the code of an MFA device, it ignores `duration_seconds`, and
//! it doesn't use the AWS CLI's cache, so with it every command would ask STS again.

use aws_config::SdkConfig;
use aws_credential_types::Credentials;

use crate::aws::timestamp;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::{AssumeRoleKey, RoleKey};
use crate::client::explain::explain;
use crate::config::{CredentialsKind, Profile};
use crate::context::Context;
use crate::context::user_answers::{Answers, MfaCode};
use crate::credentials::sdk_settings::{SdkSettings, is_temporary};
use crate::credentials::source::CredentialsSource;
use crate::credentials::sts;
use crate::error::{CredentialsError, Error, ServiceError, SettingError};

/// Whether the role of a profile needs the code of an MFA device.
pub(crate) fn has_mfa_device(profile: &Profile) -> bool {
    profile.get("mfa_serial").is_some_and(|serial| !serial.is_empty())
}

/// The role of a profile.
pub(crate) struct Role<'a> {
    profile: &'a Profile,
    key: AssumeRoleKey,
}

impl<'a> Role<'a> {
    /// # Errors
    ///
    /// Those of [`key`].
    pub(crate) fn new(profile: &'a Profile) -> Result<Self, Error> {
        Ok(Self { profile, key: key(profile)? })
    }

    /// The credentials that need neither a request nor a code: those in the cache, and for a role with a code also those
    /// of this call.
    pub(crate) async fn known(&self, context: &Context<'_>) -> Result<Option<Credentials>, Error> {
        let known = match self.key.serial_number {
            None => sts::cached(context, &self.key),
            Some(_) => known(&*context.answers.lock().await, context, &self.key)?,
        };
        Ok(known.map(Credentials::from))
    }

    /// Assumes the role with these credentials of a source.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::MfaNeeded`] without a code and without a user to ask, [`CredentialsError::MfaRefused`] for a
    /// wrong code, and those of the request.
    pub(crate) async fn assume(
        &self,
        settings: &SdkSettings<'_>,
        source: &CredentialsSource<'_>,
        credentials: Credentials,
    ) -> Result<Credentials, Error> {
        let signer = Signer::new(settings, source, credentials).await?;
        let Some(serial) = &self.key.serial_number else {
            return Ok(self.request(settings, &signer, None).await?.into());
        };
        let context = &settings.context;
        // One at a time: the next task may need the credentials of the same role.
        let mut answers = context.answers.lock().await;
        if let Some(credentials) = known(&answers, context, &self.key)? {
            return Ok(credentials.into());
        }
        // A code is valid for a moment only, so everything else came first.
        let code = code(context, &mut answers, self.profile, serial)?;
        let credentials = self.request(settings, &signer, Some(&code)).await?;
        answers.roles.insert(self.key.file_name()?, credentials.clone());
        Ok(credentials.into())
    }

    /// Asks STS for the credentials and stores them in the cache.
    async fn request(
        &self,
        settings: &SdkSettings<'_>,
        signer: &Signer,
        code: Option<&MfaCode>,
    ) -> Result<RoleCredentials, Error> {
        let key = &self.key;
        let request = settings.request("sts:AssumeRole", Some(self.profile), signer.is_temporary);
        let response = sts::client(&signer.sdk, settings.context.waits)
            .assume_role()
            .role_arn(&key.role_arn)
            .role_session_name(sts::session_name(key))
            .set_external_id(key.external_id.clone())
            .set_duration_seconds(key.duration_seconds)
            .set_serial_number(key.serial_number.clone())
            .set_token_code(code.map(|code| code.expose().to_owned()))
            .send()
            .await;
        let response = response.map_err(|error| self.explain(explain(&error, request), signer))?;
        let credentials = sts::role_credentials(key, response.credentials(), response.assumed_role_user(), request)?;
        sts::store(&settings.context, key, &credentials);
        Ok(credentials)
    }

    fn explain(&self, error: Error, signer: &Signer) -> Error {
        let serial = self.key.serial_number.as_deref().unwrap_or_default();
        match error {
            Error::Service(ServiceError::AccessDenied { message, .. })
                if message.starts_with("MultiFactorAuthentication failed") =>
            {
                let (profile, serial) = (self.profile.name().to_owned(), serial.to_owned());
                CredentialsError::MfaRefused { profile, serial, message }.into()
            }
            // The credentials that were refused are those that signed the request.
            Error::Credentials(CredentialsError::Rejected { region, message, .. }) => {
                let (profile, key_variable) = (signer.profile.clone(), signer.key_variable);
                CredentialsError::Rejected { profile, key_variable, region, message }.into()
            }
            Error::Credentials(CredentialsError::Expired { .. }) => {
                CredentialsError::Expired { profile: signer.profile.clone(), sign_in: signer.sign_in }.into()
            }
            error => error,
        }
    }
}

/// What signs the request for a role.
struct Signer {
    sdk: SdkConfig,
    /// `None` for keys in the environment.
    profile: Option<String>,
    key_variable: Option<&'static str>,
    /// The command that renews its sign-in.
    sign_in: Option<&'static str>,
    is_temporary: bool,
}

impl Signer {
    async fn new(
        settings: &SdkSettings<'_>,
        source: &CredentialsSource<'_>,
        credentials: Credentials,
    ) -> Result<Self, Error> {
        let profile = Some(source).filter(|source| source.kind != CredentialsKind::Environment);
        Ok(Self {
            is_temporary: is_temporary(&credentials),
            profile: profile.and_then(CredentialsSource::profile_name),
            key_variable: source.kind.key_variable(),
            sign_in: source.kind.facts().sign_in,
            sdk: settings.config(credentials).await?,
        })
    }
}

/// The role of a profile.
///
/// # Errors
///
/// [`CredentialsError::Failed`] without a `role_arn`, and [`SettingError::Invalid`] for a bad `duration_seconds`.
pub(crate) fn key(profile: &Profile) -> Result<AssumeRoleKey, Error> {
    let value = |key| profile.get(key).filter(|value| !value.is_empty()).map(str::to_owned);
    let no_role =
        || CredentialsError::Failed { profile: Some(profile.name().into()), reason: "its `role_arn` is empty".into() };
    let invalid_duration = |text: &str| SettingError::Invalid {
        name: "duration_seconds".into(),
        value: Some(text.to_owned()),
        expected: "a number of seconds from 900 to 43200".into(),
    };
    Ok(AssumeRoleKey {
        role_arn: value("role_arn").ok_or_else(no_role)?,
        external_id: value("external_id"),
        session_name: value("role_session_name"),
        duration_seconds: profile.duration_seconds().map_err(invalid_duration)?,
        serial_number: value("mfa_serial"),
        web_identity_token: None,
    })
}

/// The credentials of a role with a code: those of this call as long as they last, or those in the cache.
fn known(answers: &Answers, context: &Context<'_>, key: &AssumeRoleKey) -> Result<Option<RoleCredentials>, Error> {
    let of_call = answers.roles.get(&key.file_name()?).filter(|role| timestamp::now() < role.expires_at).cloned();
    Ok(of_call.or_else(|| sts::cached(context, key)))
}

/// The code that the call names, else the one that the user types.
fn code(context: &Context<'_>, answers: &mut Answers, profile: &Profile, serial: &str) -> Result<MfaCode, Error> {
    match (answers.code.take(), context.ask_mfa_code) {
        (Some(code), _) => Ok(code),
        // The words of the AWS CLI.
        (None, Some(ask)) => ask(&format!("Enter MFA code for {serial}: ")),
        (None, None) => {
            Err(CredentialsError::MfaNeeded { profile: profile.name().into(), serial: serial.into() }.into())
        }
    }
}

#[cfg(test)]
mod tests;
