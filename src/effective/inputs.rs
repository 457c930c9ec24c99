//! What the settings of one call are read from.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::config::{Config, Profile};
use crate::context::active_profile::ActiveProfile;
use crate::effective::SettingSource;
use crate::effective::precedence::Candidate;

pub(crate) struct Inputs<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) config: &'a Config,
    /// The value of `--profile`.
    pub(crate) profile_flag: Option<&'a str>,
    /// The active profile, if it exists.
    pub(crate) profile: Option<&'a Profile>,
    /// Whether commands accept the active profile. It has to exist, unless it is `default`.
    pub(crate) is_profile_usable: bool,
    pub(crate) now: DateTime<Utc>,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(
        environment: &'a Environment,
        config: &'a Config,
        profile_flag: Option<&'a str>,
        now: DateTime<Utc>,
    ) -> Self {
        let profile = config.profile(profile_flag.unwrap_or_else(|| ActiveProfile::name_from(environment)));
        let active = ActiveProfile::resolve(environment, config, profile_flag);
        let is_profile_usable = active.and_then(|active| active.require_if_named(config)).is_ok();
        Self { environment, config, profile_flag, profile, is_profile_usable, now }
    }

    /// What the variables say, then what the profile says. Includes empty values.
    pub(crate) fn candidates(&self, variables: &[&str], key: &str) -> Vec<Candidate> {
        let variables = variables.iter().filter_map(|name| self.variable(name));
        variables.chain(self.profile_candidates(key)).collect()
    }

    /// The line in the profile that takes effect, then those that it overrides.
    pub(crate) fn profile_candidates<'k>(&'k self, key: &'k str) -> impl Iterator<Item = Candidate> {
        self.profile.into_iter().flat_map(move |profile| Candidate::from_profile(profile, key))
    }

    /// The value of a variable, which may be empty.
    pub(crate) fn variable(&self, name: &str) -> Option<Candidate> {
        Some(Candidate::new(SettingSource::Variable(name.to_owned()), self.environment.get(name)?))
    }

    pub(crate) fn non_empty_variable(&self, name: &str) -> Option<Candidate> {
        self.variable(name).filter(|candidate| !candidate.is_empty())
    }
}
