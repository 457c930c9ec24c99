//! In which region an Identity Center is, as far as any section says it.

use crate::config::Config;
use crate::config::lint::said;
use crate::config::lint::start_url::canonical;
use crate::config::profile::Profile;
use crate::config::section::Section;

/// The session's own region, else the only one that profiles and other sessions name for its start URL.
pub(crate) fn region_of_session<'a>(config: &'a Config, session: &'a Section) -> Option<&'a str> {
    own_or_else(session.get("sso_region"), || region_of_url(config, session.get("sso_start_url")?))
}

/// The profile's own region of its Identity Center, else the only one that others name for its start URL.
pub(crate) fn region_of_profile<'a>(config: &'a Config, profile: &'a Profile) -> Option<&'a str> {
    own_or_else(profile.get("sso_region"), || region_of_url(config, profile.get("sso_start_url")?))
}

/// What is said, else what others say. Further lines say nothing, but no fix may write another region over them.
fn own_or_else<'a>(own: Option<&'a str>, of_others: impl FnOnce() -> Option<&'a str>) -> Option<&'a str> {
    match own {
        Some(own) if own.contains('\n') => None,
        _ => said(own).or_else(of_others),
    }
}

/// The region that is named for a start URL, if it is only one.
fn region_of_url<'a>(config: &'a Config, url: &str) -> Option<&'a str> {
    let wanted = canonical(url)?;
    let of_sessions = config.sso_sessions().map(|session| (session.get("sso_start_url"), session.get("sso_region")));
    let of_profiles = config.profiles().map(|profile| {
        let session = profile.get("sso_session").and_then(|name| config.sso_session(name));
        let url = session.map_or_else(|| profile.get("sso_start_url"), |session| session.get("sso_start_url"));
        (url, profile.get("sso_region"))
    });
    let named = of_sessions.chain(of_profiles).filter_map(|(url, region)| Some((canonical(url?)?, said(region)?)));
    let mut regions = named.filter(|(url, _)| *url == wanted).map(|(_, region)| region);
    let first = regions.next()?;
    regions.all(|region| region == first).then_some(first)
}
