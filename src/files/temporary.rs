//! Temporary files beside the file that they replace.
//!
//! A process that is killed leaves its temporary file, which may have secrets. The next writer in the folder removes it.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::files::{FileError, lock, private};

const PREFIX: &str = ".nu_plugin_aws-";
const SUFFIX: &str = ".tmp";

/// The number of random characters between [`PREFIX`] and [`SUFFIX`].
const RANDOM: usize = 6;

/// How old a file must be to be left by a killed process, where locks don't show that. No write takes so long.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Creates a temporary file for its owner only. It is locked, so that no process takes it for one that was left.
pub(crate) fn create(folder: &Path) -> io::Result<NamedTempFile<File>> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    // Its own way to create a file would put the random name into errors.
    builder.make_in(folder, |path| {
        let file = private::options().create_new(true).open(path)?;
        // Windows refuses to read a locked file, also in the moment after it is renamed.
        if cfg!(not(unix)) {
            return Ok(file);
        }
        match lock::try_lock(&file) {
            Ok(true) if lock::is_current(&file, path) => Ok(file),
            Err(error) if lock::is_unsupported(&error) => Ok(file),
            // Before it was locked, another process has taken it for one that was left. This error tries the next name.
            Ok(_) => Err(ErrorKind::AlreadyExists.into()),
            Err(error) => fs::remove_file(path).and(Err(error)),
        }
    })
}

/// Checks that a file of this size can be written to a folder now.
pub(crate) fn check_room(folder: &Path, size: usize) -> Result<(), FileError> {
    let check = || {
        let mut file = create(folder)?;
        file.as_file_mut().write_all(&vec![0; size])?;
        file.as_file().sync_all()
    };
    check().map_err(|error| FileError::new(folder, error))
}

/// Removes the temporary files that killed processes have left in a folder. A folder that doesn't exist has none.
///
/// # Errors
///
/// If the folder can't be read, and for the first file that can't be removed.
pub(crate) fn remove_abandoned(folder: &Path) -> Result<(), FileError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
        entries => entries.map_err(|error| FileError::new(folder, error))?,
    };
    for entry in entries {
        let entry = entry.map_err(|error| FileError::new(folder, error))?;
        if !is_temporary(&entry.file_name()) {
            continue;
        }
        let path = entry.path();
        if is_abandoned(&path).map_err(|error| FileError::new(&path, error))? {
            private::remove(&path)?;
        }
    }
    Ok(())
}

fn is_temporary(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether no process writes this file any more. The files of other users are never abandoned.
fn is_abandoned(path: &Path) -> io::Result<bool> {
    // It may be a link or a pipe.
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        found => found?,
    };
    if !found.is_file() || !is_own(&found) {
        return Ok(false);
    }
    let is_old = || Ok(found.modified()?.elapsed().is_ok_and(|age| age > ABANDONED));
    if cfg!(not(unix)) {
        return is_old();
    }
    let file = match private::options().open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        file => file?,
    };
    match lock::try_lock(&file) {
        // If its writer has just renamed it, it is no longer the file of this name.
        Ok(is_free) => Ok(is_free && lock::is_current(&file, path)),
        Err(error) if lock::is_unsupported(&error) => is_old(),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn is_own(found: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(found) == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_own(_found: &Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{chown, symlink};

    use super::*;

    #[test]
    fn only_files_that_nobody_writes_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path(".nu_plugin_aws-killed.tmp"), "secret").expect("written");
        let written = create(folder.path()).expect("a file");
        let foreign = [".nu_plugin_aws-notes.txt", ".nu_plugin_aws-my-own.tmp", "nu_plugin_aws-killed.tmp", "token"];
        for name in foreign {
            fs::write(path(name), "mine").expect("written");
        }
        symlink("token", path(".nu_plugin_aws-linked.tmp")).expect("a link");
        fs::create_dir(path(".nu_plugin_aws-folder.tmp")).expect("a folder");
        fs::write(path(".nu_plugin_aws-theirs.tmp"), "theirs").expect("written");
        // Only root can give a file away.
        let is_theirs = chown(path(".nu_plugin_aws-theirs.tmp"), Some(12345), None).is_ok();

        remove_abandoned(folder.path()).expect("removed");
        assert!(!path(".nu_plugin_aws-killed.tmp").exists());
        assert!(written.path().exists());
        assert!(foreign.iter().all(|name| path(name).exists()));
        assert!(path(".nu_plugin_aws-linked.tmp").is_symlink() && path(".nu_plugin_aws-folder.tmp").is_dir());
        assert_eq!(path(".nu_plugin_aws-theirs.tmp").exists(), is_theirs);
        remove_abandoned(&path("none")).expect("nothing to remove");
    }
}
