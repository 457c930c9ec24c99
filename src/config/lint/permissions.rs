//! Who may read the credentials file. Unlike the other checks, this one looks at the disk.

use std::path::Path;

use crate::config::lint::finding::{Finding, Fix, FixAction, Severity};
use crate::config::section::Location;
use crate::error::ConfigError;

/// A finding if others than its owner may read or change the file. Where files have no such permissions, as on Windows,
/// there is none.
pub(crate) fn open_to_others(path: &Path) -> Option<Finding> {
    let mode = mode(path).filter(|mode| mode & 0o077 != 0)?;
    let message = format!("Other users of this computer may open the credentials file: its mode is {mode:03o}");
    let fix = Fix::Automatic { what: "change its mode to 600".into(), action: FixAction::MakePrivate(path.to_owned()) };
    let finding = Finding::new(Severity::Warning, "aws::check::credentials_open", message).with_fix(fix);
    Some(finding.at(Location { path: path.into(), line: 1 }))
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let file = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    Some(file.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    None
}

/// Gives the file to its owner alone.
#[cfg(unix)]
pub(crate) fn make_private(path: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
        .map_err(|error| ConfigError::Unwritable { path: path.to_owned(), reason: error.to_string() })
}

/// There are no such permissions.
#[cfg(not(unix))]
pub(crate) fn make_private(_path: &Path) -> Result<(), ConfigError> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::config::files::ConfigFiles;
    use crate::config::lint::fix_plan::FixPlan;
    use crate::config::lint::scope::CheckScope;
    use crate::config::paths::ConfigPaths;

    /// Whether a file of this mode is open to others.
    fn is_open(path: &Path, mode: u32) -> bool {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        open_to_others(path).is_some()
    }

    #[test]
    fn only_the_owner_may_open_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials");
        assert!(open_to_others(&path).is_none() && open_to_others(folder.path()).is_none());
        fs::write(&path, "[a]\n").unwrap();
        assert!(!is_open(&path, 0o600) && !is_open(&path, 0o400) && !is_open(&path, 0o700));
        assert!(is_open(&path, 0o640) && is_open(&path, 0o602) && is_open(&path, 0o644));
    }

    #[test]
    fn the_fix_makes_it_private_and_shows_the_command() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ConfigPaths { config: folder.path().join("config"), credentials: folder.path().join("keys") };
        fs::write(&paths.credentials, "[a]\n").unwrap();
        assert!(is_open(&paths.credentials, 0o644));
        let findings = [open_to_others(&paths.credentials).unwrap()];
        let files = ConfigFiles::load(&paths).unwrap();
        let mending = FixPlan::new(&files, &CheckScope::all(), &findings).unwrap();
        assert_eq!(mending.diff(&paths), Ok(format!("chmod 600 {}\n", paths.credentials.display())));
        mending.save(&paths).unwrap();
        assert!(open_to_others(&paths.credentials).is_none());
        assert_eq!(fs::read_to_string(&paths.credentials).unwrap(), "[a]\n");
    }
}
