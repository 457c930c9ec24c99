//! Which of several profiles have to be written, and the edits that write them.

use std::collections::HashMap;

use crate::config::{Config, Edits, SsoProfile};
use crate::error::ProfileError;

pub(crate) struct SsoProfilePlan {
    /// The names of the profiles, in their order and each once.
    pub(crate) profiles: Vec<(String, WriteStatus)>,
    pub(crate) edits: Edits,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteStatus {
    Written,
    /// The files already say exactly this.
    Unchanged,
    /// The files say something else, which stays.
    Kept,
}

impl SsoProfilePlan {
    /// Plans to write the profiles. Existing ones get the settings that they lack. Those that say something else are
    /// overwritten only with `force`.
    ///
    /// # Errors
    ///
    /// [`ProfileError::NameShared`] for two different profiles with the same name.
    pub(crate) fn new(profiles: &[SsoProfile], config: &Config, force: bool) -> Result<Self, ProfileError> {
        let mut by_name = HashMap::<&str, &SsoProfile>::new();
        let mut plan = Self { profiles: Vec::new(), edits: Edits::new() };
        for profile in profiles {
            match by_name.insert(&profile.name, profile) {
                Some(first) if first == profile => {}
                Some(first) => {
                    let [first, second] = [first, profile].map(role_of);
                    return Err(ProfileError::NameShared { name: profile.name.clone(), first, second });
                }
                None => plan.add(profile, config, force),
            }
        }
        Ok(plan)
    }

    fn add(&mut self, profile: &SsoProfile, config: &Config, force: bool) {
        let status = match config.profile(&profile.name) {
            Some(_) if profile.is_written(config) => WriteStatus::Unchanged,
            Some(_) if !force && !profile.adds_only_settings(config) => WriteStatus::Kept,
            _ => WriteStatus::Written,
        };
        if status == WriteStatus::Written {
            profile.write(config, &mut self.edits);
        }
        self.profiles.push((profile.name.clone(), status));
    }
}

impl WriteStatus {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
        }
    }
}

fn role_of(profile: &SsoProfile) -> String {
    let role = profile.role.as_ref().map(|role| format!("{}/{} of {}", role.account_id, role.role_name, role.session));
    role.unwrap_or_else(|| "the role that it has".to_owned())
}
