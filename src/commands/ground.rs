//! What a command that asks AWS stands on: the caller, the AWS files, the settings.

use nu_plugin::EngineInterface;
use nu_protocol::LabeledError;

use super::read_config;
use crate::AwsPlugin;
use crate::caller::Caller;
use crate::config::Config;
use crate::error::{Error, Spans};
use crate::session::Basis;
use crate::settings::Settings;

/// The ground of one call.
pub struct Ground<'a> {
    /// The shell that made the call.
    pub caller: Caller<'a>,
    /// The AWS files as the caller sees them.
    pub config: Config,
    /// Where the words of the call stand.
    pub spans: Spans,
    settings: Settings,
    plugin: &'a AwsPlugin,
    engine: &'a EngineInterface,
}

impl<'a> Ground<'a> {
    /// Reads what the call stands on.
    pub fn of(plugin: &'a AwsPlugin, engine: &'a EngineInterface, spans: Spans) -> Result<Self, LabeledError> {
        let caller = Caller::of(engine, spans.head)?;
        let settings = Settings::of(engine)?;
        let config = read_config(&caller, &spans)?;
        Ok(Self { caller, config, spans, settings, plugin, engine })
    }

    /// What sessions are made from.
    pub fn basis(&self) -> Basis<'_> {
        let (environment, clients) = (self.caller.environment(), self.plugin.clients());
        Basis { environment, config: &self.config, settings: &self.settings, clients }
    }

    /// Waits for a future, or for Ctrl-C.
    pub fn wait<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, LabeledError> {
        self.plugin.block_on(self.engine, future).map_err(|error| error.at(&self.spans))
    }
}
