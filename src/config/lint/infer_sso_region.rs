//! The region of an Identity Center, which may be known from other sections with the same start URL.

use std::collections::HashMap;

use crate::config::Config;
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::section::Section;
use crate::config::start_url::canonical;

/// The regions that the sections of a config have for their start URLs.
pub(crate) struct SsoRegions<'a> {
    /// By start URLs in canonical form; `None` if sections have different regions.
    by_url: HashMap<String, Option<&'a str>>,
}

impl<'a> SsoRegions<'a> {
    pub(crate) fn new(config: &'a Config) -> Self {
        let of_sessions =
            config.sso_sessions().map(|session| (session.get("sso_start_url"), session.get("sso_region")));
        let of_profiles = config.profiles().map(|profile| {
            let session = profile.get("sso_session").and_then(|name| config.sso_session(name));
            let url = session.map_or_else(|| profile.get("sso_start_url"), |session| session.get("sso_start_url"));
            (url, profile.get("sso_region"))
        });
        let known = of_sessions.chain(of_profiles);
        let mut by_url = HashMap::new();
        for (url, region) in known.filter_map(|(url, region)| Some((canonical(url?)?, usable(region)?))) {
            let first = by_url.entry(url).or_insert(Some(region));
            *first = first.filter(|first| *first == region);
        }
        Self { by_url }
    }

    /// The session's own region, else the region that all profiles and other sessions have for its start URL.
    pub(crate) fn of_session(&self, session: &'a Section) -> Option<&'a str> {
        usable(session.get("sso_region")).or_else(|| self.of_url(session.get("sso_start_url")?))
    }

    /// The profile's own region of its Identity Center, else the region that all others have for its start URL.
    pub(crate) fn of_profile(&self, profile: &'a Profile) -> Option<&'a str> {
        usable(profile.get("sso_region")).or_else(|| self.of_url(profile.get("sso_start_url")?))
    }

    fn of_url(&self, url: &str) -> Option<&'a str> {
        *self.by_url.get(&canonical(url)?)?
    }
}
