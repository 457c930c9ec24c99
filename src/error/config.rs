//! The AWS config and credentials files, and changes to them.

use std::path::{Path, PathBuf};

use crate::error::diagnostic::{Details, Diagnostic, Subject};
use crate::text::quote::quoted;

/// A config or credentials file that can't be read or changed.
///
/// The texts never quote a line of the file or a value, because it may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigError {
    /// A line that neither the AWS SDKs nor the AWS CLI can read.
    #[error("{}:{line}: {expected}", path.display())]
    Syntax {
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is expected there, in the words of the AWS SDKs.
        expected: String,
    },
    /// A file that exists but can't be read: no permission, a directory.
    #[error("Can't read {}: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
    /// A file that can't be replaced: no permission, a full disk, a lock that another process holds.
    #[error("Can't write {}: {reason}", path.display())]
    Unwritable { path: PathBuf, reason: String },
    /// The variable that names the file is empty, or there is no home directory.
    #[error("There is no AWS config file to write to")]
    NoFile,
    /// A name of a profile or SSO session that some AWS tool can't read.
    #[error("`{name}` can't be the name of a section: {reason}")]
    Name {
        name: String,
        /// The tool that can't read it, and why.
        reason: String,
    },
    /// A key that some AWS tool can't read.
    #[error("`{key}` can't be a key: {reason}")]
    Key {
        key: String,
        /// The tool that can't read it, and why.
        reason: String,
    },
    /// A value that some AWS tool can't read.
    #[error("The value of `{key}` can't be written: {reason}")]
    Value {
        key: String,
        /// The tool that can't read it, and why.
        reason: String,
    },
    /// The file was changed by another program after it was read. Nothing is written.
    #[error("{} was changed by another program in the meantime", path.display())]
    Changed { path: PathBuf },
    /// The change would alter other settings. Nothing is written.
    #[error("Can't change {} without altering other settings in it", path.display())]
    UnsupportedLayout { path: PathBuf },
}

impl Diagnostic for ConfigError {
    fn details(&self) -> Details<'_> {
        let reads = |code| Details::new(code, "needs this file");
        let writes = |code| Details::new(code, "has to change this file");
        match self {
            Self::Syntax { path, line, .. } => {
                let all = "`aws profile check` lists all such lines";
                reads("aws::config::syntax").help(format!("correct line {line} of {}; {all}", path.display()))
            }
            Self::Unreadable { path, .. } => reads("aws::config::unreadable").help(show(path)),
            Self::Unwritable { path, .. } => writes("aws::config::unwritable").help(show(path)),
            Self::NoFile => {
                writes("aws::config::unwritable").help("name one with `$env.AWS_CONFIG_FILE = '/path/to/config'`")
            }
            Self::Name { name, .. } => Details::new("aws::config::name", "can't write this name")
                .at(Subject::Arg(name))
                .help("use letters, digits and _ . / @ : + -, which every AWS tool can read"),
            Self::Key { .. } => Details::new("aws::config::value", "can't write this key")
                .help("use letters, digits and _ . / @ : + -, which every AWS tool can read"),
            Self::Value { .. } => Details::new("aws::config::value", "can't write this value")
                .help("use one line without comments and without blanks at its ends"),
            Self::UnsupportedLayout { .. } => writes("aws::config::entangled")
                .help("nothing was changed; edit the file yourself: `aws profiles --long` shows the lines"),
            Self::Changed { .. } => writes("aws::config::changed").help("nothing was changed; run the command again"),
        }
    }
}

/// How to see who may open a file. It may not exist, and then its folder counts.
fn show(path: &Path) -> String {
    let folder = path.parent().unwrap_or(path).display().to_string();
    format!("check the permissions with `ls --all --long {}`", quoted(&folder))
}
