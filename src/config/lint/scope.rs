//! Which findings concern some profiles.

use crate::config::Config;
use crate::config::lint::finding::Finding;
use crate::config::names::SectionName;
use crate::config::profile::Profile;

/// What a check is about: everything, or some profiles with the sessions and source profiles that they use.
#[derive(Debug)]
pub(crate) struct CheckScope(Option<Vec<SectionName>>);

impl CheckScope {
    /// Both files, with all that stands in them.
    pub(crate) fn all() -> Self {
        Self(None)
    }

    /// These profiles, the profiles that give them credentials, and the SSO sessions of all of these.
    pub(crate) fn from_profiles(config: &Config, profiles: &[&Profile]) -> Self {
        let mut sections = Vec::new();
        for profile in profiles {
            let mut next = Some(*profile);
            while let Some(profile) = next {
                let section = SectionName::Profile(profile.name().to_owned());
                // One that is known already has been followed, and may be part of a loop.
                if sections.contains(&section) {
                    break;
                }
                sections.push(section);
                sections.extend(profile.get("sso_session").map(|name| SectionName::SsoSession(name.to_owned())));
                next = profile.get("source_profile").and_then(|name| config.profile(name));
            }
        }
        Self(Some(sections))
    }

    /// Whether a finding is about it.
    pub(crate) fn includes(&self, finding: &Finding) -> bool {
        self.0.as_ref().is_none_or(|sections| finding.section.as_ref().is_some_and(|own| sections.contains(own)))
    }

    /// Whether the check is about this profile.
    pub(crate) fn includes_profile(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|sections| sections.contains(&SectionName::Profile(name.to_owned())))
    }
}
