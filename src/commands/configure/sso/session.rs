//! The session of the wizard: one that the config has, or a new one.

use nu_protocol::LabeledError;

use super::answers::{Answers, SCOPES, SESSION, SSO_REGION, START_URL};
use crate::caller::Caller;
use crate::config::Config;
use crate::error::Spans;
use crate::sso::IdentityCenter;
use crate::sso::identity_center::DEFAULT_SCOPE;

/// The Identity Center to sign in to.
pub struct SessionAnswer {
    /// It.
    pub center: IdentityCenter,
    /// The session's name.
    pub name: String,
    /// Whether the config has it not yet.
    pub is_new: bool,
}

impl SessionAnswer {
    /// Asks for the session's name, and only if it is a new one for the rest.
    pub fn of(answers: &Answers, caller: &Caller, config: &Config, spans: &Spans) -> Result<Self, LabeledError> {
        let known: Vec<_> = config.sso_sessions().map(|section| section.name()).collect();
        let name = answers.required(caller, &SESSION, known.first().copied())?;
        if config.sso_session(&name).is_some() {
            let center = IdentityCenter::of_session(config, &name).map_err(|error| error.at(spans))?;
            return Ok(Self { center, name, is_new: false });
        }
        let start_url = answers.required(caller, &START_URL, None)?;
        let region = answers.required(caller, &SSO_REGION, None)?;
        let scopes = answers.required(caller, &SCOPES, Some(DEFAULT_SCOPE))?;
        let list = scopes.split(',').map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect();
        let center = IdentityCenter { session: Some(name.clone()), start_url, region, scopes: list };
        Ok(Self { center, name, is_new: true })
    }
}
