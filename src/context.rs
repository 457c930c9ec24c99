//! What one call knows: the caller's environment, the AWS files, the plugin's settings, and what all calls share.

pub(crate) mod active_profile;
pub(crate) mod settings;
pub(crate) mod user_answers;
pub(crate) mod warnings;

use crate::aws::environment::Environment;
use crate::cli_cache::unsaved::UnsavedCaches;
use crate::config::Config;
use crate::context::settings::Settings;
use crate::context::user_answers::{AskMfaCode, UserAnswers};
use crate::context::warnings::Warnings;
use crate::http::clients::Clients;
use crate::http::waits::Waits;

/// What one call knows.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The caller's variables and directory.
    pub(crate) environment: &'a Environment,
    /// The AWS files as the caller sees them.
    pub(crate) config: &'a Config,
    /// The user's settings for the plugin.
    pub(crate) settings: &'a Settings,
    /// The HTTP clients that all calls share.
    pub(crate) clients: &'a Clients,
    /// The clock of this call's waits for the network.
    pub(crate) waits: &'a Waits,
    /// What this process could not store in the caches.
    pub(crate) unsaved: &'a UnsavedCaches,
    pub(crate) answers: &'a UserAnswers,
    /// Takes the warnings that the command prints.
    pub(crate) warnings: &'a Warnings,
    /// Asks the user for the code of an MFA device. `None` without a terminal, and where many profiles are used at
    /// once.
    pub(crate) ask_mfa_code: Option<&'a AskMfaCode<'a>>,
}

/// A [`Context`] for tasks that outlive the function that started them. Its parts are shared, not copied.
#[derive(Clone, Default)]
pub(crate) struct OwnedContext {
    pub(crate) environment: Environment,
    pub(crate) config: Config,
    pub(crate) settings: Settings,
    pub(crate) clients: Clients,
    pub(crate) waits: Waits,
    pub(crate) unsaved: UnsavedCaches,
    pub(crate) answers: UserAnswers,
    pub(crate) warnings: Warnings,
}

impl Context<'_> {
    /// Drops `ask_mfa_code`: when a background task runs, rows may already be on the screen.
    pub(crate) fn into_owned(self) -> OwnedContext {
        OwnedContext {
            environment: self.environment.clone(),
            config: self.config.clone(),
            settings: *self.settings,
            clients: self.clients.clone(),
            waits: self.waits.clone(),
            unsaved: self.unsaved.clone(),
            answers: self.answers.clone(),
            warnings: self.warnings.clone(),
        }
    }
}

impl OwnedContext {
    pub(crate) fn as_context(&self) -> Context<'_> {
        let Self { environment, config, settings, clients, waits, unsaved, answers, warnings } = self;
        Context { environment, config, settings, clients, waits, unsaved, answers, warnings, ask_mfa_code: None }
    }
}
