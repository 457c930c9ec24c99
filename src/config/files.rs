//! Both files at one moment: what they mean and how they are written.

use std::path::Path;

use crate::config::edits::Edits;
use crate::config::heading::FileKind;
use crate::config::paths::ConfigPaths;
use crate::config::source::ConfigFile;
use crate::config::{Config, merge, read};
use crate::error::ConfigError;

/// Both files, as text and as a [`Config`]. Its `Debug` shows no values.
#[derive(Debug, Default)]
pub(crate) struct ConfigFiles {
    config: Config,
    files: Vec<ConfigFile>,
}

impl ConfigFiles {
    /// Reads both files. A file that doesn't exist is an empty one.
    ///
    /// # Errors
    ///
    /// Those of [`Config::load`].
    pub(crate) fn load(paths: &ConfigPaths) -> Result<Self, ConfigError> {
        let config = read(&paths.config)?.unwrap_or_default();
        let credentials = read(&paths.credentials)?.unwrap_or_default();
        Self::of([
            ConfigFile::new(&paths.config, config, FileKind::Config),
            ConfigFile::new(&paths.credentials, credentials, FileKind::Credentials),
        ])
    }

    /// Reads the bytes of both files; the paths are for places and errors only.
    ///
    /// # Errors
    ///
    /// Those of [`Config::parse`].
    pub(crate) fn parse(
        config: Option<(&Path, &[u8])>,
        credentials: Option<(&Path, &[u8])>,
    ) -> Result<Self, ConfigError> {
        let files = [(FileKind::Config, config), (FileKind::Credentials, credentials)];
        Self::of(files.into_iter().filter_map(|(file, source)| {
            let (path, bytes) = source?;
            Some(ConfigFile::new(path, bytes.to_vec(), file))
        }))
    }

    fn of(sources: impl IntoIterator<Item = ConfigFile>) -> Result<Self, ConfigError> {
        let mut files = Self::default();
        for source in sources {
            merge::add(&mut files.config, &source)?;
            files.files.push(source);
        }
        Ok(files)
    }

    /// The files as they are after these changes.
    pub(crate) fn after(&self, edits: &Edits) -> Result<Self, ConfigError> {
        let mut files = Self::default();
        for ConfigFile { document, path, file } in &self.files {
            let source = ConfigFile::new(path, edits.file(*file).apply(path, document)?, *file);
            merge::add(&mut files.config, &source)?;
            files.files.push(source);
        }
        Ok(files)
    }

    /// What the files mean.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// What the files mean, without their text.
    pub(crate) fn into_config(self) -> Config {
        self.config
    }

    /// The files that there are, the config file first.
    pub(crate) fn files(&self) -> &[ConfigFile] {
        &self.files
    }
}
