//! The session of the wizard: one that the config has, or a new one.

use nu_protocol::LabeledError;

use crate::commands::configure::sso::answers::{Responses, SCOPES, SESSION, SSO_REGION, START_URL};
use crate::config::Config;
use crate::config::identity_center::{DEFAULT_SCOPE, IdentityCenter};
use crate::error::Spans;
use crate::nu::caller::Caller;

/// The Identity Center to sign in to.
pub(crate) struct SessionAnswer {
    /// It.
    pub(crate) center: IdentityCenter,
    /// The session's name.
    pub(crate) name: String,
    /// Whether the config has it not yet.
    pub(crate) is_new: bool,
}

impl SessionAnswer {
    /// Asks for the session's name, and only if it is a new one for the rest.
    pub(crate) fn of(
        answers: &Responses,
        caller: &Caller,
        config: &Config,
        spans: &Spans,
    ) -> Result<Self, LabeledError> {
        let known: Vec<_> = config.sso_sessions().map(|section| section.name()).collect();
        let name = answers.required(caller, &SESSION, known.first().copied())?;
        if config.sso_session(&name).is_some() {
            let center = IdentityCenter::from_session(config, &name).map_err(|error| error.at(spans))?;
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
