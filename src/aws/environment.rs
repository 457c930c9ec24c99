//! The caller's environment variables and directory, as plain data.
//!
//! A plugin process serves many calls, so its own environment and directory are not those of the calling shell. All
//! other code reads this snapshot of one call instead.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::aws::variables;

/// The variables, as an external command would see them, and the current directory. Cloning is cheap.
#[derive(Clone, Default)]
pub(crate) struct Environment {
    vars: Arc<HashMap<String, String>>,
    current_dir: PathBuf,
}

impl Environment {
    /// `current_dir` is absolute. On Windows, names of variables are case-insensitive.
    pub(crate) fn new(vars: impl IntoIterator<Item = (String, String)>, current_dir: PathBuf) -> Self {
        let vars = vars.into_iter().map(|(name, value)| (key(&name), value)).collect();
        Self { vars: Arc::new(vars), current_dir }
    }

    /// A copy in which this variable has this value.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let vars = self.vars().chain([(name, value)]).map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self::new(vars, self.current_dir.clone())
    }

    /// The value, which may be empty; `None` if the variable is not set.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.vars.get(&key(name)).map(String::as_str)
    }

    /// Whether `AWS_EC2_METADATA_DISABLED` turns off the EC2 instance metadata service.
    pub(crate) fn is_metadata_disabled(&self) -> bool {
        self.get(variables::AWS_EC2_METADATA_DISABLED).is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
    }

    /// The value, unless the variable is unset or blank.
    pub(crate) fn non_empty(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.trim().is_empty())
    }

    /// All variables, in random order.
    pub(crate) fn vars(&self) -> impl Iterator<Item = (&str, &str)> {
        self.vars.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(crate) fn current_dir(&self) -> &Path {
        &self.current_dir
    }

    /// The home directory: `HOME`, and on Windows then `USERPROFILE`, as in the AWS SDKs.
    pub(crate) fn home(&self) -> Option<&Path> {
        let names: &[&str] =
            if cfg!(windows) { &[variables::HOME, variables::USERPROFILE] } else { &[variables::HOME] };
        names.iter().find_map(|name| self.non_empty(name)).map(Path::new)
    }

    /// Expands `~` to the home directory, and resolves a relative path against the current directory.
    pub(crate) fn expand_path(&self, text: &str) -> PathBuf {
        let in_home =
            text.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(std::path::is_separator));
        match (in_home, self.home()) {
            (Some(rest), Some(home)) => {
                self.current_dir.join(home).join(rest.trim_start_matches(std::path::is_separator))
            }
            _ => self.current_dir.join(text),
        }
    }
}

/// Prints only the names, because values may be secret.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut names: Vec<_> = self.vars.keys().collect();
        names.sort();
        f.debug_struct("Environment").field("names", &names).field("current_dir", &self.current_dir).finish()
    }
}

fn key(name: &str) -> String {
    if cfg!(windows) { name.to_ascii_uppercase() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(vars: &[(&str, &str)]) -> Environment {
        Environment::new(vars.iter().map(|(k, v)| (k.to_string(), v.to_string())), PathBuf::from("/srv/here"))
    }

    #[test]
    fn paths_are_relative_to_the_callers_directory_and_home() {
        let env = env(&[("HOME", "/home/ada")]);
        assert_eq!(env.expand_path("~/.aws/config"), Path::new("/home/ada/.aws/config"));
        assert_eq!(env.expand_path("~"), Path::new("/home/ada/"));
        assert_eq!(env.expand_path("aws.ini"), Path::new("/srv/here/aws.ini"));
        assert_eq!(env.expand_path("/etc/aws.ini"), Path::new("/etc/aws.ini"));
        assert_eq!(env.expand_path("~bob/x"), Path::new("/srv/here/~bob/x"));
    }

    #[test]
    fn debug_shows_no_values() {
        let text = format!("{:?}", env(&[("AWS_SECRET_ACCESS_KEY", "hunter2")]));
        assert!(text.contains("AWS_SECRET_ACCESS_KEY") && !text.contains("hunter2"));
    }

    #[test]
    fn a_blank_variable_is_set_but_empty() {
        let env = env(&[("AWS_PROFILE", " ")]);
        assert_eq!((env.get("AWS_PROFILE"), env.non_empty("AWS_PROFILE")), (Some(" "), None));
        assert_eq!(env.get("AWS_REGION"), None);
    }
}
