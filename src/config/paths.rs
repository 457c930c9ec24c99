//! The config file and the credentials file, and where the caller has them.

use std::path::PathBuf;

use crate::aws::environment::Environment;
use crate::aws::variables;

/// One of the two files that the AWS CLI and SDKs share. They have different rules for headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `~/.aws/config`: profiles, SSO sessions and services.
    Config,
    /// `~/.aws/credentials`: profiles only.
    Credentials,
}

/// The paths of both files, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConfigPaths {
    /// `AWS_CONFIG_FILE`, else `~/.aws/config`.
    pub(crate) config: PathBuf,
    /// `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`.
    pub(crate) credentials: PathBuf,
}

impl ConfigPaths {
    /// The paths in this caller's environment. Nothing is opened.
    ///
    /// A leading `~` is the caller's home, and a relative path starts at the caller's directory. Variables inside a path
    /// are not expanded, as in the SDKs.
    ///
    /// A variable that is set but empty means that there is no file, as in the AWS CLI and the Rust SDK, and not the
    /// default. Without a home directory there is no default file. In both cases the path is empty.
    pub(crate) fn from_environment(environment: &Environment) -> Self {
        Self {
            config: locate(environment, variables::AWS_CONFIG_FILE, "~/.aws/config"),
            credentials: locate(environment, variables::AWS_SHARED_CREDENTIALS_FILE, "~/.aws/credentials"),
        }
    }
}

fn locate(environment: &Environment, variable: &str, default: &str) -> PathBuf {
    let named = match (environment.get(variable), environment.home()) {
        (Some(path), _) => Some(path).filter(|path| !path.trim().is_empty()),
        (None, home) => home.map(|_| default),
    };
    named.map(|path| environment.expand_path(path)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(vars: &[(&str, &str)]) -> [PathBuf; 2] {
        let vars = vars.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let found = ConfigPaths::from_environment(&Environment::new(vars, PathBuf::from("/srv/here")));
        [found.config, found.credentials]
    }

    #[test]
    fn both_files_are_in_the_callers_home() {
        let found = paths(&[("HOME", "/home/ada")]);
        assert_eq!(found, ["/home/ada/.aws/config", "/home/ada/.aws/credentials"].map(PathBuf::from));
    }

    #[test]
    fn each_variable_moves_its_own_file() {
        let found = paths(&[("HOME", "/home/ada"), ("AWS_CONFIG_FILE", "/etc/aws.ini")]);
        assert_eq!(found, ["/etc/aws.ini", "/home/ada/.aws/credentials"].map(PathBuf::from));
    }

    #[test]
    fn paths_are_the_callers_own() {
        let found =
            paths(&[("HOME", "/home/ada"), ("AWS_CONFIG_FILE", "aws.ini"), ("AWS_SHARED_CREDENTIALS_FILE", "~/keys")]);
        assert_eq!(found, ["/srv/here/aws.ini", "/home/ada/keys"].map(PathBuf::from));
    }

    #[test]
    fn an_empty_variable_means_no_file_not_the_default() {
        let found = paths(&[("HOME", "/home/ada"), ("AWS_CONFIG_FILE", "")]);
        assert_eq!(found, ["", "/home/ada/.aws/credentials"].map(PathBuf::from));
    }

    #[test]
    fn without_a_home_only_the_variables_name_files() {
        let found = paths(&[("AWS_SHARED_CREDENTIALS_FILE", "/keys")]);
        assert_eq!(found, ["", "/keys"].map(PathBuf::from));
    }
}
