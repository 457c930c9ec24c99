//! Whether other users may open what is secret. Unlike the checks of [`lint`](crate::config::lint::lint), these look at
//! the disk.

use std::path::{Path, PathBuf};

use crate::config::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, FixAction, Severity};
use crate::config::masking::is_masked;
use crate::config::paths::{ConfigPaths, FileKind};
use crate::config::section::{Location, Property};
use crate::files::private;

/// What others may do with a file or folder that only its owner should use.
const MAY_OPEN: u32 = 0o077;
const MAY_CHANGE: u32 = 0o022;

/// Findings about the modes of the credentials file, of a config file with secrets, of the folders with the AWS files and
/// caches, and of the files in the caches. On Windows there are none.
pub(crate) fn check_permissions(
    files: &ConfigFiles,
    paths: &ConfigPaths,
    aws_folder: &Path,
    caches: &[PathBuf],
) -> Vec<Finding> {
    let credentials = open_file(&paths.credentials, "aws::check::credentials_open", "the credentials file");
    let config = secret_in_config(files).and_then(|property| {
        let found = open_file(&paths.config, "aws::check::config_open", "the config file's secrets")?;
        Some(found.at(property.location().clone()))
    });
    let folders = std::iter::once(aws_folder).chain(caches.iter().map(PathBuf::as_path));
    let folders = folders.filter_map(|folder| {
        private::folder_mode(folder).filter(|mode| mode & MAY_CHANGE != 0)?;
        Some(finding("aws::check::folder_open", "Others may replace files in this folder", folder))
    });
    let tokens = caches.iter().flat_map(|folder| json_files(folder));
    let tokens = tokens.filter_map(|path| open_file(&path, "aws::check::token_open", "this token file"));
    credentials.into_iter().chain(config).chain(folders).chain(tokens).collect()
}

/// The first secret in the config file. The arguments of programs are not looked at.
fn secret_in_config(files: &ConfigFiles) -> Option<&Property> {
    let not_secret = ["aws_access_key_id", "credential_process"];
    let is_secret = |property: &&Property| {
        property.file() == FileKind::Config && is_masked(property.key()) && !not_secret.contains(&property.key())
    };
    files.config().profiles().flat_map(|profile| profile.properties()).find(is_secret)
}

fn open_file(path: &Path, code: &'static str, name: &str) -> Option<Finding> {
    private::mode(path).filter(|mode| mode & MAY_OPEN != 0)?;
    Some(finding(code, &format!("Others may open {name}"), path))
}

fn finding(code: &'static str, message: &str, path: &Path) -> Finding {
    let action = FixAction::MakePrivate(path.to_owned());
    let fix = Fix::Automatic { what: format!("set mode {:03o}", private::private_mode(path)), action };
    let finding = Finding::new(Severity::Warning, code, message).with_fix(fix);
    finding.at(Location { path: path.into(), line: 1 })
}

/// The files in a folder with `.json` at the end, in the order of their names.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    files.sort();
    files
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    struct Home(tempfile::TempDir);

    impl Home {
        fn new() -> Self {
            let home = Self(tempfile::tempdir().unwrap());
            for folder in [".aws", ".aws/sso/cache"] {
                fs::create_dir_all(home.path(folder)).unwrap();
                home.set_mode(folder, 0o755);
            }
            home
        }

        fn path(&self, path: &str) -> PathBuf {
            self.0.path().join(path)
        }

        fn set_mode(&self, path: &str, mode: u32) {
            fs::set_permissions(self.path(path), fs::Permissions::from_mode(mode)).unwrap();
        }

        fn write(&self, path: &str, text: &str, mode: u32) {
            fs::write(self.path(path), text).unwrap();
            self.set_mode(path, mode);
        }

        /// The codes and lines of the findings.
        fn found(&self) -> Vec<String> {
            let paths = ConfigPaths { config: self.path(".aws/config"), credentials: self.path(".aws/credentials") };
            let (files, caches) = (ConfigFiles::load(&paths), [self.path(".aws/sso/cache"), self.path("none")]);
            let short = |finding: Finding| {
                let location = finding.location.unwrap();
                let path = location.path.strip_prefix(self.0.path()).unwrap().display().to_string();
                format!("{} {path}:{}", finding.code.trim_start_matches("aws::check::"), location.line)
            };
            check_permissions(&files, &paths, &self.path(".aws"), &caches).into_iter().map(short).collect()
        }
    }

    #[test]
    fn only_the_owner_may_open_the_credentials_file() {
        let home = Home::new();
        assert_eq!(home.found(), [] as [&str; 0]);
        for (mode, is_open) in [(0o600, false), (0o400, false), (0o700, false), (0o640, true), (0o602, true)] {
            home.write(".aws/credentials", "[a]\n", mode);
            let expected: &[&str] = if is_open { &["credentials_open .aws/credentials:1"] } else { &[] };
            assert_eq!(home.found(), expected, "{mode:o}");
            fs::remove_file(home.path(".aws/credentials")).unwrap();
        }
    }

    #[test]
    fn only_the_owner_may_open_a_config_file_with_secrets() {
        let home = Home::new();
        let text = "[profile a]\nregion = eu-west-1\naws_access_key_id = AKIA\ncredential_process = keys\n";
        home.write(".aws/config", text, 0o644);
        assert_eq!(home.found(), [] as [&str; 0]);
        for key in ["aws_secret_access_key", "aws_session_token", "okta_password"] {
            home.write(".aws/config", &format!("{text}[profile b]\n{key} = x\n"), 0o644);
            assert_eq!(home.found(), ["config_open .aws/config:6"], "{key}");
            home.set_mode(".aws/config", 0o600);
            assert_eq!(home.found(), [] as [&str; 0]);
        }
    }

    #[test]
    fn nobody_else_may_open_tokens_or_replace_files() {
        let home = Home::new();
        home.write(".aws/sso/cache/b.json", "{}", 0o644);
        home.write(".aws/sso/cache/a.json", "{}", 0o600);
        home.write(".aws/sso/cache/.b.lock", "", 0o644);
        assert_eq!(home.found(), ["token_open .aws/sso/cache/b.json:1"]);
        home.set_mode(".aws/sso/cache", 0o757);
        home.set_mode(".aws", 0o757);
        let expected = ["folder_open .aws:1", "folder_open .aws/sso/cache:1", "token_open .aws/sso/cache/b.json:1"];
        assert_eq!(home.found(), expected);
    }
}
