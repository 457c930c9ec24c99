//! What a session is made from.

use super::http::Clients;
use super::mfa::{Ask, Mfa};
use crate::config::Config;
use crate::environment::Environment;
use crate::settings::Settings;

/// What a session is made from: the caller, and what the call says.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The caller's variables and directory.
    pub environment: &'a Environment,
    /// The AWS files as the caller sees them.
    pub config: &'a Config,
    /// What the user has set for the plugin.
    pub settings: &'a Settings,
    /// The HTTP clients that all calls share.
    pub clients: &'a Clients,
    /// What the call knows of MFA.
    pub mfa: &'a Mfa,
    /// Who can be asked for the code of an MFA device. Nobody is where many are asked side by side.
    pub person: Option<&'a Ask<'a>>,
}

/// A [`Basis`] to keep: for what goes on after the function that has begun it. Its parts are shared, not copied.
#[derive(Clone)]
pub struct KeptBasis {
    environment: Environment,
    config: Config,
    settings: Settings,
    clients: Clients,
    mfa: Mfa,
}

impl Basis<'_> {
    /// The same, to keep. It outlives the moment in which a person could be asked.
    pub fn keep(&self) -> KeptBasis {
        KeptBasis {
            environment: self.environment.clone(),
            config: self.config.clone(),
            settings: *self.settings,
            clients: self.clients.clone(),
            mfa: self.mfa.clone(),
        }
    }
}

impl KeptBasis {
    /// The same, to use.
    pub fn basis(&self) -> Basis<'_> {
        let Self { environment, config, settings, clients, mfa } = self;
        Basis { environment, config, settings, clients, mfa, person: None }
    }
}
