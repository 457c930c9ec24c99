//! The first decision about credentials: what signs the requests of a call.

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::{Config, CredentialsKind, Profile};
use crate::context::active_profile::ActiveProfile;
use crate::credentials::kinds::{environment, static_keys};
use crate::error::Error;

/// A place from which credentials are loaded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CredentialsSource<'a> {
    pub(crate) kind: CredentialsKind,
    /// The profile that has the credentials, or that names the kind in its `credential_source`. For the credentials of
    /// the machine it is also the active profile, which has none of its own then.
    pub(crate) profile: Option<&'a Profile>,
}

impl<'a> CredentialsSource<'a> {
    /// The source in the AWS CLI's order: keys in the environment win over `AWS_PROFILE`, but not over a profile that
    /// the call names. A web identity in the environment wins over everything that the profile has but a role.
    ///
    /// # Errors
    ///
    /// One half of a key pair, expired keys, and no source at all; [`Error::Config`] if the files have a source that can't
    /// be read, or may have one.
    pub(crate) fn choose(
        environment: &Environment,
        config: &Config,
        active: &ActiveProfile<'a>,
    ) -> Result<Self, Error> {
        let machine = |kind, profile| Ok(Self { kind, profile });
        if !active.is_named_by_call() && environment::keys(environment)?.is_some() {
            return machine(CredentialsKind::Environment, None);
        }
        let profile = active.require_if_named(config)?;
        let kind = profile.and_then(Profile::kind);
        let is_set = |name| environment.non_empty(name).is_some();
        let has_web_identity = !active.is_named_by_call()
            && is_set(variables::AWS_WEB_IDENTITY_TOKEN_FILE)
            && is_set(variables::AWS_ROLE_ARN);
        if let Some(profile) = profile
            && (kind == Some(CredentialsKind::AssumeRole) || kind.is_none() || !has_web_identity)
        {
            check_readable(profile)?;
            // One half of a key pair does no harm where the keys would not be used.
            if matches!(kind, None | Some(CredentialsKind::Static)) {
                static_keys::check_pair(profile).map_err(|error| config.not_found(error))?;
            }
            if let Some(kind) = kind {
                return Ok(Self { kind, profile: Some(profile) });
            }
        }
        if has_web_identity {
            return machine(CredentialsKind::WebIdentity, profile.filter(|_| kind.is_none()));
        }
        // The credentials of the machine must not replace those of a profile that can't be read.
        if let (Some(_), Some(fault)) = (profile, config.hiding_fault()) {
            return Err(fault.clone().into());
        }
        if is_set(variables::AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
            || is_set(variables::AWS_CONTAINER_CREDENTIALS_FULL_URI)
        {
            machine(CredentialsKind::Container, profile)
        } else if environment.is_metadata_disabled() {
            Err(active.no_credentials(config))
        } else {
            machine(CredentialsKind::InstanceMetadata, profile)
        }
    }

    pub(crate) fn profile_name(&self) -> Option<String> {
        self.profile.map(|profile| profile.name().to_owned())
    }
}

/// Refuses a profile with lines that can't be read.
pub(crate) fn check_readable(profile: &Profile) -> Result<(), Error> {
    profile.fault().map_or(Ok(()), |fault| Err(fault.clone().into()))
}
