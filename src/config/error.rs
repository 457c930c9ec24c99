//! What can be wrong with the files themselves.

use std::path::PathBuf;

/// A config or credentials file that can't be read.
///
/// The texts never quote a line of the file, since the line may hold a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
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
}
