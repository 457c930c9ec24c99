//! Which findings are about certain profiles.

use std::collections::HashSet;

use crate::config::Config;
use crate::config::lint::finding::Finding;
use crate::config::profile::Profile;
use crate::config::section_name::SectionName;

/// What is checked: everything, or some profiles with the sessions and source profiles that they use.
#[derive(Debug)]
pub(crate) struct CheckScope(Option<HashSet<SectionName>>);

impl CheckScope {
    /// Everything in both files.
    pub(crate) fn all() -> Self {
        Self(None)
    }

    /// These profiles, the profiles that give them credentials, and the SSO sessions of all of these.
    pub(crate) fn from_profiles(config: &Config, profiles: &[&Profile]) -> Self {
        let mut sections = HashSet::new();
        for profile in profiles {
            let mut next = Some(*profile);
            while let Some(profile) = next {
                // Its sources have been added already. It may be part of a loop.
                if !sections.insert(SectionName::profile(profile.name())) {
                    break;
                }
                sections.extend(profile.get("sso_session").map(SectionName::sso_session));
                next = profile.get("source_profile").and_then(|name| config.profile(name));
            }
        }
        Self(Some(sections))
    }

    pub(crate) fn includes(&self, finding: &Finding) -> bool {
        // What can't be read may belong to the profiles.
        let is_unknown = matches!(finding.code, "aws::check::unreadable" | "aws::check::syntax");
        let includes = |section| self.0.as_ref().is_none_or(|sections| sections.contains(section));
        finding.section.as_ref().map_or(self.0.is_none() || is_unknown, includes)
    }

    pub(crate) fn includes_profile(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|sections| sections.contains(&SectionName::profile(name)))
    }
}
