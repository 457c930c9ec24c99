//! The active profile of a call.

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::{Config, Profile};
use crate::error::{CredentialsError, Error, NamedBy, ProfileError};

/// The profile that the call names, else that of `AWS_PROFILE`, else of `AWS_DEFAULT_PROFILE`, else `default` (the AWS
/// CLI's order).
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActiveProfile<'a> {
    name: &'a str,
    named_by: NamedBy,
    profile: Option<&'a Profile>,
}

impl<'a> ActiveProfile<'a> {
    /// Only the profile `default` may be missing, and one that a variable names if something in the files can't be read:
    /// keys in the environment work without it.
    ///
    /// # Errors
    ///
    /// [`ProfileError::NotFound`], and [`ProfileError::NameEmpty`] for an empty variable.
    pub(crate) fn resolve(
        environment: &'a Environment,
        config: &'a Config,
        named: Option<&'a str>,
    ) -> Result<Self, Error> {
        let (name, named_by) = match named {
            Some(name) => (name, NamedBy::Call),
            None => by_environment(environment),
        };
        if let (NamedBy::Variable(variable), true) = (named_by, name.is_empty()) {
            return Err(ProfileError::NameEmpty { variable }.into());
        }
        let profile = config.profile(name);
        let active = Self { name, named_by, profile };
        if config.hiding_fault().is_none() || active.is_named_by_call() {
            active.require_if_named(config)?;
        }
        Ok(active)
    }

    /// The name that the environment gives. There may be no such profile.
    pub(crate) fn name_from(environment: &Environment) -> &str {
        by_environment(environment).0
    }

    /// `None` if there is no profile `default`.
    pub(crate) fn profile(&self) -> Option<&'a Profile> {
        self.profile
    }

    /// Like [`profile`](Self::profile), for callers that need one.
    pub(crate) fn require(&self, config: &Config) -> Result<&'a Profile, Error> {
        self.profile.ok_or_else(|| match self.named_by {
            NamedBy::Default => config.not_found(ProfileError::NotChosen { profiles: names(config) }),
            named_by => not_found(config, self.name, named_by),
        })
    }

    /// The error for a call without credentials. If no profile is chosen, the user should choose one of those that there
    /// are.
    pub(crate) fn no_credentials(&self, config: &Config) -> Error {
        let profile = self.profile.map(|profile| profile.name().to_owned());
        config.not_found(match self.named_by {
            NamedBy::Default if config.profiles().any(|profile| profile.kind().is_some()) => {
                CredentialsError::NotChosen { profiles: names(config), has_default: profile.is_some() }
            }
            NamedBy::Default => CredentialsError::NotChosen { profiles: Vec::new(), has_default: false },
            _ => CredentialsError::Missing { profile },
        })
    }

    /// Like [`profile`](Self::profile), but only the profile `default` may be missing.
    pub(crate) fn require_if_named(&self, config: &Config) -> Result<Option<&'a Profile>, Error> {
        match self.named_by {
            NamedBy::Default => Ok(self.profile),
            _ => self.require(config).map(Some),
        }
    }

    /// Whether the call names the profile. Then it wins over keys in the environment.
    pub(crate) fn is_named_by_call(&self) -> bool {
        self.named_by == NamedBy::Call
    }
}

fn by_environment(environment: &Environment) -> (&str, NamedBy) {
    let set = variables::PROFILE.into_iter().find_map(|name| Some((environment.get(name)?, NamedBy::Variable(name))));
    set.unwrap_or(("default", NamedBy::Default))
}

fn names(config: &Config) -> Vec<String> {
    config.profiles().map(|profile| profile.name().to_owned()).collect()
}

/// The error for an unknown name. It suggests similar ones; if something in the files can't be read, it is about that.
pub(crate) fn not_found(config: &Config, name: &str, named_by: NamedBy) -> Error {
    let nearest = config.suggest(name);
    config.not_found(ProfileError::NotFound { name: name.into(), named_by, nearest })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn name(vars: &[(&str, &str)], named: Option<&str>) -> Result<String, Error> {
        let text = b"[default]\n[profile dev]\n[profile prod]\n";
        let config = Config::parse(Some((Path::new("config"), text)), None).expect("a config");
        let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let environment = Environment::new(vars, "/".into());
        let active = ActiveProfile::resolve(&environment, &config, named)?;
        Ok(active.require(&config)?.name().to_owned())
    }

    #[test]
    fn the_call_wins_over_the_variables_and_they_over_default() {
        let both = [("AWS_PROFILE", "dev"), ("AWS_DEFAULT_PROFILE", "prod")];
        assert_eq!(name(&both, Some("prod")).expect("named"), "prod");
        assert_eq!(name(&both, None).expect("AWS_PROFILE"), "dev");
        assert_eq!(name(&both[1..], None).expect("AWS_DEFAULT_PROFILE"), "prod");
        assert_eq!(name(&[], None).expect("default"), "default");
    }

    #[test]
    fn an_empty_variable_is_an_error_as_in_the_cli() {
        let error = name(&[("AWS_PROFILE", "")], None).expect_err("refused");
        assert_eq!(error.code(), "aws::profile::name_empty");
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest() {
        let error = name(&[("AWS_PROFILE", "pord")], None).expect_err("refused");
        assert!(matches!(error, Error::Profile(ProfileError::NotFound { nearest, .. }) if nearest == ["prod"]));
    }

    #[test]
    fn without_a_default_profile_nothing_is_active() {
        let config = Config::default();
        let environment = Environment::default();
        let active = ActiveProfile::resolve(&environment, &config, None).expect("no error yet");
        assert!(active.profile().is_none());
        assert_eq!(active.require(&config).expect_err("needed").code(), "aws::profile::not_found");
    }

    #[test]
    fn without_credentials_the_user_should_choose_a_profile_that_has_some() {
        let error = |text: &str, vars: &[(&str, &str)]| {
            let config = Config::parse(Some((Path::new("config"), text.as_bytes())), None).expect("a config");
            let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
            let environment = Environment::new(vars, "/".into());
            let active = ActiveProfile::resolve(&environment, &config, None).expect("no error yet");
            let error = active.no_credentials(&config);
            (error.to_string(), error.help().expect("a help"))
        };
        let keys = "aws_access_key_id = AKIA\naws_secret_access_key = secret\n";
        let (message, help) = error(&format!("[profile a]\n{keys}[profile b]\n"), &[]);
        assert_eq!(message, "No AWS profile is chosen");
        assert_eq!(help, "pick one of 2 with `aws profile use`, or pass `--profile NAME`");
        let (_, help) = error(&format!("[profile 'my dev']\n{keys}"), &[]);
        assert_eq!(help, "choose it with `aws profile use 'my dev'`, or pass `--profile 'my dev'`");
        let (message, _) = error(&format!("[default]\nregion = eu-west-1\n[profile a]\n{keys}"), &[]);
        assert_eq!(message, "No AWS profile is chosen, and `default` has no credentials");
        for none in ["", "[default]\nregion = eu-west-1\n"] {
            let (message, help) = error(none, &[]);
            assert_eq!(message, "There are no AWS credentials");
            assert!(help.contains("`aws configure sso`") && help.contains("`aws login`"), "{help}");
        }
        let (message, _) = error(&format!("[profile a]\n{keys}[profile b]\n"), &[("AWS_PROFILE", "b")]);
        assert_eq!(message, "There are no AWS credentials (profile `b`)");
    }
}
