//! Files and folders that only their owner may open.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::files::{FileError, write_and_rename};
use crate::process::shutdown;

/// Creates or replaces a file in one step, with its folder if that doesn't exist.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let _delay = shutdown::delay();
    let folder = create_parent(path)?;
    write_and_rename(folder, path, bytes, |_| Ok(())).map_err(|error| FileError::new(path, error))
}

/// Removes a file. A file that doesn't exist is no error.
pub(crate) fn remove(path: &Path) -> Result<(), FileError> {
    match std::fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(FileError::new(path, error))
        }
        _ => Ok(()),
    }
}

/// Opens a file, which is created empty if it doesn't exist.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    options().create(true).truncate(false).open(path)
}

/// Options to open a file, which is for its owner only if it is created.
pub(super) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates the folder of a file and returns it.
pub(crate) fn create_parent(path: &Path) -> Result<&Path, FileError> {
    let folder = path.parent().ok_or_else(|| FileError::new(path, "it is in no folder"))?;
    create_folder(folder).map_err(|error| FileError::new(folder, error))?;
    Ok(folder)
}

/// Creates a folder and those above it, as far as they don't exist.
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The permission bits of a file; `None` if there is no such file, and on systems without permission bits.
#[cfg(unix)]
pub(crate) fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let file = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some(file.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
pub(crate) fn mode(_path: &Path) -> Option<u32> {
    None
}

/// The permission bits of a folder; `None` if there is no such folder, and on systems without permission bits. Those of
/// the group are left out if it has the number of the user: then the user is alone in it, as on many Linux systems, where
/// it may change every new folder.
#[cfg(unix)]
pub(crate) fn folder_mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_dir)?;
    let bits = if folder.gid() == folder.uid() { 0o707 } else { 0o777 };
    Some(folder.permissions().mode() & bits)
}

#[cfg(not(unix))]
pub(crate) fn folder_mode(_path: &Path) -> Option<u32> {
    None
}

/// The mode that gives a file or folder to its owner only.
pub(crate) fn private_mode(path: &Path) -> u32 {
    if path.is_dir() { 0o700 } else { 0o600 }
}

/// Takes all permissions from everybody but the owner. Does nothing on systems without permission bits.
#[cfg(unix)]
pub(crate) fn make_private(path: &Path) -> Result<(), FileError> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::Permissions::from_mode(private_mode(path));
    std::fs::set_permissions(path, permissions).map_err(|error| FileError::new(path, error))
}

#[cfg(not(unix))]
pub(crate) fn make_private(_path: &Path) -> Result<(), FileError> {
    Ok(())
}
