//! Both files at one moment: what they mean and how they are written.

use std::path::Path;

use super::merge;
use super::source::Source;
use super::{Config, Edits, Error, FileKind, Locations, read};

/// Both files, as text and as a [`Config`]. Its `Debug` shows no values.
#[derive(Debug, Default)]
pub struct Files {
    config: Config,
    sources: Vec<Source>,
}

impl Files {
    /// Reads both files. A file that doesn't exist is an empty one.
    ///
    /// # Errors
    ///
    /// Those of [`Config::load`].
    pub fn load(locations: &Locations) -> Result<Self, Error> {
        let config = read(&locations.config)?.unwrap_or_default();
        let credentials = read(&locations.credentials)?.unwrap_or_default();
        Self::parse(Some((&locations.config, &config)), Some((&locations.credentials, &credentials)))
    }

    /// Reads the bytes of both files; the paths are for places and errors only.
    ///
    /// # Errors
    ///
    /// Those of [`Config::parse`].
    pub fn parse(config: Option<(&Path, &[u8])>, credentials: Option<(&Path, &[u8])>) -> Result<Self, Error> {
        let mut files = Self::default();
        for (file, source) in [(FileKind::Config, config), (FileKind::Credentials, credentials)] {
            if let Some((path, bytes)) = source {
                let source = Source::new(path, bytes, file);
                merge::add(&mut files.config, &source)?;
                files.sources.push(source);
            }
        }
        Ok(files)
    }

    /// The files as they are after these changes.
    pub(super) fn after(&self, edits: &Edits) -> Result<Self, Error> {
        let mut files = Self::default();
        for Source { document, path, file } in &self.sources {
            let source = Source::new(path, &edits.file(*file).apply(path, document)?, *file);
            merge::add(&mut files.config, &source)?;
            files.sources.push(source);
        }
        Ok(files)
    }

    /// What the files mean.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What the files mean, without their text.
    pub fn into_config(self) -> Config {
        self.config
    }

    /// The files that there are, the config file first.
    pub(super) fn sources(&self) -> &[Source] {
        &self.sources
    }
}
