//! Moving legacy profiles, which have a start URL of their own, to SSO sessions.

use crate::config::edits::Edits;
use crate::config::identity_center::DEFAULT_SCOPE;
use crate::config::lint::finding::Fix;
use crate::config::lint::infer_sso_region::{region_of_profile, region_of_session};
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::section_name::SectionName;
use crate::config::sso_profile::SsoSessionConfig;
use crate::config::start_url::{canonical, host};
use crate::config::{Config, safe_name};

/// Hosts whose first label is the name that the organization chose for its portal.
const AWS_HOSTS: [&str; 3] = [".awsapps.com", ".awsapps.cn", ".app.aws"];

/// The sessions that replace the start URLs of legacy profiles.
pub(crate) struct SessionMigration<'a> {
    config: &'a Config,
    sessions: Vec<PlannedSession<'a>>,
}

struct PlannedSession<'a> {
    name: String,
    /// In canonical form.
    start_url: String,
    region: &'a str,
    /// The config has the session already.
    exists: bool,
    /// The session exists, but has no region.
    lacks_region: bool,
}

/// Whether the profile signs in with a start URL of its own.
pub(crate) fn is_legacy(profile: &Profile) -> bool {
    profile.property("sso_session").is_none() && usable(profile.get("sso_start_url")).is_some()
}

impl<'a> SessionMigration<'a> {
    /// Plans the sessions of all legacy profiles: existing ones, and new ones for other start URLs.
    pub(crate) fn new(config: &'a Config) -> Self {
        let mut migration = Self { config, sessions: Vec::new() };
        for session in config.sso_sessions() {
            let url = usable(session.get("sso_start_url")).and_then(canonical);
            if let (Some(start_url), Some(region)) = (url, region_of_session(config, session)) {
                let lacks_region = usable(session.get("sso_region")).is_none();
                let name = session.name().to_owned();
                migration.sessions.push(PlannedSession { name, start_url, region, exists: true, lacks_region });
            }
        }
        for profile in config.profiles().filter(|profile| is_legacy(profile)) {
            if let (None, Some((start_url, region))) = (migration.session(profile), identity_center(config, profile)) {
                let name = migration.new_name(&start_url, region);
                let session = PlannedSession { name, start_url, region, exists: false, lacks_region: false };
                migration.sessions.push(session);
            }
        }
        migration
    }

    /// The fix that gives a legacy profile its session; `None` if start URL or region are unknown.
    pub(crate) fn fix(&self, profile: &Profile) -> Option<Fix> {
        let session = self.session(profile)?;
        let section = SectionName::profile(profile.name());
        let mut edits = Edits::new();
        if !session.exists {
            let (name, start_url, region) = (session.name.clone(), session.start_url.clone(), session.region.into());
            let scopes = vec![DEFAULT_SCOPE.into()];
            SsoSessionConfig { name, start_url, region, scopes }.write(&mut edits.config);
        } else if session.lacks_region {
            edits.config.set(&SectionName::sso_session(&session.name), "sso_region", session.region);
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

    fn session(&self, profile: &Profile) -> Option<&PlannedSession<'a>> {
        let (url, region) = identity_center(self.config, profile)?;
        self.sessions.iter().find(|session| session.start_url == url && session.region == region)
    }

    /// The portal's name in its URL. If another session has that name, the region or a number is added.
    fn new_name(&self, url: &str, region: &str) -> String {
        let host = host(url).unwrap_or_default();
        let is_of_aws = AWS_HOSTS.iter().any(|end| host.ends_with(end));
        let name = safe_name(if is_of_aws { host.split('.').next().unwrap_or_default() } else { &host });
        let name = if name.is_empty() { "sso".to_owned() } else { name };
        let is_free = |name: &String| {
            self.config.sso_session(name).is_none() && self.sessions.iter().all(|planned| planned.name != *name)
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = [name.clone(), format!("{name}-{region}")].into_iter().chain(numbered);
        names.find(is_free).unwrap_or(name)
    }
}

/// The start URL in canonical form and the region of a legacy profile, if both are known.
fn identity_center<'a>(config: &'a Config, profile: &'a Profile) -> Option<(String, &'a str)> {
    Some((canonical(profile.get("sso_start_url")?)?, region_of_profile(config, profile)?))
}
