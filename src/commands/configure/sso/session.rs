//! Chooses the session: one of the config file, or a new one for a start URL.

use nu_protocol::LabeledError;

use crate::aws::partition::known_regions;
use crate::commands::configure::sso::answers::{
    ACCOUNT, Answers, ROLE, SCOPES, SESSION, SSO_REGION, START_URL, distinct_regions, show,
};
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::config::start_url::{self, canonical};
use crate::config::{Section, safe_name};
use crate::nu::caller::tell;
use crate::sso::vanity_url;
use crate::text::names::free_name;

/// What the list of known start URLs has at its end.
const ANOTHER: &str = "another start URL";

pub(crate) struct ChosenSession {
    pub(crate) name: String,
    pub(crate) center: IdentityCenter,
    /// Whether the config file doesn't have it yet.
    pub(crate) is_new: bool,
}

impl Answers<'_> {
    /// Chooses the session, and asks for its settings only if it is a new one.
    pub(crate) fn session(&self) -> Result<ChosenSession, LabeledError> {
        let config = &self.context.config;
        if let Some(section) = self.flag(&SESSION).and_then(|name| config.sso_session(&name.item)) {
            return self.existing_session(section);
        }
        let start_url = match self.flag_text(&START_URL) {
            Some(url) => url,
            None => match self.known_session()? {
                Some(section) => return self.existing_session(section),
                None => self.ask_for_start_url()?,
            },
        };
        let has_this_url =
            |section: &&Section| section.get("sso_start_url").and_then(canonical) == canonical(&start_url);
        if self.flag(&SESSION).is_none()
            && let Some(section) = config.sso_sessions().find(has_this_url)
        {
            show(&SESSION, &format!("{}, which has this start URL", section.name()));
            return self.existing_session(section);
        }
        let region = self.region_of_center(&start_url)?;
        let name = match self.flag_text(&SESSION) {
            Some(name) => name,
            None => self.new_session_name(&start_url)?,
        };
        let scopes = self.flag_text(&SCOPES).unwrap_or(DEFAULT_SCOPE.to_owned());
        let scopes = scopes.split(',').map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect();
        let center = IdentityCenter { session: Some(name.clone()), start_url, region, scopes };
        Ok(ChosenSession { name, center, is_new: true })
    }

    fn existing_session(&self, section: &Section) -> Result<ChosenSession, LabeledError> {
        let name = section.name().to_owned();
        let center = IdentityCenter::from_session(&self.context.config, &name);
        let center = center.map_err(|error| self.context.label(error))?;
        let known = [(&START_URL, canonical(&center.start_url)), (&SSO_REGION, Some(center.region.clone()))];
        for (question, known) in known {
            if let (Some(flag), Some(known)) = (self.flag(question), known)
                && flag.item != known
            {
                return Err(self.contradicts(question, format!("is not that of the sso-session `{name}`, {known}")));
            }
        }
        Ok(ChosenSession { name, center, is_new: false })
    }

    /// The session of the config file that the user picks; without a terminal the only one. `None` if it is to be a new
    /// one.
    fn known_session(&self) -> Result<Option<&Section>, LabeledError> {
        let sections: Vec<_> = self.context.config.sso_sessions().collect();
        if self.flag(&SESSION).is_some() || sections.is_empty() {
            return Ok(None);
        }
        match sections.as_slice() {
            _ if self.can_ask() => (),
            [only] => return Ok(Some(only)),
            _ => return Err(self.missing([&SESSION, &ACCOUNT, &ROLE])),
        }
        let known = sections.iter().map(|section| {
            let url = section.get("sso_start_url").unwrap_or("no start URL");
            format!("{} · {url}", section.name())
        });
        let texts: Vec<_> = known.chain([ANOTHER.to_owned()]).collect();
        let chosen = sections.get(self.pick("Where do you sign in?", &texts)?).copied();
        if let Some(section) = chosen {
            show(&SESSION, section.name());
        }
        Ok(chosen)
    }

    fn ask_for_start_url(&self) -> Result<String, LabeledError> {
        if !self.can_ask() {
            return Err(self.missing([&START_URL, &SSO_REGION, &ACCOUNT, &ROLE]));
        }
        self.ask(&START_URL, None)
    }

    /// The flag's region, else that of the start URL, else the one that the user picks.
    fn region_of_center(&self, start_url: &str) -> Result<String, LabeledError> {
        let known = start_url::region(start_url);
        if let Some(flag) = self.flag_text(&SSO_REGION) {
            return match known.filter(|known| *known != flag) {
                Some(known) => {
                    Err(self.contradicts(&SSO_REGION, format!("is not the region of the start URL, {known}")))
                }
                None => Ok(flag),
            };
        }
        let region = match known {
            Some(region) => region,
            None => match self.redirected_region(start_url)? {
                Some(region) => region,
                None if !self.can_ask() => return Err(self.missing([&SSO_REGION, &ACCOUNT, &ROLE])),
                None => self.pick_region_of_center()?,
            },
        };
        show(&SSO_REGION, &region);
        Ok(region)
    }

    fn pick_region_of_center(&self) -> Result<String, LabeledError> {
        let config = &self.context.config;
        let of_sessions = config.sso_sessions().filter_map(|section| section.get("sso_region"));
        let of_profiles = config.profiles().filter_map(|profile| profile.region());
        let regions = of_sessions.chain(of_profiles).chain(known_regions().iter().copied());
        let regions = distinct_regions(regions);
        Ok(regions[self.pick("Where is its IAM Identity Center?", &regions)?].to_owned())
    }

    /// The region of the portal that a start URL of the user's own redirects to.
    fn redirected_region(&self, start_url: &str) -> Result<Option<String>, LabeledError> {
        let context = self.context.aws_context()?;
        Ok(match self.context.block_on(async { Ok(vanity_url::resolve(&context, start_url).await) })? {
            Ok(resolved) => resolved.region,
            Err(reason) => {
                tell(&format!("{start_url} {reason}."));
                None
            }
        })
    }

    fn new_session_name(&self, start_url: &str) -> Result<String, LabeledError> {
        let exists = |name: &str| self.context.config.sso_session(name).is_some();
        let mut proposal = free_name(&safe_name(&start_url::name(start_url)), exists);
        if !self.can_ask() {
            return Ok(proposal);
        }
        loop {
            let name = self.ask(&SESSION, Some(&proposal))?;
            if !exists(&name) {
                return Ok(name);
            }
            tell(&format!("The session {name} exists, and has another start URL."));
            proposal = free_name(&name, exists);
        }
    }
}
