//! `services` sections that don't exist or are empty.

use crate::config::config_files::ConfigFiles;
use crate::config::lint::checks::unreadable_headers::UnreadableHeaders;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::profile::Profile;

const KEY: &str = "services";

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let unreadable = UnreadableHeaders::new(files);
    let finding = |profile: &Profile| {
        let name = profile.get(KEY)?;
        let section = config.services(name);
        if section.is_some_and(|section| !section.properties().is_empty()) || unreadable.may_hide(KEY, name) {
            return None;
        }
        let (problem, fix) = match (usable(Some(name)), section) {
            (None, _) => ("`services` is empty".to_owned(), "name one, or remove the key".to_owned()),
            (Some(name), None) => {
                (format!("There is no section [services {name}]"), "add it, or remove the key".to_owned())
            }
            (Some(name), Some(_)) => {
                (format!("The section [services {name}] is empty"), "fill or remove it".to_owned())
            }
        };
        let finding = Finding::new(Severity::Error, "aws::check::services_unknown", problem);
        Some(finding.in_profile(profile, &[KEY]).with_manual_fix(fix))
    };
    config.profiles().filter_map(finding).collect()
}
