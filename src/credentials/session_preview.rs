//! What is known of a session before anybody is asked.

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::config::{Config, Profile};
use crate::context::active::ActiveProfile;
use crate::credentials::profile_account;
use crate::credentials::region::configured_region;
use crate::credentials::source::Source;
use crate::error::Error;

/// A session that is not opened.
pub(crate) struct SessionPreview<'a> {
    /// The profile that will sign; `None` for keys in the environment, and where there is no profile.
    pub(crate) signed_by: Option<&'a Profile>,
    /// The region that the variables or the profile name.
    pub(crate) region: Option<String>,
    source: Source,
}

impl<'a> SessionPreview<'a> {
    /// Prepares the session of a profile that the call names, or of the active one.
    pub(crate) fn new(
        environment: &'a Environment,
        config: &'a Config,
        profile: Option<&'a str>,
    ) -> Result<Self, Error> {
        let active = ActiveProfile::resolve(environment, config, profile)?;
        let source = Source::choose(environment, &active)?;
        let signed_by = source.signed_by(active.profile());
        Ok(Self { signed_by, region: configured_region(environment, active.profile())?, source })
    }

    /// Where the credentials come from, in a word.
    pub(crate) fn source(&self) -> &'static str {
        self.source.name(self.signed_by)
    }

    /// The account's id, if the profile says it.
    pub(crate) fn account_id(&self) -> Option<&'a str> {
        self.signed_by.and_then(profile_account::account_id)
    }

    /// When keys in the environment end, if they say so.
    pub(crate) fn keys_expire_at(&self) -> Option<DateTime<Utc>> {
        match &self.source {
            Source::Keys(keys) => keys.expiry().map(DateTime::from),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
