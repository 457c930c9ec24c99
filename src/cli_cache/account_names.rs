//! The names of accounts that the access portals of IAM Identity Center have told.
//!
//! Nothing else on the computer knows them, and a table must not send a request for a name. The file is the plugin's own:
//! in the folders of the AWS CLI, programs take any file for a token.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::aws::environment::Environment;
use crate::error::Error;
use crate::files::{self, FileError, private};
use crate::limits;

const FILE: &str = "~/.aws/nu_plugin_aws/account-names.json";

/// Names by account id.
pub(crate) type AccountNames = BTreeMap<String, String>;

/// The file in the caller's home. Without a home nothing is stored, and no name is known.
#[derive(Debug, Clone)]
pub(crate) struct AccountNameCache {
    path: Option<PathBuf>,
}

impl AccountNameCache {
    pub(crate) fn from_environment(environment: &Environment) -> Self {
        Self { path: environment.home().map(|_| environment.expand_path(FILE)) }
    }

    pub(crate) fn folder(&self) -> Option<&Path> {
        self.path.as_deref()?.parent()
    }

    /// The names that are known. A file that is missing or can't be used has none: a missing name must not fail a command.
    pub(crate) fn load(&self) -> AccountNames {
        let text = self.path.as_deref().and_then(|path| files::read(path, limits::ACCOUNT_NAMES).ok());
        text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    }

    /// Stores names beside those of other accounts. If two processes do this at the same time, what one of them has
    /// learned may be missing until it is told again.
    ///
    /// # Errors
    ///
    /// [`Error::Cache`]
    pub(crate) fn add(&self, names: AccountNames) -> Result<(), Error> {
        let Some(path) = &self.path else { return Ok(()) };
        let known = self.load();
        let mut all = known.clone();
        all.extend(names);
        if all == known {
            return Ok(());
        }
        let text = serde_json::to_vec(&all).map_err(|error| FileError::new(path, error))?;
        Ok(private::write(path, &text)?)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn cache() -> (AccountNameCache, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().display().to_string();
        let environment = Environment::new([("HOME".to_owned(), home)], "/".into());
        (AccountNameCache::from_environment(&environment), folder)
    }

    fn names(names: &[(&str, &str)]) -> AccountNames {
        names.iter().map(|(id, name)| (id.to_string(), name.to_string())).collect()
    }

    #[test]
    fn names_are_kept_beside_those_of_other_accounts_and_a_new_name_replaces_the_old_one() {
        let (cache, _folder) = cache();
        assert_eq!(cache.load(), names(&[]));
        cache.add(names(&[("111122223333", "dev"), ("444455556666", "test")])).expect("stored");
        cache.add(names(&[("444455556666", "staging")])).expect("stored");
        assert_eq!(cache.load(), names(&[("111122223333", "dev"), ("444455556666", "staging")]));
    }

    #[test]
    fn a_file_that_cannot_be_used_counts_as_missing_and_is_replaced() {
        let (cache, folder) = cache();
        let path = folder.path().join(".aws/nu_plugin_aws/account-names.json");
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        for text in ["", "[]", "{\"111122223333\": 1}", "{\"111122223333\": \"dev\""] {
            fs::write(&path, text).expect("written");
            assert_eq!(cache.load(), names(&[]), "{text}");
        }
        cache.add(names(&[("111122223333", "dev")])).expect("stored");
        assert_eq!(cache.load(), names(&[("111122223333", "dev")]));
    }

    #[test]
    fn without_a_home_nothing_is_stored() {
        let cache =
            AccountNameCache::from_environment(&Environment::new([("PATH".to_owned(), "/".to_owned())], "/".into()));
        cache.add(names(&[("111122223333", "dev")])).expect("nothing to do");
        assert_eq!(cache.load(), names(&[]));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private_and_names_that_are_known_are_not_written_again() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};

        let (cache, folder) = cache();
        let file = || {
            cache.add(names(&[("111122223333", "dev")])).expect("stored");
            fs::metadata(folder.path().join(".aws/nu_plugin_aws/account-names.json")).expect("the file")
        };
        let before = file();
        assert_eq!(before.permissions().mode() & 0o777, 0o600);
        assert_eq!(file().ino(), before.ino());
    }
}
