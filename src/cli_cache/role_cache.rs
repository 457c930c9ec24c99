//! The files in `~/.aws/cli/cache`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::aws::environment::Environment;
use crate::cli_cache::cached_keys::{self, Keys};
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::cli_cache::role_key::SsoRoleKey;
use crate::error::Error;
use crate::files::{FileError, private};

/// What the CLI writes into the files of keys from an Identity Center. Those of other roles don't have it.
const SSO: &str = "sso";

/// The folder of the caller's home with the keys of roles.
///
/// The CLI keeps other files there too: keys of assumed roles, and its database `session.db`.
#[derive(Debug, Clone)]
pub(crate) struct RoleCache {
    folder: PathBuf,
}

/// A file, with its members in the CLI's order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct File {
    provider_type: Option<String>,
    credentials: Keys,
}

/// The member that tells whose file it is.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "ProviderType")]
    provider_type: String,
}

impl RoleCache {
    /// The cache in the caller's home; nothing is opened.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the caller has no home.
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, Error> {
        cached_keys::folder(environment).map(|folder| Self { folder })
    }

    /// The keys of a role, if they are there and good for 15 minutes at least. A file that can't be read or understood
    /// counts as none: there are new keys where these came from.
    pub(crate) fn fresh(&self, role: &SsoRoleKey) -> Option<RoleCredentials> {
        let text = Zeroizing::new(fs::read(self.path(role).ok()?).ok()?);
        let File { credentials, .. } = serde_json::from_slice(&text).ok()?;
        credentials.fresh(role.account_id())
    }

    /// Stores the keys of a role in one step, byte for byte as the AWS CLI does.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn write(&self, role: &SsoRoleKey, keys: &RoleCredentials) -> Result<(), Error> {
        let file = File { provider_type: Some(SSO.to_owned()), credentials: keys.into() };
        Ok(private::write(&self.path(role)?, &dumps(&file, Separators::Default)?)?)
    }

    /// Removes the keys of some roles, such as those of [`SsoRoleKey::from_config`] a session. Missing ones are no error.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] for the first file that stays.
    pub(crate) fn remove(&self, roles: &[SsoRoleKey]) -> Result<(), Error> {
        roles.iter().try_for_each(|role| Ok(private::remove(&self.path(role)?)?))
    }

    /// Removes the keys of all roles that were taken through any Identity Center, as `aws sso logout` of the CLI does.
    /// Keys of roles that were assumed with those stay, as do the files of others.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`] if the folder can't be read, and for the first file that stays.
    pub(crate) fn remove_all(&self) -> Result<(), Error> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
            entries => entries.map_err(|error| FileError::new(&self.folder, error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| FileError::new(&self.folder, error))?.path();
            if path.extension().is_some_and(|extension| extension == "json") && is_of_sso(&path) {
                private::remove(&path)?;
            }
        }
        Ok(())
    }

    fn path(&self, role: &SsoRoleKey) -> Result<PathBuf, Error> {
        Ok(self.folder.join(role.file_name()?))
    }
}

fn is_of_sso(path: &Path) -> bool {
    let Ok(text) = fs::read(path).map(Zeroizing::new) else { return false };
    // The reader would take a list for an object whose members have no names.
    let is_object = text.trim_ascii_start().starts_with(b"{");
    is_object && serde_json::from_slice(&text).is_ok_and(|Kind { provider_type }| provider_type == SSO)
}

#[cfg(test)]
mod tests;
