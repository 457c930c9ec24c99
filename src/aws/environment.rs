//! The caller's environment variables and directory, as plain data.
//!
//! A plugin process outlives many calls, so its own environment and directory say nothing about the shell that
//! calls it. Everything below `caller` reads this snapshot of one call instead of the process.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::aws::variables;

/// The environment of one call: variables (text values only, as an external command would see them) and the
/// absolute current directory. A clone shares them.
#[derive(Clone, Default)]
pub(crate) struct Environment {
    vars: Arc<HashMap<String, String>>,
    current_dir: PathBuf,
}

impl Environment {
    /// An environment of these variables in this absolute directory. On Windows names are matched without case.
    pub(crate) fn new(vars: impl IntoIterator<Item = (String, String)>, current_dir: PathBuf) -> Self {
        let vars = vars.into_iter().map(|(name, value)| (key(&name), value)).collect();
        Self { vars: Arc::new(vars), current_dir }
    }

    /// The same with another value of a variable.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let vars = self.vars().chain([(name, value)]).map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self::new(vars, self.current_dir.clone())
    }

    /// The variable's value, which may be empty; `None` if it is not set.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.vars.get(&key(name)).map(String::as_str)
    }

    /// Whether the caller has switched off the instance metadata service (`AWS_EC2_METADATA_DISABLED`).
    pub(crate) fn disables_metadata(&self) -> bool {
        self.get(variables::AWS_EC2_METADATA_DISABLED).is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
    }

    /// The variable's value if it is set and not blank.
    pub(crate) fn non_empty(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.trim().is_empty())
    }

    /// All variables, in no order.
    pub(crate) fn vars(&self) -> impl Iterator<Item = (&str, &str)> {
        self.vars.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The caller's current directory.
    pub(crate) fn current_dir(&self) -> &Path {
        &self.current_dir
    }

    /// The caller's home directory: `HOME`, on Windows `USERPROFILE` behind it (as the AWS SDKs look for it).
    pub(crate) fn home(&self) -> Option<&Path> {
        let names: &[&str] =
            if cfg!(windows) { &[variables::HOME, variables::USERPROFILE] } else { &[variables::HOME] };
        names.iter().find_map(|name| self.non_empty(name)).map(Path::new)
    }

    /// The path that `text` means to the caller: `~` is the home directory, a relative path starts at the caller's
    /// current directory.
    pub(crate) fn path(&self, text: &str) -> PathBuf {
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

/// Values may be secret, so only the names are ever printed.
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
    fn a_path_is_read_as_the_caller_would() {
        let env = env(&[("HOME", "/home/ada")]);
        assert_eq!(env.path("~/.aws/config"), Path::new("/home/ada/.aws/config"));
        assert_eq!(env.path("~"), Path::new("/home/ada/"));
        assert_eq!(env.path("aws.ini"), Path::new("/srv/here/aws.ini"));
        assert_eq!(env.path("/etc/aws.ini"), Path::new("/etc/aws.ini"));
        assert_eq!(env.path("~bob/x"), Path::new("/srv/here/~bob/x"));
    }

    #[test]
    fn debug_shows_no_values() {
        let text = format!("{:?}", env(&[("AWS_SECRET_ACCESS_KEY", "hunter2")]));
        assert!(text.contains("AWS_SECRET_ACCESS_KEY") && !text.contains("hunter2"));
    }

    #[test]
    fn a_blank_value_is_set_but_empty() {
        let env = env(&[("AWS_PROFILE", " ")]);
        assert_eq!((env.get("AWS_PROFILE"), env.non_empty("AWS_PROFILE")), (Some(" "), None));
        assert_eq!(env.get("AWS_REGION"), None);
    }
}
