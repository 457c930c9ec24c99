//! Chooses the flow of a sign-in: with a browser on this machine if the user can see one, else with a device code.

use std::path::Path;

use crate::aws::environment::Environment;
use crate::sso::login::openers::WSL_VARIABLES;
use crate::sso::login::options::Flow;

/// Files that container engines create in their containers.
const CONTAINER_FILES: [&str; 2] = ["/.dockerenv", "/run/.containerenv"];

/// Variables of remote shells: SSH, GitHub Codespaces, development containers.
const REMOTE_VARIABLES: [&str; 5] = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "CODESPACES", "REMOTE_CONTAINERS"];

/// The flow for this environment: with a browser the one that is safe from phishing, else the device flow.
pub(crate) fn flow(environment: &Environment) -> Flow {
    if has_browser(environment) { Flow::Pkce } else { Flow::Device }
}

/// Whether the user sees a browser that is opened on this machine. If `BROWSER` is set, that is assumed.
pub(crate) fn has_browser(environment: &Environment) -> bool {
    is_local(environment, cfg!(target_os = "linux"), |path| Path::new(path).exists())
}

fn is_local(environment: &Environment, is_linux: bool, exists: impl Fn(&str) -> bool) -> bool {
    let set = |name: &str| environment.non_empty(name).is_some();
    if set("BROWSER") {
        return true;
    }
    let is_remote = REMOTE_VARIABLES.into_iter().any(set) || CONTAINER_FILES.into_iter().any(exists);
    // WSL opens the browser of Windows.
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().chain(WSL_VARIABLES).any(set);
    !is_remote && (has_display || !is_linux)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_linux(vars: &[&str], files: &[&str]) -> bool {
        let vars = vars.iter().map(|name| (name.to_string(), "set".to_owned()));
        is_local(&Environment::new(vars, "/".into()), true, |path| files.contains(&path))
    }

    #[test]
    fn on_linux_a_browser_needs_a_display() {
        assert!(!on_linux(&[], &[]));
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"] {
            assert!(on_linux(&[display], &[]), "{display}");
        }
    }

    #[test]
    fn other_systems_need_no_display_variable() {
        assert!(is_local(&Environment::default(), false, |_| false));
    }

    #[test]
    fn remote_shells_and_containers_have_no_browser() {
        for remote in REMOTE_VARIABLES {
            assert!(!on_linux(&["DISPLAY", remote], &[]), "{remote}");
        }
        for file in CONTAINER_FILES {
            assert!(!on_linux(&["DISPLAY"], &[file]), "{file}");
        }
    }

    #[test]
    fn the_browser_variable_overrides_the_detection() {
        assert!(on_linux(&["BROWSER", "SSH_CONNECTION"], &["/.dockerenv"]));
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let vars = [("DISPLAY".to_owned(), ":0".to_owned()), ("SSH_TTY".to_owned(), String::new())];
        assert!(is_local(&Environment::new(vars, "/".into()), true, |_| false));
    }
}
