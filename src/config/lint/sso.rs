//! What profiles and SSO sessions say about their Identity Center.

use crate::config::Config;
use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::sso_regions::region_of_session;
use crate::config::lint::start_url::canonical;
use crate::config::lint::{legacy, said};
use crate::config::names::SectionName;
use crate::config::profile::Profile;
use crate::config::section::{Property, Section};
use crate::text::quote::quoted;
use crate::text::suggest::suggest;

/// Sessions that are unknown or lack a key, and profiles that repeat or contradict their session.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let plan = legacy::Plan::of(config);
    let of_sessions = config.sso_sessions().flat_map(|session| of_session(config, session));
    let of_profiles = config.profiles().flat_map(|profile| match profile.get("sso_session") {
        None => of_legacy(&plan, profile).into_iter().collect(),
        Some(name) => match config.sso_session(name) {
            None => vec![unknown(config, profile, name)],
            Some(session) => of_member(config, profile, session),
        },
    });
    of_sessions.chain(of_profiles).collect()
}

fn unknown(config: &Config, profile: &Profile, name: &str) -> Finding {
    let near = suggest(name, config.sso_sessions().map(Section::name));
    let make = format!("`aws configure sso --sso-session {} --profile {}`", quoted(name), quoted(profile.name()));
    let (message, fix) = match (said(Some(name)), near.as_slice()) {
        (None, _) => ("`sso_session` is empty".to_owned(), "name a session, or remove the key".to_owned()),
        (_, []) => (format!("There is no sso-session `{name}`"), format!("{make} makes it")),
        (_, [near, ..]) => {
            (format!("There is no sso-session `{name}`"), format!("write `{near}` if you mean that; {make} makes it"))
        }
    };
    let finding = Finding::new(Severity::Error, "aws::check::sso_session_unknown", message);
    finding.in_profile(profile, &["sso_session"]).with_manual_fix(fix)
}

fn of_session(config: &Config, session: &Section) -> Vec<Finding> {
    let name = session.name();
    let mut findings = Vec::new();
    let configure = format!("`aws configure sso --sso-session {}`", quoted(name));
    if said(session.get("sso_start_url")).is_none() {
        let message = format!("The sso-session `{name}` has no `sso_start_url`");
        let finding = Finding::new(Severity::Error, "aws::check::sso_start_url_missing", message);
        let by_hand = format!("write the URL of your access portal there, or run {configure}");
        findings.push(finding.in_session(session, "sso_start_url").with_manual_fix(by_hand));
    }
    if said(session.get("sso_region")).is_none() {
        let message = format!("The sso-session `{name}` has no `sso_region`");
        let fix = match region_of_session(config, session) {
            Some(region) => {
                Fix::safe(format!("write `sso_region = {region}`, as others have it"), region_of(session, region))
            }
            None => Fix::Manual(format!("write the region of the Identity Center there, or run {configure}")),
        };
        findings.push(region_missing(message).in_session(session, "sso_region").with_fix(fix));
    }
    findings
}

fn region_missing(message: String) -> Finding {
    Finding::new(Severity::Error, "aws::check::sso_region_missing", message)
}

/// Writes the region of a session that has none.
fn region_of(session: &Section, region: &str) -> Edits {
    let mut edits = Edits::new();
    if said(session.get("sso_region")).is_none() {
        edits.config.set(&SectionName::SsoSession(session.name().to_owned()), "sso_region", region);
    }
    edits
}

fn of_legacy(plan: &legacy::Plan, profile: &Profile) -> Option<Finding> {
    if !legacy::is_legacy(profile) || said(profile.get("sso_region")).is_some() {
        return None;
    }
    let by_hand = || Fix::Manual("write the region of the Identity Center there".into());
    let finding = region_missing("The profile has an `sso_start_url`, but no `sso_region`".into());
    let finding = finding.in_profile(profile, &["sso_region", "sso_start_url"]);
    Some(finding.with_fix(plan.fix(profile).unwrap_or_else(by_hand)))
}

/// A profile with a session needs neither URL nor region: the Rust SDK refuses them, the AWS CLI those of another center.
fn of_member(config: &Config, profile: &Profile, session: &Section) -> Vec<Finding> {
    let url = said(session.get("sso_start_url"));
    let is_same_url =
        |own: &str, url: &str| own == url || canonical(own).is_some_and(|own| Some(own) == canonical(url));
    let region = region_of_session(config, session);
    let url = url.zip(profile.property("sso_start_url")).map(|(url, own)| (own, url, is_same_url(own.value(), url)));
    let region = region.zip(profile.property("sso_region")).map(|(of, own)| (own, of, own.value() == of));
    let keys = [url, region].into_iter().flatten();
    keys.map(|(own, of_session, is_same)| match is_same {
        true => repeated(config, profile, own, session),
        false => conflict(profile, own, session, of_session),
    })
    .collect()
}

fn repeated(config: &Config, profile: &Profile, own: &Property, session: &Section) -> Finding {
    let (key, section) = (own.key(), SectionName::Profile(profile.name().to_owned()));
    let region = region_of_session(config, session).filter(|_| key == "sso_region");
    let mut edits = region.map(|region| region_of(session, region)).unwrap_or_default();
    edits.config.remove_key(&section, key);
    edits.credentials.remove_key(&section, key);
    let message =
        format!("The profile repeats `{key}` of its sso-session `{}`, which the Rust SDK refuses", session.name());
    let finding = Finding::new(Severity::Warning, "aws::check::sso_key_repeated", message);
    finding.in_profile(profile, &[key]).with_fix(Fix::safe(format!("remove `{key}`: the session's is enough"), edits))
}

fn conflict(profile: &Profile, own: &Property, session: &Section, of_session: &str) -> Finding {
    let (key, value) = (own.key(), own.value());
    let message = format!("`{key}` is `{value}`, but in the sso-session `{}` it is `{of_session}`", session.name());
    let finding = Finding::new(Severity::Error, "aws::check::sso_key_conflict", message);
    finding
        .in_profile(profile, &[key])
        .with_manual_fix(format!("remove `{key}` from the profile, or name another session"))
}
