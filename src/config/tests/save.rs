//! Changing files on disk.

use std::fs;
use std::path::Path;

use crate::config::edit::Edit;
use crate::config::save::Change;
use crate::config::{FileKind, SectionName};
use crate::error::ConfigError;

/// Sets a key of the profile `a`.
pub(crate) fn set(path: &Path, key: &str, value: &str) -> Result<Change, ConfigError> {
    let mut edit = Edit::new(FileKind::Config);
    edit.set(&SectionName::Profile("a".into()), key, value).save(path)
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_created_with_its_folder_and_changed_without_leaving_other_files() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("deep/.aws");
    let path = folder.join("config");
    assert_eq!(set(&path, "k", "1").unwrap().diff().lines().last(), Some("+k = 1"));
    set(&path, "k", "2").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"[profile a]\nk = 2\n");
    if cfg!(unix) {
        assert_eq!(names(&folder), ["config"]);
    }
}

#[test]
fn without_a_change_nothing_is_written() {
    let home = tempfile::tempdir().unwrap();
    let absent = home.path().join(".aws/config");
    assert!(Edit::new(FileKind::Config).save(&absent).unwrap().is_empty());
    assert!(!absent.parent().unwrap().exists());

    let path = home.path().join("config");
    set(&path, "k", "1").unwrap();
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    assert!(set(&path, "k", "1").unwrap().is_empty());
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written);
}

#[test]
fn a_preview_shows_the_change_and_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    let mut edit = Edit::new(FileKind::Config);
    edit.set(&SectionName::SsoSession("corp".into()), "sso_region", "eu-west-1");
    let change = edit.preview(&path).unwrap();
    assert!(change.diff().ends_with("@@ -0,0 +1,2 @@\n+[sso-session corp]\n+sso_region = eu-west-1\n"));
    assert!(!path.exists());
    assert!(!format!("{change:?}").contains("eu-west"));
}

#[test]
fn a_refused_edit_leaves_the_file_unchanged() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    fs::write(&path, "[profile a]\nbad\n").unwrap();
    let error = set(&path, "k", "v").unwrap_err();
    assert_eq!(error.to_string(), format!("{}:2: Expected an '=' sign defining a property", path.display()));
    assert_eq!(fs::read(&path).unwrap(), b"[profile a]\nbad\n");
}

#[test]
fn the_error_says_why_a_file_cannot_be_written() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(set(Path::new(""), "k", "v"), Err(ConfigError::NoFile));
    assert!(matches!(set(home.path(), "k", "v"), Err(ConfigError::Unreadable { .. })));
    fs::write(home.path().join("file"), "").unwrap();
    let path = home.path().join("file/config");
    let error = set(&path, "k", "v").unwrap_err().to_string();
    assert!(error.starts_with(&format!("Can't write {}: ", path.display())), "{error}");
}

#[test]
fn a_read_only_file_is_not_changed() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    fs::write(&path, "").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = set(&path, "k", "v").unwrap_err().to_string();
    assert_eq!(error, format!("Can't write {}: it is read-only", path.display()));
}

#[test]
fn concurrent_writers_lose_no_change() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let path = &path;
            scope.spawn(move || (0..10).for_each(|key| _ = set(path, &format!("k{writer}.{key}"), "v").unwrap()));
        }
    });
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 1 + 80);
}
