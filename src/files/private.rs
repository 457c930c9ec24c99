//! Files for their owner only, written in one step.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::error::{CacheError, Error};

/// Writes a file in one step, for its owner only. Missing folders are made, for their owner only too.
///
/// # Errors
///
/// [`Error::Cache`]
pub(crate) fn write_private(path: &Path, text: &[u8]) -> Result<(), Error> {
    let folder = make_folder_of(path)?;
    let mut file = tempfile::Builder::new()
        .prefix(".nu_plugin_aws-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(|error| unusable(path, error))?;
    file.write_all(text).and_then(|()| file.as_file().sync_all()).map_err(|error| unusable(path, error))?;
    file.persist(path).map(drop).map_err(|error| unusable(path, error.error))
}

/// Removes a file; that there is none is no error.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(unusable(path, error))
        }
        _ => Ok(()),
    }
}

/// Opens an empty file of ours that other processes know by its name, such as a lock.
pub(crate) fn open_marker(path: &Path) -> Result<std::fs::File, Error> {
    make_folder_of(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| unusable(path, error))
}

/// The error of a file that can't be used.
pub(crate) fn unusable(path: &Path, reason: impl ToString) -> Error {
    CacheError { path: path.display().to_string(), reason: reason.to_string() }.into()
}

fn make_folder_of(path: &Path) -> Result<&Path, Error> {
    let folder = path.parent().ok_or_else(|| unusable(path, "it is in no folder"))?;
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| unusable(folder, error))?;
    Ok(folder)
}
