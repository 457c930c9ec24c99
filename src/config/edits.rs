//! One change of both files.

use crate::config::edit::Edit;
use crate::config::heading::FileKind;
use crate::config::names::SectionName;
use crate::config::paths::ConfigPaths;
use crate::error::ConfigError;

/// What is to be different in the config file and in the credentials file.
#[derive(Debug, Clone)]
pub(crate) struct Edits {
    /// For the config file.
    pub(crate) config: Edit,
    /// For the credentials file.
    pub(crate) credentials: Edit,
}

impl Edits {
    /// Edits that change nothing yet.
    pub(crate) fn new() -> Self {
        Self { config: Edit::new(FileKind::Config), credentials: Edit::new(FileKind::Credentials) }
    }

    /// The edit of one of the files.
    pub(crate) fn file(&self, file: FileKind) -> &Edit {
        match file {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }

    /// The edit of one of the files, to add to.
    pub(crate) fn file_mut(&mut self, file: FileKind) -> &mut Edit {
        match file {
            FileKind::Config => &mut self.config,
            FileKind::Credentials => &mut self.credentials,
        }
    }

    /// Removes a profile from both files.
    pub(crate) fn remove_profile(&mut self, name: &str) {
        let section = SectionName::Profile(name.to_owned());
        self.config.remove_section(&section);
        self.credentials.remove_section(&section);
    }

    /// Adds what other edits order; see [`Edit::extend`].
    pub(crate) fn extend(&mut self, other: &Self) {
        self.config.extend(&other.config);
        self.credentials.extend(&other.credentials);
    }

    /// The changes as [`diff()`](crate::config::diff()) shows them, those of the config file first; empty if there are none.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::preview`].
    pub(crate) fn diff(&self, paths: &ConfigPaths) -> Result<String, ConfigError> {
        let config = self.config.preview(&paths.config)?;
        let credentials = self.credentials.preview(&paths.credentials)?;
        Ok(config.diff() + &credentials.diff())
    }

    /// Changes both files, the config file first. If one of them can't be changed faithfully, neither is.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::save`].
    pub(crate) fn save(&self, paths: &ConfigPaths) -> Result<(), ConfigError> {
        self.credentials.preview(&paths.credentials)?;
        self.config.save(&paths.config)?;
        self.credentials.save(&paths.credentials)?;
        Ok(())
    }
}

impl Default for Edits {
    fn default() -> Self {
        Self::new()
    }
}
