//! Start URLs that are written differently but lead to the same portal. The AWS CLI treats them as different.

use std::collections::HashMap;

use crate::config::config_files::ConfigFiles;
use crate::config::edits::Edits;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::session_migration::{SessionMigration, is_legacy};
use crate::config::lint::usable;
use crate::config::section::Property;
use crate::config::section_name::SectionName;
use crate::config::start_url::canonical;

const KEY: &str = "sso_start_url";

/// Profiles with an `sso_session` are left out, because they need no URL.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let sessions = config.sso_sessions().filter_map(|session| {
        let property = session.property(KEY)?;
        Some((SectionName::sso_session(session.name()), property))
    });
    let profiles = config.profiles().filter(|profile| is_legacy(profile)).filter_map(|profile| {
        let property = profile.property(KEY)?;
        Some((SectionName::profile(profile.name()), property))
    });
    let mut first = HashMap::new();
    let mut findings = Vec::new();
    let migration = SessionMigration::new(config);
    for (section, property) in sessions.chain(profiles) {
        let Some(canonical) = usable(Some(property.value())).and_then(canonical) else { continue };
        let (owner, url) = first.entry(canonical).or_insert_with(|| (section.clone(), property.value()));
        if property.value() != *url {
            let migrated = match &section {
                SectionName::Profile(name) => config.profile(name).and_then(|profile| migration.fix(profile)),
                SectionName::SsoSession(_) => None,
            };
            let fix = migrated.unwrap_or_else(|| rewrite(&section, property, url));
            let owner = description(owner);
            let message = format!("Written differently in {owner}");
            let finding = Finding::new(Severity::Warning, "aws::check::start_url_variant", message);
            findings.push(finding.in_section(Some(section)).at(property.location().clone()).with_fix(fix));
        }
    }
    findings
}

fn description(section: &SectionName) -> String {
    match section {
        SectionName::Profile(name) => format!("profile `{name}`"),
        SectionName::SsoSession(name) => format!("session `{name}`"),
    }
}

fn rewrite(section: &SectionName, property: &Property, url: &str) -> Fix {
    let edits = Edits::in_file(property.file(), |edit| _ = edit.set(section, KEY, url));
    Fix::automatic("make them equal", edits)
}
