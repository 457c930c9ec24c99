//! What is asked before profiles are removed.

use crate::commands::profile::remove::is_among;
use crate::config::{Config, Profile};

/// So many names are listed.
const MOST_NAMES: usize = 5;

/// The question, behind a warning of the profiles that would miss them.
pub(crate) fn question(profiles: &[&Profile], config: &Config) -> String {
    let names: Vec<_> = profiles.iter().map(|profile| profile.name()).collect();
    let what = match names.as_slice() {
        [name] => format!("profile {name}"),
        names => format!("{} profiles ({})", names.len(), listed(names)),
    };
    let mut files: Vec<_> = profiles.iter().flat_map(|profile| profile.locations()).map(|place| &place.path).collect();
    files.sort_unstable();
    files.dedup();
    let files: Vec<_> = files.into_iter().map(|file| file.display().to_string()).collect();
    format!("{}Remove {what} from {}?", warning(profiles, config), files.join(" and "))
}

fn warning(profiles: &[&Profile], config: &Config) -> String {
    let is_removed = |name: &str| is_among(name, profiles);
    let loses_source =
        |profile: &&Profile| !is_removed(profile.name()) && profile.get("source_profile").is_some_and(is_removed);
    let orphans: Vec<_> = config.profiles().filter(loses_source).map(Profile::name).collect();
    match orphans.as_slice() {
        [] => String::new(),
        orphans => format!("Without its source_profile, {} will not work. ", listed(orphans)),
    }
}

fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn asked(names: &[&str]) -> String {
        let text: String = (1..=7).map(|n| format!("[profile p{n}]\n")).collect();
        let text = text + "[profile a]\nsource_profile = p1\n[profile self]\nsource_profile = self\n";
        let config = Config::parse(Some((Path::new("/config"), text.as_bytes())), Some((Path::new("/keys"), b"[p2]")));
        let config = config.expect("a config");
        let profiles: Vec<_> = names.iter().map(|name| config.profile(name).expect("a profile")).collect();
        question(&profiles, &config)
    }

    #[test]
    fn it_names_profiles_and_files() {
        assert_eq!(asked(&["p3"]), "Remove profile p3 from /config?");
        assert_eq!(asked(&["p2", "p3"]), "Remove 2 profiles (p2, p3) from /config and /keys?");
        let many = asked(&["p2", "p3", "p4", "p5", "p6", "p7"]);
        assert_eq!(many, "Remove 6 profiles (p2, p3, p4, p5, p6 and 1 more) from /config and /keys?");
    }

    #[test]
    fn it_warns_of_those_that_need_them_and_stay() {
        assert_eq!(asked(&["p1"]), "Without its source_profile, a will not work. Remove profile p1 from /config?");
        assert_eq!(asked(&["p1", "a"]), "Remove 2 profiles (p1, a) from /config?");
        assert_eq!(asked(&["self"]), "Remove profile self from /config?");
    }
}
