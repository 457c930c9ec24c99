//! What the settings of one call are read from.

use chrono::{DateTime, Utc};

use super::Source;
use super::pick::Candidate;
use crate::active::Active;
use crate::config::{Config, Profile, Property};
use crate::environment::Environment;

/// The caller, the files, and the profile that is active among them.
pub(super) struct Here<'a> {
    /// The caller's variables.
    pub environment: &'a Environment,
    /// The AWS files.
    pub config: &'a Config,
    /// The profile that the call names.
    pub named: Option<&'a str>,
    /// The active profile, if it exists.
    pub profile: Option<&'a Profile>,
    /// The present.
    pub now: DateTime<Utc>,
}

impl<'a> Here<'a> {
    pub fn of(environment: &'a Environment, config: &'a Config, named: Option<&'a str>, now: DateTime<Utc>) -> Self {
        let profile = config.profile(named.unwrap_or_else(|| Active::name_in(environment)));
        Self { environment, config, named, profile, now }
    }

    /// What a setting may be: what the variables say, even if that is nothing, then what the profile says.
    pub fn candidates(&self, variables: &[&str], key: &str) -> Vec<Candidate> {
        let set = variables.iter().filter_map(|name| self.variable(name));
        set.chain(self.profile.into_iter().flat_map(|profile| of_profile(profile, key))).collect()
    }

    /// What a variable says, even if that is nothing.
    pub fn variable(&self, name: &str) -> Option<Candidate> {
        let text = self.environment.get(name)?.to_owned();
        Some(Candidate { source: Source::Variable(name.to_owned()), text })
    }
}

/// What a profile says of a key: the line that counts, then those that it overrides.
pub(super) fn of_profile<'a>(profile: &'a Profile, key: &'a str) -> impl Iterator<Item = Candidate> + 'a {
    profile.property(key).into_iter().chain(profile.overridden(key)).map(of_line)
}

/// What a line of a file says.
pub(super) fn of_line(property: &Property) -> Candidate {
    Candidate { source: Source::Place(property.place().clone()), text: property.value().to_owned() }
}
