//! The region of an Identity Center, which may be known from other sections with the same start URL.

use crate::config::Config;
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::section::Section;
use crate::config::start_url::canonical;

/// The session's own region, else the region that all profiles and other sessions have for its start URL.
pub(crate) fn region_of_session<'a>(config: &'a Config, session: &'a Section) -> Option<&'a str> {
    usable(session.get("sso_region")).or_else(|| region_of_url(config, session.get("sso_start_url")?))
}

/// The profile's own region of its Identity Center, else the region that all others have for its start URL.
pub(crate) fn region_of_profile<'a>(config: &'a Config, profile: &'a Profile) -> Option<&'a str> {
    usable(profile.get("sso_region")).or_else(|| region_of_url(config, profile.get("sso_start_url")?))
}

/// The region that sections have for a start URL; `None` if they have different ones.
fn region_of_url<'a>(config: &'a Config, url: &str) -> Option<&'a str> {
    let wanted = canonical(url)?;
    let of_sessions = config.sso_sessions().map(|session| (session.get("sso_start_url"), session.get("sso_region")));
    let of_profiles = config.profiles().map(|profile| {
        let session = profile.get("sso_session").and_then(|name| config.sso_session(name));
        let url = session.map_or_else(|| profile.get("sso_start_url"), |session| session.get("sso_start_url"));
        (url, profile.get("sso_region"))
    });
    let known = of_sessions.chain(of_profiles).filter_map(|(url, region)| Some((canonical(url?)?, usable(region)?)));
    let mut regions = known.filter(|(url, _)| *url == wanted).map(|(_, region)| region);
    let first = regions.next()?;
    regions.all(|region| region == first).then_some(first)
}
