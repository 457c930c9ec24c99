//! The folder in which the AWS CLI keeps the keys of roles, and what its files have in common.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::aws::environment::Environment;
use crate::aws::timestamp;
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::error::Error;
use crate::files::FileError;
use crate::text::secret::Secret;

/// Keys with less time than this are not used again, as in the AWS CLI.
const MARGIN: TimeDelta = TimeDelta::minutes(15);

/// The folder in the caller's home; nothing is opened. No variable moves it (as in the AWS CLI).
///
/// # Errors
///
/// [`Error::Cache`] if the caller has no home.
pub(crate) fn folder(environment: &Environment) -> Result<PathBuf, Error> {
    const FOLDER: &str = "~/.aws/cli/cache";
    match environment.home() {
        Some(_) => Ok(environment.expand_path(FOLDER)),
        None => Err(FileError::new(Path::new(FOLDER), "HOME is not set").into()),
    }
}

/// Keys as a file holds them, with their members in the CLI's order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Keys {
    access_key_id: String,
    secret_access_key: Secret,
    session_token: Secret,
    expiration: String,
    /// Older versions of the CLI don't write it.
    account_id: Option<String>,
}

impl Keys {
    /// The keys, if they are good for 15 minutes at least. `account_id` is that of the role, for a file without one.
    pub(crate) fn fresh(self, account_id: &str) -> Option<RoleCredentials> {
        let Self { access_key_id, secret_access_key, session_token, expiration, account_id: stored } = self;
        let expires_at = timestamp::parse(&expiration).filter(|end| timestamp::now() + MARGIN <= *end)?;
        let account_id = stored.unwrap_or_else(|| account_id.to_owned());
        Some(RoleCredentials { access_key_id, secret_access_key, session_token, expires_at, account_id })
    }
}

impl From<&RoleCredentials> for Keys {
    fn from(keys: &RoleCredentials) -> Self {
        Self {
            access_key_id: keys.access_key_id.clone(),
            secret_access_key: keys.secret_access_key.clone(),
            session_token: keys.session_token.clone(),
            expiration: timestamp::format(keys.expires_at),
            account_id: Some(keys.account_id.clone()),
        }
    }
}
