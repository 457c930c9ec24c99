//! A change of both files.

use std::path::Path;

use crate::config::edit::Edit;
use crate::config::paths::{ConfigPaths, FileKind};
use crate::config::section_name::SectionName;
use crate::error::ConfigError;

/// An edit of the config file and one of the credentials file.
#[derive(Debug, Clone)]
pub(crate) struct Edits {
    pub(crate) config: Edit,
    pub(crate) credentials: Edit,
}

impl Edits {
    pub(crate) fn new() -> Self {
        Self { config: Edit::new(FileKind::Config), credentials: Edit::new(FileKind::Credentials) }
    }

    /// Edits of one file only.
    pub(crate) fn in_file(file: FileKind, change: impl FnOnce(&mut Edit)) -> Self {
        let mut edits = Self::new();
        change(edits.file_mut(file));
        edits
    }

    pub(crate) fn file(&self, file: FileKind) -> &Edit {
        match file {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }

    pub(crate) fn file_mut(&mut self, file: FileKind) -> &mut Edit {
        match file {
            FileKind::Config => &mut self.config,
            FileKind::Credentials => &mut self.credentials,
        }
    }

    /// Removes a profile from both files.
    pub(crate) fn remove_profile(&mut self, name: &str) {
        let section = SectionName::profile(name);
        self.config.remove_section(&section);
        self.credentials.remove_section(&section);
    }

    /// Adds the changes of other edits; see [`Edit::merge`].
    pub(crate) fn merge(&mut self, other: &Self) {
        self.config.merge(&other.config);
        self.credentials.merge(&other.credentials);
    }

    /// The changes as a unified diff, those of the config file first; see [`diff()`](crate::config::diff()).
    ///
    /// # Errors
    ///
    /// Those of [`Edit::preview`].
    pub(crate) fn diff(&self, paths: &ConfigPaths) -> Result<String, ConfigError> {
        let diffs = self.changed_files(paths).map(|(edit, path)| Ok(edit.preview(path)?.diff()));
        diffs.collect()
    }

    /// Changes both files, the config file first. If one of them can't be changed, neither is.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::save`].
    pub(crate) fn save(&self, paths: &ConfigPaths) -> Result<(), ConfigError> {
        self.changed_files(paths).try_for_each(|(edit, path)| edit.preview(path).map(drop))?;
        self.changed_files(paths).try_for_each(|(edit, path)| edit.save(path).map(drop))
    }

    /// A file without changes need not be readable.
    fn changed_files<'a>(&'a self, paths: &'a ConfigPaths) -> impl Iterator<Item = (&'a Edit, &'a Path)> {
        let files = [(&self.config, &*paths.config), (&self.credentials, &*paths.credentials)];
        files.into_iter().filter(|(edit, _)| !edit.is_empty())
    }
}

impl Default for Edits {
    fn default() -> Self {
        Self::new()
    }
}
