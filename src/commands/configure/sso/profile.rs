//! Chooses the profile's name and region.

use nu_protocol::LabeledError;

use crate::aws::partition::known_regions;
use crate::commands::configure::sso::answers::{
    ACCOUNT, Answers, OUTPUT, PROFILE, REGION, ROLE, distinct_regions, show,
};
use crate::commands::configure::sso::session::ChosenSession;
use crate::config::profiles_by_role::ProfilesByRole;
use crate::config::{SsoProfile, SsoRole};
use crate::rows::profile::summary;
use crate::sso::NameTemplate;
use crate::sso::name_template::TemplateValues;
use crate::sso::portal::Account;
use crate::text::names::free_name;

const QUESTION: &str = "Which region should it use?";
const ANOTHER: &str = "another region";
const NONE: &str = "none; commands then need --region";

/// A name for the profile.
struct Proposal {
    name: String,
    /// Whether the name of account and role belongs to a profile of another role, so that this is only a similar one.
    is_taken: bool,
}

impl Answers<'_> {
    /// Asks for the name, unless flags give account and role, and for the region. If the profile exists and would be changed, asks whether to, else for another
    /// name, unless `may_overwrite` is set.
    pub(crate) fn profile(
        &self,
        session: &ChosenSession,
        account: Account,
        role_name: String,
        may_overwrite: bool,
    ) -> Result<SsoProfile, LabeledError> {
        let config = &self.context.config;
        let Proposal { name: proposal, is_taken } = self.proposed_name(session, &account, &role_name)?;
        let is_of_flags = !is_taken && [&ACCOUNT, &ROLE].into_iter().all(|question| self.flag(question).is_some());
        let name = match self.flag_text(&PROFILE) {
            Some(name) => name,
            None if !self.can_ask() => proposal,
            None if is_of_flags => {
                show(&PROFILE, &proposal);
                proposal
            }
            None => self.ask(&PROFILE, Some(&proposal))?,
        };
        let region = self.profile_region(session, &name)?;
        let role = SsoRole { session: session.name.clone(), account_id: account.account_id, role_name };
        let mut profile = SsoProfile { name, role: Some(role), region, output: self.flag_text(&OUTPUT) };
        while let Some(existing) = config.profile(&profile.name)
            && !may_overwrite
            && !profile.is_written(config)
        {
            let (name, about) = (&profile.name, summary(existing));
            let question =
                format!("Profile {name} exists ({about}). Change it, and remove keys that would override it?");
            if self.confirm(question)? {
                break;
            }
            let another = free_name(name, |name| config.profile(name).is_some());
            profile.name = self.ask(&PROFILE, Some(&another))?;
        }
        Ok(profile)
    }

    /// The name that the role's profile has already, else the one that `aws profile add` would give it, else a similar one
    /// that is free.
    fn proposed_name(
        &self,
        session: &ChosenSession,
        account: &Account,
        role_name: &str,
    ) -> Result<Proposal, LabeledError> {
        let config = &self.context.config;
        let of_role = ProfilesByRole::new(config);
        let template = NameTemplate::parse(NameTemplate::DEFAULT, None).map_err(|error| self.context.label(error))?;
        let preferred = template.name(&TemplateValues {
            account_id: &account.account_id,
            account_name: account.account_name.as_deref(),
            role_name,
            sso_session: &session.name,
            region: None,
        });
        let key = (Some(session.name.as_str()), account.account_id.as_str(), role_name);
        if of_role.get(key.0, key.1, key.2).is_some() {
            let name = of_role.name(key.0, key.1, key.2, &preferred).to_owned();
            return Ok(Proposal { name, is_taken: false });
        }
        let name = free_name(&preferred, |name| config.profile(name).is_some());
        Ok(Proposal { is_taken: name != preferred, name })
    }

    /// A short list, so that all answers stay on the screen. It begins with the profile's region, else the session's.
    fn profile_region(&self, session: &ChosenSession, name: &str) -> Result<Option<String>, LabeledError> {
        if self.flag(&REGION).is_some() || !self.can_ask() {
            return Ok(self.flag_text(&REGION));
        }
        let config = &self.context.config;
        let current = config.profile(name).and_then(|profile| profile.region());
        let of_others = config.profiles().filter_map(|profile| profile.region());
        let likely = current.into_iter().chain([session.center.region.as_str()]).chain(of_others);
        let mut options = distinct_regions(likely);
        options.push(ANOTHER);
        options.extend(current.is_none().then_some(NONE));
        let mut region = options[self.pick(QUESTION, &options)?];
        if region == ANOTHER {
            region = known_regions()[self.pick(QUESTION, known_regions())?];
        }
        show(&REGION, region);
        Ok((region != NONE).then(|| region.to_owned()))
    }
}
