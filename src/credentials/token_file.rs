//! Files with a token that a variable or a profile names.

use std::path::PathBuf;

use crate::aws::environment::Environment;
use crate::config::{Profile, first_line};
use crate::error::{CredentialsError, Error};
use crate::{files, limits};

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
        let text = files::read(&self.path, limits::TOKEN_FILE).map_err(|error| error.to_string());
        let text = text.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()));
        text.map_err(|reason| {
            let profile = self.profile.map(|profile| profile.name().to_owned());
            CredentialsError::Failed { profile, reason: format!("can't read the token file {self}: {reason}") }.into()
        })
    }
}

impl std::fmt::Display for TokenFile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", first_line(&self.path.to_string_lossy()), self.setting)
    }
}
