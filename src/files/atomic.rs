//! Replacing a file in one step, so that a crash leaves the old content or the new one.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::files::lock::TemporaryLock;
use crate::files::{FileError, attributes, private, write_and_rename};

/// The limit of Linux.
const MAX_SYMBOLIC_LINKS: usize = 40;

/// A file to be replaced. It may not exist yet, but its folder does.
///
/// A symbolic link stays: the file that it leads to is replaced. Mode, owner, ACL and extended attributes of an existing
/// file stay too. A file with hard links is refused: to write into it, a crash could leave half of it, and replacing it
/// would separate the links.
pub(crate) struct AtomicFile {
    /// The path as the user knows it, for errors.
    path: PathBuf,
    /// The path behind all symbolic links.
    target: PathBuf,
    folder: PathBuf,
}

impl AtomicFile {
    /// Follows the links of a path and creates the folder if it doesn't exist.
    ///
    /// # Errors
    ///
    /// If the file isn't a regular one, is read-only or has several hard links, or if the folder can't be created.
    pub(crate) fn open(path: &Path) -> Result<Self, FileError> {
        let target = follow_links(path).map_err(|error| FileError::new(path, error))?;
        let folder = target.parent().ok_or_else(|| FileError::new(path, "it is in no folder"))?.to_owned();
        let file = Self { path: path.to_owned(), target, folder };
        file.check_target()?;
        private::create_folder(&file.folder).map_err(|error| {
            FileError::new(&file.path, format!("its folder {} can't be created: {error}", file.folder.display()))
        })?;
        Ok(file)
    }

    /// Waits until no other process or thread holds this file's lock.
    pub(crate) fn lock(&self) -> Result<TemporaryLock, FileError> {
        let mut name = OsString::from(".");
        name.push(self.target.file_name().unwrap_or_default());
        name.push(".lock");
        TemporaryLock::acquire(self.folder.join(name)).map_err(|error| {
            FileError::new(&self.path, format!("no lock can be taken in its folder {}: {error}", self.folder.display()))
        })
    }

    /// Replaces the content. Only the holder of the [`lock`](Self::lock) may do this.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), FileError> {
        self.replace(bytes).map_err(|error| {
            let folder = self.folder.display();
            FileError::new(&self.path, format!("no file can be written in its folder {folder}: {error}"))
        })?;
        // Makes the new name survive a power failure. Not every file system can do this, and the file is replaced already.
        let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
        Ok(())
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let old = ok_if_missing(fs::metadata(&self.target))?;
        let prepare = |file: &File| old.map_or(Ok(()), |old| attributes::adopt(file, &self.target, &old));
        write_and_rename(&self.folder, &self.target, bytes, prepare)
    }

    /// Refuses what must not be replaced: a device such as `/dev/null`, and what the user made read-only.
    fn check_target(&self) -> Result<(), FileError> {
        match ok_if_missing(fs::metadata(&self.target)).map_err(|error| FileError::new(&self.path, error))? {
            Some(found) if !found.is_file() => Err(FileError::new(&self.path, "it is not a regular file")),
            Some(found) if found.permissions().readonly() => Err(FileError::new(&self.path, "it is read-only")),
            Some(found) if has_hard_links(&found) => Err(FileError::new(
                &self.path,
                "it has hard links, which a change would separate; make it a copy or a symbolic link",
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(unix)]
fn has_hard_links(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(found) > 1
}

#[cfg(not(unix))]
fn has_hard_links(_found: &fs::Metadata) -> bool {
    false
}

/// The folder where [`AtomicFile`] writes the temporary files of this path.
pub(crate) fn folder(path: &Path) -> Option<PathBuf> {
    Some(follow_links(path).ok()?.parent()?.to_owned())
}

/// The result, with `None` for a file that doesn't exist.
fn ok_if_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The path behind all symbolic links, even if the last one leads to a file that doesn't exist yet.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_SYMBOLIC_LINKS {
        match fs::read_link(&path) {
            Ok(link) => path = path.with_file_name(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}
