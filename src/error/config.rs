//! What can be wrong with the files themselves and with what is to be written to them.

use std::path::PathBuf;

/// A config or credentials file that can't be read or changed.
///
/// The texts never quote a line of the file or a value, since it may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigError {
    /// A line that is neither what the AWS SDKs nor what the AWS CLI can read.
    #[error("{}:{line}: {expected}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What should be there, in the words of the AWS SDKs.
        expected: String,
    },
    /// A file that exists but can't be opened or read: no permission, a directory.
    #[error("can't read {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The operating system's words.
        reason: String,
    },
    /// A file that can't be replaced: no permission, a full disk, another process that keeps it locked.
    #[error("can't write {}: {reason}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What stands in the way.
        reason: String,
    },
    /// There is no file to write: its variable is set to nothing, or there is no home directory.
    #[error("no file is named that could be written")]
    NoFile,
    /// A name of a profile or SSO session that not every reader of the file could read.
    #[error("`{name}` can't be the name of a section: {reason}")]
    Name {
        /// The name as given.
        name: String,
        /// The reader that fails and why.
        reason: String,
    },
    /// A key that not every reader of the file could read.
    #[error("`{key}` can't be a key: {reason}")]
    Key {
        /// The key as given.
        key: String,
        /// The reader that fails and why.
        reason: String,
    },
    /// A value that not every reader of the file could read.
    #[error("the value of `{key}` can't be written: {reason}")]
    Value {
        /// Its key.
        key: String,
        /// The reader that fails and why.
        reason: String,
    },
    /// A file that somebody else has changed since it was looked at. Nothing is written.
    #[error("{} has changed meanwhile", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file so unusual that the change would alter what it doesn't mean. Nothing is written.
    #[error("can't change {} without altering other settings in it", path.display())]
    Entangled {
        /// The file.
        path: PathBuf,
    },
}
