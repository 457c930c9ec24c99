//! Whether there is a browser that can come back to this machine.

use std::path::Path;

use crate::aws::environment::Environment;
use crate::sso::login::Flow;

/// Files that container engines put into their containers.
const CONTAINER_FILES: [&str; 2] = ["/.dockerenv", "/run/.containerenv"];

/// Variables of shells whose person sits elsewhere: over SSH, in GitHub Codespaces, in a development container.
const REMOTE_VARIABLES: [&str; 5] = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "CODESPACES", "REMOTE_CONTAINERS"];

/// The flow for these surroundings: with a browser here, the one that is safe from phishing; without, the device's.
pub(crate) fn flow(environment: &Environment) -> Flow {
    if has_browser(environment) { Flow::Pkce } else { Flow::Device }
}

/// Whether a browser that is opened here is one that the person sees. `BROWSER` says so in any case.
pub(crate) fn has_browser(environment: &Environment) -> bool {
    is_here(environment, cfg!(target_os = "linux"), |path| Path::new(path).exists())
}

fn is_here(environment: &Environment, is_linux: bool, exists: impl Fn(&str) -> bool) -> bool {
    let set = |name: &str| environment.non_empty(name).is_some();
    if set("BROWSER") {
        return true;
    }
    let is_elsewhere = REMOTE_VARIABLES.into_iter().any(set) || CONTAINER_FILES.into_iter().any(exists);
    // Windows opens the browser for its Linux.
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "WSL_INTEROP"].into_iter().any(set);
    !is_elsewhere && (has_display || !is_linux)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_linux(vars: &[&str], files: &[&str]) -> bool {
        let vars = vars.iter().map(|name| (name.to_string(), "set".to_owned()));
        is_here(&Environment::new(vars, "/".into()), true, |path| files.contains(&path))
    }

    #[test]
    fn on_linux_a_browser_needs_a_display() {
        assert!(!on_linux(&[], &[]));
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"] {
            assert!(on_linux(&[display], &[]), "{display}");
        }
    }

    #[test]
    fn elsewhere_a_display_may_be_nobodys() {
        assert!(is_here(&Environment::default(), false, |_| false));
    }

    #[test]
    fn whoever_is_remote_sees_no_browser_here() {
        for remote in REMOTE_VARIABLES {
            assert!(!on_linux(&["DISPLAY", remote], &[]), "{remote}");
        }
        for file in CONTAINER_FILES {
            assert!(!on_linux(&["DISPLAY"], &[file]), "{file}");
        }
    }

    #[test]
    fn a_browser_that_is_named_is_there() {
        assert!(on_linux(&["BROWSER", "SSH_CONNECTION"], &["/.dockerenv"]));
    }

    #[test]
    fn a_blank_variable_says_nothing() {
        let vars = [("DISPLAY".to_owned(), ":0".to_owned()), ("SSH_TTY".to_owned(), String::new())];
        assert!(is_here(&Environment::new(vars, "/".into()), true, |_| false));
    }
}
