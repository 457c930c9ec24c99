//! A profile for each role.

use std::collections::HashMap;

use nu_protocol::LabeledError;

use crate::commands::profile::add::flags::{Flags, Naming};
use crate::commands::profile::add::roles::Role;
use crate::config::{Config, FileKind, SectionName, SsoProfile};
use crate::error::{Error, ProfileError, Spans};
use crate::sso::name_template::TemplateValues;

/// The profiles of the roles, in their order. No two have the same name.
pub(crate) fn profiles(roles: &[Role], flags: &Flags, config: &Config) -> Result<Vec<SsoProfile>, LabeledError> {
    let here = Spans::head(flags.naming_span);
    if let Naming::Name(name) = &flags.naming {
        // One that is there may have any name.
        let check = SectionName::Profile(name.clone()).check(FileKind::Config);
        check.or_else(|cause| config.profile(name).map(|_| ()).ok_or(cause)).map_err(|e| Error::from(e).at(&here))?;
    }
    distinct(roles.iter().map(|role| profile(role, flags))).map_err(|error| error.at(&here))
}

fn profile(role: &Role, flags: &Flags) -> SsoProfile {
    let name = match &flags.naming {
        Naming::Name(name) => name.clone(),
        Naming::Template(template) => template.name(&TemplateValues {
            account_id: &role.account_id,
            account_name: role.account_name.as_deref(),
            role_name: &role.role_name,
            sso_session: &role.session,
            region: flags.region.as_deref(),
        }),
    };
    SsoProfile {
        name,
        session: role.session.clone(),
        account_id: role.account_id.clone(),
        role_name: role.role_name.clone(),
        region: flags.region.clone(),
        output: flags.output.clone(),
    }
}

/// The profiles, each once. Two that differ and have one name are an error.
fn distinct(profiles: impl Iterator<Item = SsoProfile>) -> Result<Vec<SsoProfile>, Error> {
    let mut distinct = Vec::<SsoProfile>::new();
    let mut known = HashMap::new();
    for profile in profiles {
        match known.get(&profile.name).and_then(|at| distinct.get(*at)) {
            Some(first) if *first == profile => {}
            Some(first) => {
                let [first, second] = [first, &profile].map(describe);
                return Err(ProfileError::NameShared { name: profile.name, first, second }.into());
            }
            None => {
                known.insert(profile.name.clone(), distinct.len());
                distinct.push(profile);
            }
        }
    }
    Ok(distinct)
}

fn describe(profile: &SsoProfile) -> String {
    format!("{}/{} of {}", profile.account_id, profile.role_name, profile.session)
}
