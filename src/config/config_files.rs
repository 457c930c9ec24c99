//! The config file and the credentials file as they were at one moment: their text and their meaning.

use std::path::Path;

use crate::config::config_file::ConfigFile;
use crate::config::edits::Edits;
use crate::config::paths::{ConfigPaths, FileKind};
use crate::config::{Config, merge, read};
use crate::error::ConfigError;

/// Both files, as text and as a [`Config`]. Its `Debug` shows no values.
#[derive(Debug, Default)]
pub(crate) struct ConfigFiles {
    config: Config,
    files: Vec<ConfigFile>,
}

impl ConfigFiles {
    /// Reads of both files what can be read. A file that doesn't exist counts as empty.
    pub(crate) fn load(paths: &ConfigPaths) -> Self {
        let mut all = Self::default();
        for (path, kind) in [(&paths.config, FileKind::Config), (&paths.credentials, FileKind::Credentials)] {
            match read(path) {
                Ok(bytes) => all.add(ConfigFile::new(path, bytes.unwrap_or_default(), kind)),
                Err(error) => all.config.add_fault(error, false),
            }
        }
        all
    }

    /// Parses the bytes of both files. The paths only appear in locations and errors.
    pub(crate) fn parse(config: Option<(&Path, &[u8])>, credentials: Option<(&Path, &[u8])>) -> Self {
        let files = [(FileKind::Config, config), (FileKind::Credentials, credentials)];
        let mut all = Self::default();
        for (kind, file) in files {
            if let Some((path, bytes)) = file {
                all.add(ConfigFile::new(path, bytes.to_vec(), kind));
            }
        }
        all
    }

    fn add(&mut self, file: ConfigFile) {
        merge::add_file(&mut self.config, &file);
        self.files.push(file);
    }

    /// The files with these changes.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`](crate::config::edit::Edit::apply).
    pub(crate) fn with_edits(&self, edits: &Edits) -> Result<Self, ConfigError> {
        let mut edited = Self::default();
        for ConfigFile { document, path, kind } in &self.files {
            edited.add(ConfigFile::new(path, edits.file(*kind).apply(path, document)?, *kind));
        }
        Ok(edited)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn into_config(self) -> Config {
        self.config
    }

    /// The config file, then the credentials file.
    pub(crate) fn files(&self) -> &[ConfigFile] {
        &self.files
    }
}
