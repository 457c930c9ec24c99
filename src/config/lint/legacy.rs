//! Profiles that repeat the start URL, as before there were sessions. Their sign-ins can't be refreshed.

use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::said;
use crate::config::lint::sso_regions::{region_of_profile, region_of_session};
use crate::config::lint::start_url::{canonical, host};
use crate::config::names::SectionName;
use crate::config::profile::Profile;
use crate::config::sso_profile::SsoSessionConfig;
use crate::config::{Config, safe_name};

/// What a new session may be used for: the AWS CLI's default, with which a sign-in can be refreshed.
const SCOPE: &str = "sso:account:access";
/// Hosts whose first label is the name that somebody gave to the portal.
const AWS_HOSTS: [&str; 3] = [".awsapps.com", ".awsapps.cn", ".app.aws"];

/// Which sessions take the place of the start URLs of legacy profiles.
pub(crate) struct Plan<'a> {
    config: &'a Config,
    sessions: Vec<Planned<'a>>,
}

/// A session that is there, or is to be made.
struct Planned<'a> {
    name: String,
    start_url: String,
    region: &'a str,
    /// The config has it already.
    is_there: bool,
    /// It is there, but says no region.
    lacks_region: bool,
}

/// Whether the profile signs in with a start URL of its own.
pub(crate) fn is_legacy(profile: &Profile) -> bool {
    profile.property("sso_session").is_none() && said(profile.get("sso_start_url")).is_some()
}

/// Legacy profiles.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let plan = Plan::of(config);
    let legacy = config.profiles().filter(|profile| is_legacy(profile));
    let finding = |profile: &Profile| {
        let message = "The profile repeats the start URL instead of naming an sso-session, so that its sign-in can't \
                       be refreshed";
        let finding = Finding::new(Severity::Hint, "aws::check::sso_legacy", message);
        let by_hand = || Fix::Manual("write `sso_region`, and `--fix` can make an sso-session of it".into());
        finding.in_profile(profile, &["sso_start_url"]).with_fix(plan.fix(profile).unwrap_or_else(by_hand))
    };
    legacy.map(finding).collect()
}

impl<'a> Plan<'a> {
    /// The sessions of all legacy profiles: those that the config has, and for other start URLs new ones.
    pub(crate) fn of(config: &'a Config) -> Self {
        let mut plan = Self { config, sessions: Vec::new() };
        for session in config.sso_sessions() {
            let url = said(session.get("sso_start_url")).and_then(canonical);
            if let (Some(start_url), Some(region)) = (url, region_of_session(config, session)) {
                let lacks_region = said(session.get("sso_region")).is_none();
                let name = session.name().to_owned();
                plan.sessions.push(Planned { name, start_url, region, is_there: true, lacks_region });
            }
        }
        for profile in config.profiles().filter(|profile| is_legacy(profile)) {
            if let (None, Some((start_url, region))) = (plan.session(profile), center(config, profile)) {
                let name = plan.new_name(&start_url, region);
                plan.sessions.push(Planned { name, start_url, region, is_there: false, lacks_region: false });
            }
        }
        plan
    }

    /// Gives a legacy profile its session; `None` if the config leaves open which.
    pub(crate) fn fix(&self, profile: &Profile) -> Option<Fix> {
        let session = self.session(profile)?;
        let section = SectionName::Profile(profile.name().to_owned());
        let mut edits = Edits::new();
        if !session.is_there {
            let (name, start_url, region) = (session.name.clone(), session.start_url.clone(), session.region.into());
            SsoSessionConfig { name, start_url, region, scopes: vec![SCOPE.into()] }.write(&mut edits.config);
        } else if session.lacks_region {
            let of_session = SectionName::SsoSession(session.name.clone());
            edits.config.set(&of_session, "sso_region", session.region);
        }
        let file = profile.property("sso_start_url")?.file();
        edits.file_mut(file).set(&section, "sso_session", &session.name);
        for key in ["sso_start_url", "sso_region"] {
            edits.config.remove_key(&section, key);
            edits.credentials.remove_key(&section, key);
        }
        let article = if session.is_there { "the" } else { "a new" };
        Some(Fix::safe(format!("let it use {article} sso-session `{}`; sign in to that anew", session.name), edits))
    }

    fn session(&self, profile: &Profile) -> Option<&Planned<'a>> {
        let (url, region) = center(self.config, profile)?;
        self.sessions.iter().find(|session| session.start_url == url && session.region == region)
    }

    /// The name that the portal has in its URL, and if another session has it already, with the region or a number.
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

/// Start URL and region of a legacy profile, if both are known. A region with further lines is none, and stays.
fn center<'a>(config: &'a Config, profile: &'a Profile) -> Option<(String, &'a str)> {
    if profile.get("sso_region").is_some_and(|region| region.contains('\n')) {
        return None;
    }
    Some((canonical(profile.get("sso_start_url")?)?, region_of_profile(config, profile)?))
}
