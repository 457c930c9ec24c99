//! What the settings of one call are read from.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::config::{Config, Profile, Property, first_line};
use crate::context::active::ActiveProfile;
use crate::effective::Source;
use crate::effective::precedence::Candidate;

/// The caller, the files, and the profile that is active among them.
pub(crate) struct Inputs<'a> {
    /// The caller's variables.
    pub(crate) environment: &'a Environment,
    /// The AWS files.
    pub(crate) config: &'a Config,
    /// The profile that the call names.
    pub(crate) named: Option<&'a str>,
    /// The active profile, if it exists.
    pub(crate) profile: Option<&'a Profile>,
    /// Whether that profile can be used: only `default` may be absent.
    pub(crate) is_known: bool,
    /// The present.
    pub(crate) now: DateTime<Utc>,
}

impl<'a> Inputs<'a> {
    pub(crate) fn of(
        environment: &'a Environment,
        config: &'a Config,
        named: Option<&'a str>,
        now: DateTime<Utc>,
    ) -> Self {
        let profile = config.profile(named.unwrap_or_else(|| ActiveProfile::name_from(environment)));
        let is_known = ActiveProfile::resolve(environment, config, named).is_ok();
        Self { environment, config, named, profile, is_known, now }
    }

    /// What a setting may be: what the variables say, even if that is nothing, then what the profile says.
    pub(crate) fn candidates(&self, variables: &[&str], key: &str) -> Vec<Candidate> {
        let set = variables.iter().filter_map(|name| self.variable(name));
        set.chain(self.profile.into_iter().flat_map(|profile| of_profile(profile, key))).collect()
    }

    /// What a variable says, even if that is nothing.
    pub(crate) fn variable(&self, name: &str) -> Option<Candidate> {
        let text = self.environment.get(name)?.to_owned();
        Some(Candidate::new(Source::Variable(name.to_owned()), text))
    }
}

/// What a profile says of a key: the line that counts, then those that it overrides.
pub(crate) fn of_profile<'a>(profile: &'a Profile, key: &'a str) -> impl Iterator<Item = Candidate> + 'a {
    let overridden = profile.overridden(key).map(of_line).map(|one| Candidate { is_overridden: true, ..one });
    profile.property(key).map(of_line).into_iter().chain(overridden)
}

/// What a line of a file says, without the lines that continue it.
pub(crate) fn of_line(property: &Property) -> Candidate {
    Candidate::new(Source::Location(property.location().clone()), first_line(property.value()))
}
