//! Permissions, owners and links.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

use crate::config::tests::save::{names, set};
use crate::error::ConfigError;
use crate::files::AtomicFile;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn new_files_and_folders_are_private_and_old_ones_keep_their_permissions() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".aws");
    let path = folder.join("config");
    set(&path, "k", "1").unwrap();
    assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
    for (folder_mode, file_mode) in [(0o755, 0o644), (0o750, 0o660), (0o700, 0o200)] {
        fs::set_permissions(&folder, fs::Permissions::from_mode(folder_mode)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(file_mode)).unwrap();
        // Only root can read the last one.
        if fs::read(&path).is_ok() {
            set(&path, "k", &file_mode.to_string()).unwrap();
            assert_eq!((mode(&folder), mode(&path)), (folder_mode, file_mode));
        }
    }
}

#[test]
fn a_file_keeps_its_owner() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    fs::write(&path, "").unwrap();
    // Only root can give a file away.
    if chown(&path, Some(12345), Some(54321)).is_ok() {
        set(&path, "k", "v").unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (12345, 54321));
    }
}

#[test]
fn a_file_with_hard_links_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let [path, other] = ["config", "other"].map(|name| home.path().join(name));
    fs::write(&path, "").unwrap();
    fs::hard_link(&path, &other).unwrap();
    let error = set(&path, "k", "v").unwrap_err().to_string();
    let reason = "it has hard links, which a change would separate; make it a copy or a symbolic link";
    assert_eq!(error, format!("Can't write {}: {reason}", path.display()));
    assert_eq!((fs::read(&path).unwrap(), names(home.path())), (vec![], vec!["config".into(), "other".into()]));
    fs::remove_file(other).unwrap();
    set(&path, "k", "v").unwrap();
}

/// An ACL that gives a permission to another user, as Linux stores it.
#[cfg(target_os = "linux")]
fn acl(permission: u16) -> Vec<u8> {
    let everybody = u32::MAX;
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, everybody), (2, permission, 12345), (4, 0, everybody), (16, permission, everybody), (32, 0, everybody)];
    let entries = entries.into_iter().flat_map(|(tag, permission, id)| {
        [&tag.to_le_bytes()[..], &permission.to_le_bytes(), &id.to_le_bytes()].concat()
    });
    2_u32.to_le_bytes().into_iter().chain(entries).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_keeps_its_extended_attributes_and_its_acl() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    fs::write(&path, "").unwrap();
    let attributes = [("user.note", b"mine".to_vec()), ("user.empty", vec![]), ("system.posix_acl_access", acl(4))];
    // Not every file system has all of them.
    let known: Vec<_> = attributes.iter().filter(|(name, value)| xattr::set(&path, name, value).is_ok()).collect();
    let before = mode(&path);
    set(&path, "k", "v").unwrap();
    for (name, value) in known {
        assert_eq!(xattr::get(&path, name).unwrap().as_ref(), Some(value), "{name}");
    }
    assert_eq!(mode(&path), before);
}

/// The folder's default ACL is for new files.
#[cfg(target_os = "linux")]
#[test]
fn a_change_lets_nobody_else_in() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    // Not every file system has ACLs.
    if xattr::set(home.path(), "system.posix_acl_default", &acl(6)).is_ok() {
        set(&path, "k", "v").unwrap();
        assert_eq!((xattr::get(&path, "system.posix_acl_access").unwrap(), mode(&path)), (None, 0o664));
    }
}

#[test]
fn a_link_stays_and_the_file_that_it_leads_to_is_replaced() {
    let home = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        let folder = home.path().join(name);
        fs::create_dir(&folder).unwrap();
        folder
    };
    let (aws, dotfiles) = (folder(".aws"), folder("dotfiles"));
    let (path, target) = (aws.join("config"), dotfiles.join("aws.ini"));
    symlink("../dotfiles/link", &path).unwrap();
    symlink(&target, dotfiles.join("link")).unwrap();
    for value in ["new", "old"] {
        set(&path, "k", value).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), format!("[profile a]\nk = {value}\n"));
        assert_eq!((names(&aws), names(&dotfiles)), (vec!["config".into()], vec!["aws.ini".into(), "link".into()]));
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    }
}

#[test]
fn a_loop_of_links_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    symlink("config", &path).unwrap();
    assert!(matches!(set(&path, "k", "v"), Err(ConfigError::Unreadable { .. })));
    assert!(AtomicFile::open(&path).is_err_and(|error| error.to_string().ends_with("too many symbolic links")));
}

#[test]
fn a_device_is_never_replaced() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    symlink("/dev/null", &path).unwrap();
    let error = set(&path, "k", "v").unwrap_err().to_string();
    assert_eq!(error, format!("Can't write {}: it is not a regular file", path.display()));
}

#[test]
fn files_that_a_killed_writer_left_are_no_problem() {
    let home = tempfile::tempdir().unwrap();
    for name in [".config.lock", ".nu_plugin_aws-b0b0B0.tmp"] {
        fs::write(home.path().join(name), "left").unwrap();
    }
    set(&home.path().join("config"), "k", "v").unwrap();
    assert_eq!(names(home.path()), ["config"]);
}
