//! All sources that credentials are made of: a role is assumed with the credentials of another source.

use crate::aws::environment::Environment;
use crate::config::source_chain::{self, ChainEnd, ChainLink, SourceChain};
use crate::config::{Config, CredentialsKind, Profile};
use crate::context::active_profile::ActiveProfile;
use crate::credentials::kinds::{assume_role, static_keys};
use crate::credentials::source::{CredentialsSource, check_readable};
use crate::error::{CredentialsError, Error, ProfileError};

/// The sources of one call.
pub(crate) struct CredentialsChain<'a> {
    active: ActiveProfile<'a>,
    /// The active profile, if there is one.
    pub(crate) profile: Option<&'a Profile>,
    /// Signs the requests.
    pub(crate) source: CredentialsSource<'a>,
    /// The same one, and for a role everything that it is assumed with.
    pub(crate) sources: Vec<CredentialsSource<'a>>,
}

impl<'a> CredentialsChain<'a> {
    /// The sources of the profile that the call names, or of the environment and its active profile.
    ///
    /// # Errors
    ///
    /// Those of [`ActiveProfile::resolve`] and [`CredentialsSource::choose`], and whatever is wrong with a source
    /// profile.
    pub(crate) fn resolve(
        environment: &'a Environment,
        config: &'a Config,
        named: Option<&'a str>,
    ) -> Result<Self, Error> {
        let active = ActiveProfile::resolve(environment, config, named)?;
        let source = CredentialsSource::choose(environment, config, &active)?;
        let sources = match source {
            CredentialsSource { kind: CredentialsKind::AssumeRole, profile: Some(role) } => role_sources(config, role)?,
            source => vec![source],
        };
        Ok(Self { active, profile: active.profile(), source, sources })
    }

    /// The error of loading the credentials. Where neither a profile nor the machine has any, the user should choose a
    /// profile.
    pub(crate) fn explain(&self, config: &Config, error: Error) -> Error {
        match (self.source.kind, error) {
            (CredentialsKind::InstanceMetadata, Error::Credentials(CredentialsError::Missing { .. })) => {
                self.active.no_credentials(config)
            }
            (_, error) => error,
        }
    }

    /// Whether the user may be asked for something: for an MFA code, or by a program.
    pub(crate) fn may_ask_user(&self) -> bool {
        self.sources.iter().any(|source| match source.kind {
            CredentialsKind::AssumeRole => source.profile.is_some_and(assume_role::has_mfa_device),
            kind => kind == CredentialsKind::Process,
        })
    }
}

fn role_sources<'a>(config: &'a Config, role: &'a Profile) -> Result<Vec<CredentialsSource<'a>>, Error> {
    let SourceChain { links, end } = SourceChain::from_profile(config, role);
    links.iter().try_for_each(|link| check_readable(link.profile))?;
    let last = links.last().map_or(role, |link| link.profile);
    let machine = match end {
        ChainEnd::Own(_) => None,
        ChainEnd::CredentialSource(kind) => Some(CredentialsSource { kind, profile: Some(last) }),
        end => return Err(error(config, role, last, end)),
    };
    let source = |link: ChainLink<'a>| Some(CredentialsSource { kind: link.kind?, profile: Some(link.profile) });
    Ok(links.into_iter().filter_map(source).chain(machine).collect())
}

/// Why the chain provides no credentials.
fn error(config: &Config, role: &Profile, last: &Profile, end: ChainEnd) -> Error {
    let profile = last.name().to_owned();
    let reason = match end {
        ChainEnd::MissingProfile(name) => {
            let (name, nearest) = (name.to_owned(), config.suggest(name));
            return config.not_found(ProfileError::SourceNotFound { profile, name, nearest });
        }
        ChainEnd::NoCredentials | ChainEnd::Own(_) | ChainEnd::CredentialSource(_) => {
            let half = static_keys::check_pair(last).err();
            let missing = || CredentialsError::Missing { profile: Some(profile) }.into();
            return config.not_found(half.unwrap_or_else(missing));
        }
        ChainEnd::Loop(_) => {
            format!(
                "its source profiles form a loop: {}",
                source_chain::loop_path(config, ChainLink::first(role), " -> ")
            )
        }
        ChainEnd::UnknownCredentialSource(_) => {
            "its `credential_source` is not Environment, EcsContainer or Ec2InstanceMetadata".to_owned()
        }
        ChainEnd::TwoSources => "it has both a `source_profile` and a `credential_source`".to_owned(),
        ChainEnd::NoSource => "it has neither a `source_profile` nor a `credential_source`".to_owned(),
    };
    CredentialsError::Failed { profile: Some(profile), reason }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{config, environment};

    const CONFIG: &str = "\
[profile keys]
aws_access_key_id = AKIA
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = keys
[profile lost]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = kyes
[profile second]
role_arn = arn:aws:iam::111122223333:role/c
source_profile = lost
[profile loop]
role_arn = arn:aws:iam::111122223333:role/d
source_profile = loop
[profile environment]
role_arn = arn:aws:iam::111122223333:role/e
credential_source = Environment
[profile role-and-keys]
role_arn = arn:aws:iam::111122223333:role/f
source_profile = kyes
aws_access_key_id = AKIA
aws_secret_access_key = secret
[profile to-keys]
role_arn = arn:aws:iam::111122223333:role/g
source_profile = role-and-keys
[profile token]
role_arn = arn:aws:iam::111122223333:role/h
web_identity_token_file = token
source_profile = kyes
[profile empty]
[profile to-empty]
role_arn = arn:aws:iam::111122223333:role/i
source_profile = empty
";

    /// The sources of a profile, or the code and text of the error.
    fn sources(profile: &str) -> Result<String, (&'static str, String)> {
        let (environment, config) = (environment(&[]), config(CONFIG));
        let chain = CredentialsChain::resolve(&environment, &config, Some(profile));
        let chain = chain.map_err(|error| (error.code(), error.to_string()))?;
        let names = chain.sources.iter().map(|source| {
            let name = source.profile.map_or("none", Profile::name);
            format!("{name} {}", source.kind.as_str())
        });
        Ok(names.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_role_is_followed_by_what_it_is_assumed_with() {
        assert_eq!(sources("role").as_deref(), Ok("role assume_role, keys static"));
        assert_eq!(sources("environment").as_deref(), Ok("environment assume_role, environment environment"));
    }

    #[test]
    fn a_missing_source_profile_is_named_wherever_it_is_in_the_chain() {
        for profile in ["lost", "second", "role-and-keys"] {
            assert_eq!(sources(profile).expect_err(profile).0, "aws::profile::source_not_found");
        }
    }

    #[test]
    fn nothing_behind_the_end_of_a_chain_matters() {
        assert!(sources("to-keys").is_ok(), "keys win over a role in a source profile");
        assert!(sources("token").is_ok());
    }

    #[test]
    fn a_chain_without_credentials_is_an_error() {
        let (code, text) = sources("loop").expect_err("a loop");
        assert_eq!(code, "aws::credentials::failed");
        assert!(text.ends_with("its source profiles form a loop: loop -> loop"), "{text}");
        let (code, text) = sources("to-empty").expect_err("no credentials");
        assert_eq!(
            (code, text.as_str()),
            ("aws::credentials::missing", "There are no AWS credentials (profile `empty`)")
        );
    }
}
