//! What the AWS config and credentials files say, and how they are changed.
//!
//! [`ConfigPaths`] locates the files. [`document`] splits their text into parts without losing a byte, rust-ini reads
//! the [`properties`], and [`Config`] merges both files. An [`Edit`](edit::Edit) changes keys and sections of a file
//! and no other byte of it; [`save`] writes it so that no other writer and no crash loses anything. [`lint`] finds
//! mistakes.
//!
//! The files are read like the AWS SDKs read them ("AWS SDK shared config file format"; all cases of the SDKs'
//! `profile-parser-tests.json` pass). Some of what an SDK refuses or ignores is read like the AWS CLI reads it: names
//! with other characters than the SDKs accept (`[profile 'my dev']`), and the indented lines described in [`document`].
//! Keys that the SDKs ignore, and sections that no tool reads, are left out. [`lint`] reports all of it.

pub(crate) mod config_file;
pub(crate) mod config_files;
pub(crate) mod credentials_kind;
pub(crate) mod diff;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod edits;
pub(crate) mod header;
pub(crate) mod identity_center;
pub(crate) mod line_syntax;
pub(crate) mod lint;
pub(crate) mod masking;
pub(crate) mod merge;
pub(crate) mod paths;
pub(crate) mod profile;
pub(crate) mod profiles_by_role;
pub(crate) mod properties;
pub(crate) mod safe_name;
pub(crate) mod save;
pub(crate) mod section;
pub(crate) mod section_name;
pub(crate) mod shell_words;
pub(crate) mod source_chain;
pub(crate) mod source_chains;
pub(crate) mod sso_profile_plan;
pub(crate) mod start_url;
pub(crate) mod writable;
pub(crate) mod write_sso_profile;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use memchr::memchr_iter;

pub(crate) use config_files::ConfigFiles;
pub(crate) use credentials_kind::CredentialsKind;
pub(crate) use diff::diff;
pub(crate) use edits::Edits;
pub(crate) use masking::{first_line, masked, masked_url};
pub(crate) use paths::{ConfigPaths, FileKind};
pub(crate) use profile::{Profile, SsoSettings};
pub(crate) use safe_name::safe_name;
pub(crate) use section::{Location, Property, Section, SubProperty};
pub(crate) use section_name::SectionName;
pub(crate) use source_chain::{ChainEnd, ChainLink, SourceChain};
pub(crate) use source_chains::SourceChains;
pub(crate) use write_sso_profile::{SsoProfile, SsoRole, SsoSessionConfig};

use crate::error::{ConfigError, Error};
use crate::text::suggest::suggest;
use crate::{files, limits};

/// Values by name, in the order in which they were added.
pub(crate) type OrderedMap<T> = IndexMap<Arc<str>, T, RandomState>;

/// Both files, merged. Clones share the data. Its `Debug` shows no values.
///
/// Keys of the credentials file override those of the config file, profile by profile. Sections with the same name are
/// merged, and the last value of a key wins. `[profile default]` in the config file replaces `[default]` there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Config {
    profiles: Arc<OrderedMap<Profile>>,
    sso_sessions: Arc<OrderedMap<Section>>,
    services: Arc<OrderedMap<Section>>,
    faults: Arc<Vec<ConfigError>>,
    /// The first fault that may hide whole sections.
    hiding_fault: Option<Arc<ConfigError>>,
    /// How many names have been compared for suggestions.
    compared_names: Arc<AtomicUsize>,
}

impl Config {
    /// Reads of both files what can be read. A file that doesn't exist counts as empty.
    pub(crate) fn load(paths: &ConfigPaths) -> Self {
        ConfigFiles::load(paths).into_config()
    }

    /// Parses the bytes of both files. The paths only appear in a [`Location`] or [`ConfigError`].
    ///
    /// # Errors
    ///
    /// [`ConfigError::Syntax`] for the first line that can't be parsed.
    pub(crate) fn parse(
        config: Option<(&Path, &[u8])>,
        credentials: Option<(&Path, &[u8])>,
    ) -> Result<Self, ConfigError> {
        ConfigFiles::parse(config, credentials).into_config().without_faults()
    }

    /// Everything in the files that can't be read: [`ConfigError::Unreadable`] for a file that exists (the CLI would treat
    /// it as empty), [`ConfigError::Syntax`] for a line.
    pub(crate) fn faults(&self) -> &[ConfigError] {
        &self.faults
    }

    /// The faults to name where not all can be shown, and a sentence about the others.
    pub(crate) fn named_faults(&self) -> (&[ConfigError], Option<String>) {
        let (named, others) = self.faults.split_at(self.faults.len().min(limits::NAMED_FAULTS));
        let others = match others.len() {
            0 => None,
            count => Some(format!("{count} more lines can't be read: `aws profile check` lists them")),
        };
        (named, others)
    }

    /// The first fault that may hide whole sections.
    pub(crate) fn hiding_fault(&self) -> Option<&ConfigError> {
        self.hiding_fault.as_deref()
    }

    /// The error for something that is not in the files. If a fault may hide it, that is the error.
    pub(crate) fn not_found(&self, error: impl Into<Error>) -> Error {
        self.hiding_fault().map_or_else(|| error.into(), |fault| fault.clone().into())
    }

    fn without_faults(self) -> Result<Self, ConfigError> {
        match self.faults.first() {
            Some(fault) => Err(fault.clone()),
            None => Ok(self),
        }
    }

    /// A fault that concerns only one section can't hide whole sections.
    fn add_fault(&mut self, error: ConfigError, is_in_section: bool) {
        if !is_in_section {
            self.hiding_fault.get_or_insert_with(|| error.clone().into());
        }
        Arc::make_mut(&mut self.faults).push(error);
    }

    /// All profiles: in the order of the config file, then those that only the credentials file has.
    pub(crate) fn profiles(&self) -> impl ExactSizeIterator<Item = &Profile> {
        self.profiles.values()
    }

    /// The profile with exactly this name.
    pub(crate) fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// The `[sso-session name]` section.
    pub(crate) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sso_sessions.get(name)
    }

    /// All `[sso-session]` sections in file order.
    pub(crate) fn sso_sessions(&self) -> impl ExactSizeIterator<Item = &Section> {
        self.sso_sessions.values()
    }

    /// The `[services name]` section. Its keys are services, with nested settings.
    pub(crate) fn services(&self, name: &str) -> Option<&Section> {
        self.services.get(name)
    }

    /// All `[services]` sections in file order.
    pub(crate) fn services_sections(&self) -> impl Iterator<Item = &Section> {
        self.services.values()
    }

    /// Up to three profile names that are similar to `name`, the most similar first.
    pub(crate) fn suggest(&self, name: &str) -> Vec<String> {
        self.suggest_among(name, self.profiles().map(Profile::name))
    }

    /// Up to three names of sessions that are similar to `name`, the most similar first.
    pub(crate) fn suggest_session(&self, name: &str) -> Vec<String> {
        self.suggest_among(name, self.sso_sessions().map(Section::name))
    }

    /// Of very many unknown names only the first get suggestions, because each is compared with all names.
    fn suggest_among<'a>(&self, name: &str, names: impl ExactSizeIterator<Item = &'a str>) -> Vec<String> {
        let compared = self.compared_names.fetch_add(names.len(), Ordering::Relaxed);
        if compared < limits::COMPARED_NAMES { suggest(name, names) } else { Vec::new() }
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, ConfigError> {
    match files::read(path, limits::CONFIG_FILE) {
        Ok(bytes) if memchr_iter(b'\n', &bytes).count() > limits::CONFIG_LINES => {
            let reason = format!("it has more than {} lines", limits::CONFIG_LINES);
            Err(ConfigError::Unreadable { path: path.to_owned(), reason })
        }
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(ConfigError::Unreadable { path: path.to_owned(), reason: error.to_string() }),
    }
}

#[cfg(test)]
mod tests;
