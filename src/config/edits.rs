//! One change of both files.

use super::{Edit, Error, FileKind, Locations};

/// What is to be different in the config file and in the credentials file.
#[derive(Debug, Clone)]
pub struct Edits {
    /// For the config file.
    pub config: Edit,
    /// For the credentials file.
    pub credentials: Edit,
}

impl Edits {
    /// Edits that change nothing yet.
    pub fn new() -> Self {
        Self { config: Edit::new(FileKind::Config), credentials: Edit::new(FileKind::Credentials) }
    }

    /// The edit of one of the files.
    pub fn file(&self, file: FileKind) -> &Edit {
        match file {
            FileKind::Config => &self.config,
            FileKind::Credentials => &self.credentials,
        }
    }

    /// The edit of one of the files, to add to.
    pub fn file_mut(&mut self, file: FileKind) -> &mut Edit {
        match file {
            FileKind::Config => &mut self.config,
            FileKind::Credentials => &mut self.credentials,
        }
    }

    /// Adds what other edits order; see [`Edit::extend`].
    pub fn extend(&mut self, other: &Self) {
        self.config.extend(&other.config);
        self.credentials.extend(&other.credentials);
    }

    /// The changes as [`diff()`](super::diff()) shows them, those of the config file first; empty if there are none.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::preview`].
    pub fn diff(&self, locations: &Locations) -> Result<String, Error> {
        let config = self.config.preview(&locations.config)?;
        let credentials = self.credentials.preview(&locations.credentials)?;
        Ok(config.diff() + &credentials.diff())
    }

    /// Changes both files, the config file first. If one of them can't be changed faithfully, neither is.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::save`].
    pub fn save(&self, locations: &Locations) -> Result<(), Error> {
        self.credentials.preview(&locations.credentials)?;
        self.config.save(&locations.config)?;
        self.credentials.save(&locations.credentials)?;
        Ok(())
    }
}

impl Default for Edits {
    fn default() -> Self {
        Self::new()
    }
}
