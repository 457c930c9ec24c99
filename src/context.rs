//! What a session is made from.

pub(crate) mod active;
pub(crate) mod mfa;
pub(crate) mod mfa_code;
pub(crate) mod settings;
pub(crate) mod warnings;

use crate::aws::environment::Environment;
use crate::config::Config;
use crate::context::mfa::{Ask, Mfa};
use crate::context::settings::Settings;
use crate::context::warnings::Warnings;
use crate::http::clients::Clients;

/// What a session is made from: the caller, and what the call says.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The caller's variables and directory.
    pub(crate) environment: &'a Environment,
    /// The AWS files as the caller sees them.
    pub(crate) config: &'a Config,
    /// What the user has set for the plugin.
    pub(crate) settings: &'a Settings,
    /// The HTTP clients that all calls share.
    pub(crate) clients: &'a Clients,
    /// What the call knows of MFA.
    pub(crate) mfa: &'a Mfa,
    /// Takes the warnings that the command prints.
    pub(crate) warnings: &'a Warnings,
    /// Who can be asked for the code of an MFA device. Nobody is where many are asked side by side.
    pub(crate) person: Option<&'a Ask<'a>>,
}

/// A [`Context`] to keep: for what goes on after the function that has begun it. Its parts are shared, not copied.
#[derive(Clone, Default)]
pub(crate) struct OwnedContext {
    pub(crate) environment: Environment,
    pub(crate) config: Config,
    pub(crate) settings: Settings,
    pub(crate) clients: Clients,
    pub(crate) mfa: Mfa,
    pub(crate) warnings: Warnings,
}

impl Context<'_> {
    /// The same, to keep. It outlives the moment in which a person could be asked.
    pub(crate) fn keep(&self) -> OwnedContext {
        OwnedContext {
            environment: self.environment.clone(),
            config: self.config.clone(),
            settings: *self.settings,
            clients: self.clients.clone(),
            mfa: self.mfa.clone(),
            warnings: self.warnings.clone(),
        }
    }
}

impl OwnedContext {
    /// The same, to use.
    pub(crate) fn context(&self) -> Context<'_> {
        let Self { environment, config, settings, clients, mfa, warnings } = self;
        Context { environment, config, settings, clients, mfa, warnings, person: None }
    }
}
