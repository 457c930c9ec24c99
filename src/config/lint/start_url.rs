//! Start URLs that differ in their spelling only: the AWS CLI takes them for different ones.

use std::collections::HashMap;

use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::{legacy, said};
use crate::config::names::SectionName;
use crate::config::section::Property;

const KEY: &str = "sso_start_url";

/// A start URL as all of its spellings are meant; `None` if the text is no URL. The case of scheme and host, slashes at
/// the end and what the portal puts behind a `#` make no difference.
pub(crate) fn canonical(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://").filter(|_| !url.contains(char::is_whitespace))?;
    let rest = rest.split('#').next().unwrap_or_default().trim_end_matches('/');
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    (!host.is_empty()).then(|| format!("{}://{}{path}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase()))
}

/// The host of a start URL, in lower case.
pub(crate) fn host(url: &str) -> Option<String> {
    let canonical = canonical(url)?;
    let (_, rest) = canonical.split_once("://")?;
    rest.split(['/', '?', ':']).next().map(str::to_owned)
}

/// Spelling variants of one start URL. A profile with an `sso_session` is no concern of this check: it needs no URL.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let sessions = config.sso_sessions().filter_map(|session| {
        let name = SectionName::SsoSession(session.name().to_owned());
        Some((name, session.property(KEY)?))
    });
    let profiles = config.profiles().filter(|profile| legacy::is_legacy(profile)).filter_map(|profile| {
        let name = SectionName::Profile(profile.name().to_owned());
        Some((name, profile.property(KEY)?))
    });
    let mut first = HashMap::new();
    let mut findings = Vec::new();
    let plan = legacy::Plan::of(config);
    for (section, property) in sessions.chain(profiles) {
        let Some(canonical) = said(Some(property.value())).and_then(canonical) else { continue };
        let (of, url) = first.entry(canonical).or_insert_with(|| (section.clone(), property.value()));
        if property.value() != *url {
            let fix = match &section {
                SectionName::Profile(name) => config.profile(name).and_then(|profile| plan.fix(profile)),
                SectionName::SsoSession(_) => None,
            };
            let fix = fix.unwrap_or_else(|| unify(&section, property, url));
            let message = format!("The start URL is that of {}, but is spelled differently: `{url}` there", named(of));
            let finding = Finding::new(Severity::Warning, "aws::check::start_url_variant", message);
            findings.push(finding.in_section(Some(section)).at(property.location().clone()).with_fix(fix));
        }
    }
    findings
}

fn named(section: &SectionName) -> String {
    match section {
        SectionName::Profile(name) => format!("profile `{name}`"),
        SectionName::SsoSession(name) => format!("the sso-session `{name}`"),
    }
}

fn unify(section: &SectionName, property: &Property, url: &str) -> Fix {
    let mut edits = Edits::new();
    edits.file_mut(property.file()).set(section, KEY, url);
    Fix::safe(format!("spell it `{url}`"), edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_url_are_one() {
        for url in [
            "https://corp.awsapps.com/start",
            "https://corp.awsapps.com/start/",
            "https://corp.awsapps.com/start#/",
            "https://corp.awsapps.com/start/#",
            "https://corp.awsapps.com/start/#/?tab=accounts",
            "HTTPS://Corp.AWSapps.com/start",
        ] {
            assert_eq!(canonical(url).as_deref(), Some("https://corp.awsapps.com/start"), "{url}");
        }
        for (url, other) in [
            ("https://corp.awsapps.com/Start", "https://corp.awsapps.com/Start"),
            ("https://ssoins-1.portal.eu-west-1.app.aws/", "https://ssoins-1.portal.eu-west-1.app.aws"),
        ] {
            assert_eq!(canonical(url).as_deref(), Some(other));
        }
        assert_eq!((canonical("corp.awsapps.com/start"), canonical("https:///start")), (None, None));
        assert_eq!(canonical("https://corp.awsapps.com/start#/\nk = v"), None);
        assert_eq!(host("https://Start.example.com:8443/x").as_deref(), Some("start.example.com"));
    }
}
