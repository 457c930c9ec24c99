//! Files with a token that a variable or a profile names.

use std::path::PathBuf;

use crate::aws::environment::Environment;
use crate::config::{Profile, first_line};
use crate::error::{CredentialsError, Error};

/// A token file, as errors name it.
pub(crate) struct TokenFile<'a> {
    path: PathBuf,
    /// The variable or the key.
    setting: &'static str,
    profile: Option<&'a Profile>,
}

impl<'a> TokenFile<'a> {
    pub(crate) fn new(
        environment: &Environment,
        path: &str,
        setting: &'static str,
        profile: Option<&'a Profile>,
    ) -> Self {
        Self { path: environment.expand_path(path), setting, profile }
    }

    pub(crate) fn read(&self) -> Result<String, Error> {
        std::fs::read_to_string(&self.path).map_err(|error| {
            let profile = self.profile.map(|profile| profile.name().to_owned());
            CredentialsError::Failed { profile, reason: format!("can't read the token file {self}: {error}") }.into()
        })
    }
}

impl std::fmt::Display for TokenFile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", first_line(&self.path.to_string_lossy()), self.setting)
    }
}
