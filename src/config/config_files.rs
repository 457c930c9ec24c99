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
    /// Reads both files. A file that doesn't exist counts as empty.
    ///
    /// # Errors
    ///
    /// Those of [`Config::load`].
    pub(crate) fn load(paths: &ConfigPaths) -> Result<Self, ConfigError> {
        let config = read(&paths.config)?.unwrap_or_default();
        let credentials = read(&paths.credentials)?.unwrap_or_default();
        Self::from_files([
            ConfigFile::new(&paths.config, config, FileKind::Config),
            ConfigFile::new(&paths.credentials, credentials, FileKind::Credentials),
        ])
    }

    /// Parses the bytes of both files. The paths only appear in locations and errors.
    ///
    /// # Errors
    ///
    /// Those of [`Config::parse`].
    pub(crate) fn parse(
        config: Option<(&Path, &[u8])>,
        credentials: Option<(&Path, &[u8])>,
    ) -> Result<Self, ConfigError> {
        let files = [(FileKind::Config, config), (FileKind::Credentials, credentials)];
        Self::from_files(files.into_iter().filter_map(|(kind, file)| {
            let (path, bytes) = file?;
            Some(ConfigFile::new(path, bytes.to_vec(), kind))
        }))
    }

    fn from_files(files: impl IntoIterator<Item = ConfigFile>) -> Result<Self, ConfigError> {
        let mut all = Self::default();
        for file in files {
            merge::add_file(&mut all.config, &file)?;
            all.files.push(file);
        }
        Ok(all)
    }

    /// The files with these changes.
    pub(crate) fn with_edits(&self, edits: &Edits) -> Result<Self, ConfigError> {
        let edited = self.files.iter().map(|ConfigFile { document, path, kind }| {
            Ok(ConfigFile::new(path, edits.file(*kind).apply(path, document)?, *kind))
        });
        Self::from_files(edited.collect::<Result<Vec<_>, ConfigError>>()?)
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
