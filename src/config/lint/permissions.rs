//! Whether other users may open the credentials file. Unlike the checks of [`lint`](crate::config::lint::lint), this one
//! looks at the disk.

use std::path::Path;

use crate::config::lint::finding::{Finding, Fix, FixAction, Severity};
use crate::config::section::Location;
use crate::files::private;

/// A finding if the mode of the credentials file lets others read or change it. On Windows there is none.
pub(crate) fn check_permissions(credentials: &Path) -> Option<Finding> {
    let mode = private::mode(credentials).filter(|mode| mode & 0o077 != 0)?;
    let message = format!("Other users of this computer may open the credentials file: its mode is {mode:03o}");
    let action = FixAction::MakePrivate(credentials.to_owned());
    let fix = Fix::Automatic { what: "change its mode to 600".into(), action };
    let finding = Finding::new(Severity::Warning, "aws::check::credentials_open", message).with_fix(fix);
    Some(finding.at(Location { path: credentials.into(), line: 1 }))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_the_owner_may_open_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials");
        assert!(check_permissions(&path).is_none() && check_permissions(folder.path()).is_none());
        fs::write(&path, "[a]\n").unwrap();
        for (mode, is_open) in [(0o600, false), (0o400, false), (0o700, false), (0o640, true), (0o602, true)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(check_permissions(&path).is_some(), is_open, "{mode:o}");
        }
    }
}
