//! Putting a new file in the place of an old one.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::config::save::lock::Lock;
use crate::error::ConfigError;

/// As many as Linux follows.
const MAX_LINKS: usize = 40;

/// The place of a file that may not be there yet. Its folder is there.
pub(crate) struct Slot {
    /// The path as the user knows it, for errors.
    path: PathBuf,
    /// The path behind all symbolic links.
    target: PathBuf,
    folder: PathBuf,
}

impl Slot {
    /// Finds the place and makes the folder if there is none.
    pub(crate) fn of(path: &Path) -> Result<Self, ConfigError> {
        let target = resolved(path).map_err(|error| unwritable(path, error.to_string()))?;
        let folder = target.parent().ok_or(ConfigError::NoFile)?.to_owned();
        let slot = Self { path: path.to_owned(), target, folder };
        slot.check()?;
        let made = make_folder(&slot.folder);
        made.map_err(|error| slot.failed(&format!("its folder {} can't be made", slot.folder.display()), &error))?;
        Ok(slot)
    }

    /// Locks out all other writers that use this function.
    pub(crate) fn lock(&self) -> Result<Lock, ConfigError> {
        let lock = Lock::acquire(self.neighbour(".lock"));
        lock.map_err(|error| {
            self.failed(&format!("no lock can be had in its folder {}", self.folder.display()), &error)
        })
    }

    /// Replaces the file.
    pub(crate) fn fill(&self, bytes: &[u8]) -> Result<(), ConfigError> {
        let failed =
            |error| self.failed(&format!("no file can be written in its folder {}", self.folder.display()), &error);
        self.replace(bytes).map_err(failed)?;
        sync_folder(&self.folder);
        Ok(())
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        let new = self.neighbour(".new");
        // A writer that was killed may have left one.
        unless_missing(fs::remove_file(&new))?;
        let name = new.file_name().unwrap_or_default();
        let mut file = tempfile::Builder::new().prefix(name).rand_bytes(0).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        if let Some(old) = unless_missing(fs::metadata(&self.target))? {
            adopt(file.as_file(), &old)?;
        }
        file.as_file().sync_all()?;
        file.persist(&self.target)?;
        Ok(())
    }

    /// Refuses what must not be replaced: a device such as `/dev/null`, and what the user made read-only.
    fn check(&self) -> Result<(), ConfigError> {
        let found = unless_missing(fs::metadata(&self.target));
        match found.map_err(|error| unwritable(&self.path, error.to_string()))? {
            Some(found) if !found.is_file() => Err(unwritable(&self.path, "it is no regular file".into())),
            Some(found) if found.permissions().readonly() => Err(unwritable(&self.path, "it is read-only".into())),
            _ => Ok(()),
        }
    }

    /// The hidden file of this ending beside the target.
    fn neighbour(&self, ending: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(self.target.file_name().unwrap_or_default());
        name.push(ending);
        self.folder.join(name)
    }

    fn failed(&self, what: &str, error: &io::Error) -> ConfigError {
        unwritable(&self.path, format!("{what}: {error}"))
    }
}

fn unwritable(path: &Path, reason: String) -> ConfigError {
    ConfigError::Unwritable { path: path.to_owned(), reason }
}

fn unless_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Follows symbolic links, also one to a file that is not there yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(link) => path = path.with_file_name(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Gives a new file the owner and the permissions of the old one.
fn adopt(new: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let owner = |metadata: &Metadata| (metadata.uid(), metadata.gid());
        if owner(&new.metadata()?) != owner(old) {
            fchown(new, Some(old.uid()), Some(old.gid()))?;
        }
    }
    new.set_permissions(old.permissions())
}

/// Makes the new name last through a power failure.
fn sync_folder(folder: &Path) {
    // The file is in its place by now, and not every file system can do this.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}
