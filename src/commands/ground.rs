//! What a command that asks AWS stands on: the caller, the AWS files, the settings.

use std::sync::Arc;

use nu_plugin::EngineInterface;
use nu_protocol::LabeledError;

use super::answers::{Answers, Named, Source};
use super::read_config;
use super::target_flags::{FailureFlags, TargetFlags};
use crate::AwsPlugin;
use crate::caller::Caller;
use crate::config::Config;
use crate::error::{Error, Spans};
use crate::line::{Answer, Line};
use crate::session::{Basis, Target};
use crate::settings::Settings;
use crate::targets::each;

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

    /// Does the work for each target that a call asks, and listens to what they answer.
    pub fn ask<T, W, F>(&self, flags: &TargetFlags, failures: FailureFlags, work: W) -> Result<Answers<T>, LabeledError>
    where
        T: Send + 'static,
        W: Fn(Arc<Target>, Line<T>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let asked = flags.asked(&self.config)?;
        let named = Named { is_single: asked.is_single(), regions: flags.region_words() };
        let (receiver, tally) = self.wait(async { Ok(each(self.basis().keep(), asked, work)) })?;
        let source = Source::Asked(self.plugin.receive(self.engine, receiver)?, tally);
        Ok(Answers::new(source, failures, named, self.spans.clone()))
    }

    /// Listens to answers for which nobody has to be asked.
    pub fn answered<T>(
        &self,
        flags: &TargetFlags,
        failures: FailureFlags,
        answers: Vec<Answer<T>>,
    ) -> Result<Answers<T>, LabeledError> {
        let named = Named { is_single: flags.asked(&self.config)?.is_single(), regions: Vec::new() };
        Ok(Answers::new(Source::Known(answers.into_iter()), failures, named, self.spans.clone()))
    }

    /// Waits for a future, or for Ctrl-C.
    pub fn wait<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, LabeledError> {
        self.plugin.block_on(self.engine, future).map_err(|error| error.at(&self.spans))
    }
}
