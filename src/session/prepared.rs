//! What is known of a session before anybody is asked.

use chrono::{DateTime, Utc};

use super::credentials::Source;
use super::home;
use super::region::configured_region;
use crate::active::Active;
use crate::config::{Config, Profile};
use crate::environment::Environment;
use crate::error::Error;

/// A session that is not opened.
pub struct Prepared<'a> {
    /// The profile that will sign; `None` for keys in the environment, and where there is no profile.
    pub signed_by: Option<&'a Profile>,
    /// The region that the variables or the profile name.
    pub region: Option<String>,
    source: Source,
}

impl<'a> Prepared<'a> {
    /// Prepares the session of a profile that the call names, or of the active one.
    pub fn of(environment: &'a Environment, config: &'a Config, profile: Option<&'a str>) -> Result<Self, Error> {
        let active = Active::of(environment, config, profile)?;
        let source = Source::choose(environment, &active)?;
        let signed_by = source.signed_by(active.profile());
        Ok(Self { signed_by, region: configured_region(environment, active.profile())?, source })
    }

    /// Where the credentials come from, in a word.
    pub fn source(&self) -> &'static str {
        self.source.name(self.signed_by)
    }

    /// The account's id, if the profile says it.
    pub fn account_id(&self) -> Option<&'a str> {
        self.signed_by.and_then(home::account_id)
    }

    /// When keys in the environment end, if they say so.
    pub fn keys_expire_at(&self) -> Option<DateTime<Utc>> {
        match &self.source {
            Source::Keys(keys) => keys.expiry().map(DateTime::from),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
