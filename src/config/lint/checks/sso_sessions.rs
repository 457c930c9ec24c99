//! SSO sessions that are missing or incomplete, and profiles that repeat or contradict their session.

use crate::config::Config;
use crate::config::config_files::ConfigFiles;
use crate::config::edits::Edits;
use crate::config::lint::checks::unreadable_headers::UnreadableHeaders;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::infer_sso_region::SsoRegions;
use crate::config::lint::session_migration::{SessionMigration, is_legacy};
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::section::{Property, Section};
use crate::config::section_name::SectionName;
use crate::config::start_url::canonical;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let migration = SessionMigration::new(config);
    let unreadable = UnreadableHeaders::new(files);
    let of_sessions = config.sso_sessions().flat_map(|session| incomplete_session(&migration.regions, session));
    let of_profiles = config.profiles().flat_map(|profile| match profile.get("sso_session") {
        None => legacy_without_region(&migration, profile).into_iter().collect(),
        Some(name) => match config.sso_session(name) {
            None if unreadable.may_hide("sso-session", name) => Vec::new(),
            None => vec![unknown_session(config, profile, name)],
            Some(session) => extra_keys(&migration.regions, profile, session),
        },
    });
    of_sessions.chain(of_profiles).collect()
}

fn unknown_session(config: &Config, profile: &Profile, name: &str) -> Finding {
    let near = config.suggest_session(name);
    let unknown = format!("There is no session `{name}`");
    let (message, fix) = match (usable(Some(name)), near.as_slice()) {
        (None, _) => ("`sso_session` is empty".to_owned(), "name one, or remove the key".to_owned()),
        (_, []) => (unknown, "`aws configure sso` creates it".to_owned()),
        (_, [near, ..]) => (unknown, format!("did you mean `{near}`?")),
    };
    let finding = Finding::new(Severity::Error, "aws::check::sso_session_unknown", message);
    finding.in_profile(profile, &["sso_session"]).with_manual_fix(fix)
}

fn incomplete_session<'a>(regions: &SsoRegions<'a>, session: &'a Section) -> Vec<Finding> {
    let name = session.name();
    let mut findings = Vec::new();
    if usable(session.get("sso_start_url")).is_none() {
        let message = format!("The session `{name}` has no `sso_start_url`");
        let finding = Finding::new(Severity::Error, "aws::check::sso_start_url_missing", message);
        let fix = "add your portal's URL";
        findings.push(finding.in_session(session, "sso_start_url").with_manual_fix(fix));
    }
    if usable(session.get("sso_region")).is_none() {
        let message = format!("The session `{name}` has no `sso_region`");
        let fix = match regions.of_session(session) {
            Some(region) => {
                let what = format!("set it to {region}");
                Fix::automatic(what, set_missing_region(session, region))
            }
            None => Fix::Manual("add the portal's region".into()),
        };
        findings.push(region_missing(message).in_session(session, "sso_region").with_fix(fix));
    }
    findings
}

fn region_missing(message: impl Into<String>) -> Finding {
    Finding::new(Severity::Error, "aws::check::sso_region_missing", message)
}

fn set_missing_region(session: &Section, region: &str) -> Edits {
    let mut edits = Edits::new();
    if usable(session.get("sso_region")).is_none() {
        edits.config.set(&SectionName::sso_session(session.name()), "sso_region", region);
    }
    edits
}

fn legacy_without_region<'a>(migration: &SessionMigration<'a>, profile: &'a Profile) -> Option<Finding> {
    if !is_legacy(profile) || usable(profile.get("sso_region")).is_some() {
        return None;
    }
    let manual = || Fix::Manual("add the portal's region".into());
    let finding = region_missing("`sso_start_url` needs `sso_region`");
    let finding = finding.in_profile(profile, &["sso_region", "sso_start_url"]);
    Some(finding.with_fix(migration.fix(profile).unwrap_or_else(manual)))
}

/// A profile with a session needs neither URL nor region: the Rust SDK refuses them, the AWS CLI refuses those that
/// differ from the session's.
fn extra_keys<'a>(regions: &SsoRegions<'a>, profile: &Profile, session: &'a Section) -> Vec<Finding> {
    let url = usable(session.get("sso_start_url"));
    let is_same_url =
        |own: &str, url: &str| own == url || canonical(own).is_some_and(|own| Some(own) == canonical(url));
    let region = regions.of_session(session);
    let url = url.zip(profile.property("sso_start_url")).map(|(url, own)| (own, is_same_url(own.value(), url)));
    let region = region.zip(profile.property("sso_region")).map(|(of, own)| (own, own.value() == of));
    let keys = [url, region].into_iter().flatten();
    keys.map(|(own, is_same)| match is_same {
        true => repeated_key(regions, profile, own, session),
        false => conflicting_key(profile, own, session),
    })
    .collect()
}

fn repeated_key<'a>(regions: &SsoRegions<'a>, profile: &Profile, own: &Property, session: &'a Section) -> Finding {
    let (key, section) = (own.key(), SectionName::profile(profile.name()));
    let region = regions.of_session(session).filter(|_| key == "sso_region");
    let mut edits = region.map(|region| set_missing_region(session, region)).unwrap_or_default();
    edits.config.remove_key(&section, key);
    edits.credentials.remove_key(&section, key);
    let message = format!("The Rust SDK refuses `{key}` here");
    let finding = Finding::new(Severity::Warning, "aws::check::sso_key_repeated", message);
    finding.in_profile(profile, &[key]).with_fix(Fix::automatic("remove it", edits))
}

fn conflicting_key(profile: &Profile, own: &Property, session: &Section) -> Finding {
    let key = own.key();
    let message = format!("`{key}` differs from session `{}`", session.name());
    let finding = Finding::new(Severity::Error, "aws::check::sso_key_conflict", message);
    finding.in_profile(profile, &[key]).with_manual_fix("remove it")
}
