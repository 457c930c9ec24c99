//! Whose credentials sign a request.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError as SdkCredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::{CredentialsKind, Profile};
use crate::context::active::ActiveProfile;
use crate::error::{CredentialsError, Error, SettingError};

/// Where credentials come from, in the AWS CLI's order of precedence.
#[derive(Debug)]
pub(crate) enum Source {
    /// Keys: those in the environment, which win over `AWS_PROFILE` but not over a profile that the call names, or
    /// those with which a role is assumed.
    Keys(Credentials),
    /// The profile.
    Profile,
    /// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, as in a Kubernetes pod.
    WebIdentity,
    /// The credentials endpoint of a container.
    Container,
    /// The instance metadata service of an EC2 instance.
    InstanceMetadata,
}

impl Source {
    /// Chooses the source. A web identity in the environment comes behind a profile's role, and before anything else
    /// that the profile has. Half a key pair, expired keys and nothing at all are errors, before any request.
    pub(crate) fn choose(environment: &Environment, active: &ActiveProfile) -> Result<Self, Error> {
        if !active.is_named_by_call()
            && let Some(keys) = environment_keys(environment)?
        {
            return Ok(Self::Keys(keys));
        }
        let set = |name| environment.non_empty(name).is_some();
        let web_identity =
            !active.is_named_by_call() && set(variables::AWS_WEB_IDENTITY_TOKEN_FILE) && set(variables::AWS_ROLE_ARN);
        if let Some(profile) = active.profile()
            && profile.kind().is_none_or(|kind| kind == CredentialsKind::AssumeRole || !web_identity)
        {
            // Half a pair is no harm where the keys would not be taken.
            if matches!(profile.kind(), None | Some(CredentialsKind::Static)) {
                check_key_pair(profile)?;
            }
            if profile.kind().is_some() {
                return Ok(Self::Profile);
            }
        }
        if web_identity {
            Ok(Self::WebIdentity)
        } else if set(variables::AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
            || set(variables::AWS_CONTAINER_CREDENTIALS_FULL_URI)
        {
            Ok(Self::Container)
        } else if environment.is_metadata_disabled() {
            Err(CredentialsError::Missing { profile: active.profile().map(|profile| profile.name().to_owned()) }.into())
        } else {
            Ok(Self::InstanceMetadata)
        }
    }

    /// The profile that signs, if it is this one: not where something in the environment comes before it.
    pub(crate) fn signed_by<'p>(&self, profile: Option<&'p Profile>) -> Option<&'p Profile> {
        profile.filter(|profile| match self {
            Self::Keys(_) => false,
            Self::WebIdentity => profile.kind().is_none(),
            Self::Profile | Self::Container | Self::InstanceMetadata => true,
        })
    }

    /// The source in a word: `environment`, the kind of the profile that signs, `web_identity`, `container` or
    /// `instance_metadata`.
    pub(crate) fn name(&self, signed_by: Option<&Profile>) -> &'static str {
        match self {
            Self::Keys(_) => "environment",
            Self::Profile => signed_by.and_then(Profile::kind).map_or("none", CredentialsKind::as_str),
            Self::WebIdentity => "web_identity",
            Self::Container => "container",
            Self::InstanceMetadata => "instance_metadata",
        }
    }
}

/// The keys in the environment. As in the AWS CLI, a key id without its secret is an error, and a secret or a session
/// token without a key id is not looked at.
pub(crate) fn environment_keys(environment: &Environment) -> Result<Option<Credentials>, Error> {
    let Some(key_id) = environment.non_empty(variables::AWS_ACCESS_KEY_ID) else { return Ok(None) };
    let secret = environment.non_empty(variables::AWS_SECRET_ACCESS_KEY).ok_or(CredentialsError::HalfKeyPair {
        profile: None,
        present: variables::AWS_ACCESS_KEY_ID,
        missing: variables::AWS_SECRET_ACCESS_KEY,
    })?;
    let token = environment.non_empty(variables::AWS_SESSION_TOKEN).map(str::to_owned);
    let expiry = environment.non_empty(variables::AWS_CREDENTIAL_EXPIRATION).map(expiration).transpose()?;
    if expiry.is_some_and(|expiry| expiry <= SystemTime::now()) {
        return Err(CredentialsError::Expired { profile: None }.into());
    }
    Ok(Some(Credentials::new(key_id, secret, token, expiry, "environment")))
}

fn expiration(text: &str) -> Result<SystemTime, Error> {
    let time = DateTime::parse_from_rfc3339(text).map_err(|_| SettingError::Invalid {
        name: variables::AWS_CREDENTIAL_EXPIRATION.into(),
        value: Some(text.into()),
        expected: "a time such as 2026-03-01T10:20:30Z".into(),
    })?;
    Ok(time.with_timezone(&Utc).into())
}

/// The keys that a profile holds, if it does.
pub(crate) fn profile_keys(profile: &Profile) -> Result<Option<Credentials>, Error> {
    check_key_pair(profile)?;
    let said = |key| profile.get(key).filter(|value| !value.is_empty()).map(str::to_owned);
    let pair = said("aws_access_key_id").zip(said("aws_secret_access_key"));
    Ok(pair.map(|(id, secret)| Credentials::new(id, secret, said("aws_session_token"), None, "profile")))
}

fn check_key_pair(profile: &Profile) -> Result<(), Error> {
    const ID: &str = "aws_access_key_id";
    const SECRET: &str = "aws_secret_access_key";
    let set = |key| profile.get(key).is_some_and(|value| !value.is_empty());
    let (present, missing) = match (set(ID), set(SECRET)) {
        (true, false) => (ID, SECRET),
        (false, true) => (SECRET, ID),
        _ => return Ok(()),
    };
    Err(CredentialsError::HalfKeyPair { profile: Some(profile.name().to_owned()), present, missing }.into())
}

/// Lets a provider be asked for a limited time. Off EC2 nobody answers for the instance metadata service, and the
/// SDK would try four times while a person waits; the AWS CLI gives up after one second too.
#[derive(Debug)]
pub(crate) struct TimeoutProvider {
    provider: SharedCredentialsProvider,
    limit: Duration,
}

impl TimeoutProvider {
    /// The provider of the instance metadata service, bounded.
    pub(crate) fn metadata(provider: SharedCredentialsProvider) -> Self {
        Self { provider, limit: Duration::from_millis(1500) }
    }
}

impl ProvideCredentials for TimeoutProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async move {
            let no_answer = || SdkCredentialsError::not_loaded("the instance metadata service does not answer");
            match tokio::time::timeout(self.limit, self.provider.provide_credentials()).await {
                Ok(Err(SdkCredentialsError::ProviderError(_) | SdkCredentialsError::Unhandled(_))) | Err(_) => {
                    Err(no_answer())
                }
                Ok(answer) => answer,
            }
        })
    }
}
