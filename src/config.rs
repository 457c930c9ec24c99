//! What the AWS config and credentials files say, and how they are changed.
//!
//! [`ConfigPaths`] finds the files, [`document`] cuts their text into parts without losing a byte, rust-ini reads the
//! properties of each section, and [`Config`] is their meaning. An [`Edit`] changes a file's keys and sections and no
//! other byte of it; [`update`] writes it so that no other writer and no crash loses anything.
//!
//! The files are read as the AWS SDKs read them ("AWS SDK shared config file format"; all cases of the SDKs'
//! `profile-parser-tests.json` hold). Some of what an SDK refuses or ignores is read as the AWS CLI reads it: names in
//! quotes (`[profile 'my dev']`), and the indented lines of which [`document`] tells. What is left out is listed by
//! [`Config::ignored`].

pub(crate) mod dialect;
pub(crate) mod diff;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod edits;
pub(crate) mod files;
pub(crate) mod heading;
pub(crate) mod identity_center;
pub(crate) mod kind;
pub(crate) mod lint;
pub(crate) mod merge;
pub(crate) mod names;
pub(crate) mod paths;
pub(crate) mod profile;
pub(crate) mod profiles_by_role;
pub(crate) mod properties;
pub(crate) mod safe_name;
pub(crate) mod save;
pub(crate) mod secret;
pub(crate) mod section;
pub(crate) mod source;
pub(crate) mod source_chain;
pub(crate) mod sso_profile;
pub(crate) mod sso_profile_plan;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

pub(crate) use diff::diff;
pub(crate) use edits::Edits;
pub(crate) use files::ConfigFiles;
pub(crate) use heading::FileKind;
pub(crate) use kind::CredentialsKind;
pub(crate) use names::SectionName;
pub(crate) use paths::ConfigPaths;
pub(crate) use profile::{Profile, SsoSettings};
pub(crate) use safe_name::safe_name;
pub(crate) use secret::{first_line, masked, masked_url};
pub(crate) use section::{Location, Property, Section, SubProperty};
pub(crate) use source_chain::{ChainEnd, ChainLink, SourceChain};
pub(crate) use sso_profile::{SsoProfile, SsoSessionConfig};

use crate::config::section::Table;
use crate::error::ConfigError;
use crate::text::suggest::suggest;

/// Both files, merged. A clone shares them. Its `Debug` shows no values.
///
/// Keys of the credentials file override those of the config file, profile by profile. Several sections of one name are
/// one, and the last value of a key wins. `[profile default]` in the config file takes the place of `[default]` there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Config {
    profiles: Arc<Table<Profile>>,
    sso_sessions: Arc<Table<Section>>,
    services: Arc<Table<Section>>,
    ignored: Arc<Vec<Ignored>>,
}

/// A section or key that is no part of a [`Config`], though it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ignored {
    /// Where it stands.
    pub(crate) location: Location,
    /// What is between the brackets, or the key.
    pub(crate) name: String,
    /// Why it is ignored: a clause without a full stop.
    pub(crate) reason: String,
}

impl Config {
    /// Reads both files. A file that doesn't exist is an empty one.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Unreadable`] if a file exists but can't be read (the CLI would take it for an empty one),
    /// [`ConfigError::Syntax`] for the first line that can't be understood.
    pub(crate) fn load(paths: &ConfigPaths) -> Result<Self, ConfigError> {
        Ok(ConfigFiles::load(paths)?.into_config())
    }

    /// Reads the bytes of both files; the paths are for [`Location`] and [`ConfigError`] only.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Syntax`] for the first line that can't be understood.
    pub(crate) fn parse(
        config: Option<(&Path, &[u8])>,
        credentials: Option<(&Path, &[u8])>,
    ) -> Result<Self, ConfigError> {
        Ok(ConfigFiles::parse(config, credentials)?.into_config())
    }

    /// All profiles: in the order of the config file, then those that only the credentials file has.
    pub(crate) fn profiles(&self) -> impl ExactSizeIterator<Item = &Profile> {
        self.profiles.iter()
    }

    /// The profile of exactly this name.
    pub(crate) fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// The `[sso-session name]` section.
    pub(crate) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sso_sessions.get(name)
    }

    /// All `[sso-session]` sections in file order.
    pub(crate) fn sso_sessions(&self) -> impl Iterator<Item = &Section> {
        self.sso_sessions.iter()
    }

    /// The `[services name]` section, whose keys are services with nested settings.
    pub(crate) fn services(&self, name: &str) -> Option<&Section> {
        self.services.get(name)
    }

    /// Up to three names of profiles that may have been meant by `name`, the nearest first.
    pub(crate) fn suggest(&self, name: &str) -> Vec<String> {
        suggest(name, self.profiles().map(Profile::name))
    }

    /// What both files hold without effect, in file order: sections and keys with names that the SDKs can't read, and
    /// a `[default]` that `[profile default]` replaces.
    pub(crate) fn ignored(&self) -> &[Ignored] {
        &self.ignored
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, ConfigError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(ConfigError::Unreadable { path: path.to_owned(), reason: error.to_string() }),
    }
}

#[cfg(test)]
mod tests;
