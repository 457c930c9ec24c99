//! The Identity Center that the profile signs in to.

use crate::config::Section;
use crate::effective::inputs::{Inputs, of_line, of_profile};
use crate::effective::precedence::text;
use crate::effective::{Effective, Shadowed};

/// The session, and its start URL and region, which an `[sso-session]` or the profile itself may say.
pub(crate) fn identity_center(here: &Inputs) -> [Effective; 3] {
    let session = Effective::first_said("sso_session", here.candidates(&[], "sso_session"), text);
    let section = session.text().and_then(|name| here.config.sso_session(name));
    let missing = session.text().filter(|_| section.is_none());
    let missing = missing.map(|name| format!("there is no section [sso-session {name}]"));
    [session.note(missing), of_session(here, section, "sso_start_url"), of_session(here, section, "sso_region")]
}

fn of_session(here: &Inputs, section: Option<&Section>, key: &str) -> Effective {
    let session =
        section.into_iter().flat_map(|section| section.property(key).into_iter().chain(section.overridden(key)));
    let profile = here.profile.into_iter().flat_map(|profile| of_profile(profile, key));
    let setting = Effective::first(key, session.map(of_line).chain(profile), text);
    let differs = |loser: &Shadowed| Some(&loser.value) != setting.value.as_ref();
    let inconsistent = section.is_some_and(|section| section.property(key).is_some())
        && here.profile.is_some_and(|profile| profile.property(key).is_some())
        && setting.shadowed.iter().any(differs);
    let note =
        inconsistent.then(|| "the AWS CLI and boto3 refuse a profile that says otherwise than its session".into());
    setting.note(note)
}
