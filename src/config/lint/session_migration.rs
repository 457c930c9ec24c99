//! Moving legacy profiles, which have a start URL of their own, to SSO sessions.

use std::collections::{HashMap, HashSet};

use crate::config::edits::Edits;
use crate::config::identity_center::DEFAULT_SCOPE;
use crate::config::lint::finding::Fix;
use crate::config::lint::infer_sso_region::SsoRegions;
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::section_name::SectionName;
use crate::config::start_url::{canonical, host};
use crate::config::write_sso_profile::SsoSessionConfig;
use crate::config::{Config, safe_name};

/// Hosts whose first label is the name that the organization chose for its portal.
const AWS_HOSTS: [&str; 3] = [".awsapps.com", ".awsapps.cn", ".app.aws"];

/// The sessions that replace the start URLs of legacy profiles.
pub(crate) struct SessionMigration<'a> {
    pub(crate) regions: SsoRegions<'a>,
    /// By start URL in canonical form and region.
    sessions: HashMap<(String, &'a str), PlannedSession>,
}

struct PlannedSession {
    name: String,
    /// The config has the session already.
    exists: bool,
    /// The session exists, but has no region.
    lacks_region: bool,
}

/// Finds names for new sessions.
struct FreeNames<'a> {
    config: &'a Config,
    planned: HashSet<String>,
    /// For each name the number to try next.
    numbers: HashMap<String, usize>,
}

/// Whether the profile signs in with a start URL of its own.
pub(crate) fn is_legacy(profile: &Profile) -> bool {
    profile.property("sso_session").is_none() && usable(profile.get("sso_start_url")).is_some()
}

impl<'a> SessionMigration<'a> {
    /// Plans the sessions of all legacy profiles: existing ones, and new ones for other start URLs.
    pub(crate) fn new(config: &'a Config) -> Self {
        let mut migration = Self { regions: SsoRegions::new(config), sessions: HashMap::new() };
        let mut names = FreeNames { config, planned: HashSet::new(), numbers: HashMap::new() };
        for session in config.sso_sessions() {
            let url = usable(session.get("sso_start_url")).and_then(canonical);
            if let (Some(start_url), Some(region)) = (url, migration.regions.of_session(session)) {
                let lacks_region = usable(session.get("sso_region")).is_none();
                let planned = PlannedSession { name: session.name().to_owned(), exists: true, lacks_region };
                migration.sessions.entry((start_url, region)).or_insert(planned);
            }
        }
        for profile in config.profiles().filter(|profile| is_legacy(profile)) {
            let center = migration.identity_center(profile);
            if let Some(center) = center.filter(|center| !migration.sessions.contains_key(center)) {
                let name = names.find(&center.0, center.1);
                migration.sessions.insert(center, PlannedSession { name, exists: false, lacks_region: false });
            }
        }
        migration
    }

    /// The fix that gives a legacy profile its session; `None` if start URL or region are unknown.
    pub(crate) fn fix(&self, profile: &'a Profile) -> Option<Fix> {
        let center = self.identity_center(profile)?;
        let session = self.sessions.get(&center)?;
        let (start_url, region) = center;
        let section = SectionName::profile(profile.name());
        let mut edits = Edits::new();
        if !session.exists {
            let scopes = vec![DEFAULT_SCOPE.into()];
            let new = SsoSessionConfig { name: session.name.clone(), start_url, region: region.into(), scopes };
            new.write(&mut edits.config);
        } else if session.lacks_region {
            edits.config.set(&SectionName::sso_session(&session.name), "sso_region", region);
        }
        let file = profile.property("sso_start_url")?.file();
        edits.file_mut(file).set(&section, "sso_session", &session.name);
        for key in ["sso_start_url", "sso_region"] {
            edits.config.remove_key(&section, key);
            edits.credentials.remove_key(&section, key);
        }
        let verb = if session.exists { "use" } else { "add" };
        Some(Fix::automatic(format!("{verb} session `{}`", session.name), edits))
    }

    /// The start URL in canonical form and the region of a legacy profile, if both are known.
    fn identity_center(&self, profile: &'a Profile) -> Option<(String, &'a str)> {
        Some((canonical(profile.get("sso_start_url")?)?, self.regions.of_profile(profile)?))
    }
}

impl FreeNames<'_> {
    /// The portal's name in its URL. If another session has that name, the region or a number is added.
    fn find(&mut self, url: &str, region: &str) -> String {
        let host = host(url).unwrap_or_default();
        let is_of_aws = AWS_HOSTS.iter().any(|end| host.ends_with(end));
        let name = safe_name(if is_of_aws { host.split('.').next().unwrap_or_default() } else { &host });
        let name = if name.is_empty() { "sso".to_owned() } else { name };
        let Self { config, planned, numbers } = self;
        let number = numbers.entry(name.clone()).or_insert(2);
        let numbered = std::iter::repeat_with(|| {
            *number += 1;
            format!("{name}-{}", *number - 1)
        });
        let mut names = [name.clone(), format!("{name}-{region}")].into_iter().chain(numbered);
        let is_free = |name: &String| config.sso_session(name).is_none() && !planned.contains(name);
        let name = names.find(is_free).unwrap_or_default();
        planned.insert(name.clone());
        name
    }
}
