//! What a command that asks AWS stands on: the caller, the AWS files, the settings.

use std::sync::Arc;

use nu_plugin::EngineInterface;
use nu_protocol::LabeledError;
use tokio::sync::mpsc;

use crate::commands::common::read_config;
use crate::commands::common::responses::{RequestedScope, Responses, Source, print_warnings};
use crate::commands::common::target_flags::{FailureFlags, TargetFlags};
use crate::config::Config;
use crate::context::Context;
use crate::context::mfa::{AskMfaCode, Mfa, MfaCode};
use crate::context::settings::Settings;
use crate::context::warnings::Warnings;
use crate::credentials::{Session, Target};
use crate::error::{Error, Spans};
use crate::fanout::channel::{Channel, Message};
use crate::fanout::{TargetSelection, each};
use crate::nu::caller::Caller;
use crate::nu::encoder::StreamConsumer;
use crate::nu::receiver::Received;
use crate::plugin::AwsPlugin;

/// The command of one call.
pub(crate) struct CommandContext<'a> {
    /// The shell that made the call.
    pub(crate) caller: Caller<'a>,
    /// The AWS files as the caller sees them.
    pub(crate) config: Config,
    /// Where the words of the call stand.
    pub(crate) spans: Spans,
    /// Who reads the stream that the call may answer with.
    pub(crate) consumer: StreamConsumer,
    settings: Settings,
    mfa: Mfa,
    warnings: Warnings,
    plugin: &'a AwsPlugin,
    engine: &'a EngineInterface,
}

impl<'a> CommandContext<'a> {
    /// Reads what the call stands on.
    pub(crate) fn of(plugin: &'a AwsPlugin, engine: &'a EngineInterface, spans: Spans) -> Result<Self, LabeledError> {
        let caller = Caller::of(engine, spans.head)?;
        let settings = Settings::from_engine(engine)?;
        let config = read_config(&caller, &spans)?;
        let consumer = plugin.encoder().consumer();
        Ok(Self {
            caller,
            config,
            spans,
            consumer,
            settings,
            mfa: Mfa::default(),
            warnings: Warnings::default(),
            plugin,
            engine,
        })
    }

    /// What sessions are made from. The call names no code of an MFA device, and nobody is asked for one.
    pub(crate) fn context(&self) -> Context<'_> {
        let (environment, clients) = (self.caller.environment(), self.plugin.clients());
        let Self { config, settings, mfa, warnings, .. } = self;
        Context { environment, config, settings, clients, mfa, warnings, ask_mfa_code: None }
    }

    /// Does the work for each target that a call asks, and listens to what they answer.
    pub(crate) fn ask<T, W, F>(
        &self,
        flags: &TargetFlags,
        asked: &TargetSelection,
        failures: FailureFlags,
        work: W,
    ) -> Result<Responses<T>, LabeledError>
    where
        T: Send + 'static,
        W: Fn(Arc<Target>, Channel<T>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let regions = if asked.profiles.is_empty() { Vec::new() } else { flags.region_words() };
        let named = RequestedScope { is_single: asked.is_single(), is_one_profile: asked.profiles.len() == 1, regions };
        let context = Context { mfa: &flags.mfa, ..self.context() };
        if let [profile] = asked.profiles.as_slice() {
            self.ask_beforehand(context, profile.as_deref(), asked.regions.single())?;
        }
        let (receiver, tracker) = self.wait(async { Ok(each(context.to_owned_context(), asked.clone(), work)) })?;
        let source = Source::Targets(self.receive(receiver)?, tracker);
        Ok(Responses::new(source, failures, named, self.spans.clone(), self.warnings.clone()))
    }

    /// Listens to answers for which nobody has to be asked.
    pub(crate) fn answered<T>(
        &self,
        asked: &TargetSelection,
        failures: FailureFlags,
        answers: Vec<Message<T>>,
    ) -> Responses<T> {
        let is_single = asked.is_single();
        let named = RequestedScope { is_single, is_one_profile: is_single, regions: Vec::new() };
        Responses::new(Source::Known(answers.into_iter()), failures, named, self.spans.clone(), self.warnings.clone())
    }

    /// Gets the keys of a role that wants the code of an MFA device, if a person can be asked for it. Later many may
    /// be under way, and rows on the screen.
    fn ask_beforehand(
        &self,
        context: Context<'_>,
        profile: Option<&str>,
        region: Option<&str>,
    ) -> Result<(), LabeledError> {
        let ask = |question: &str| self.ask_code(question);
        let person = self.person(&ask).filter(|_| Session::wants_code(&context, profile));
        let Some(person) = person else { return Ok(()) };
        let context = Context { ask_mfa_code: Some(person), ..context };
        self.wait(async {
            match region {
                Some(region) => Session::open(context, profile, Some(region)).await.map(drop),
                None => Session::open_anywhere(context, profile).await.map(drop),
            }
        })
    }

    /// Who can be asked for the code of an MFA device, and how; `None` without a terminal.
    pub(crate) fn person<'p>(&self, ask: &'p AskMfaCode<'p>) -> Option<&'p AskMfaCode<'p>> {
        self.caller.can_ask().then_some(ask)
    }

    /// Asks the person for the code of an MFA device.
    pub(crate) fn ask_code(&self, question: &str) -> Result<MfaCode, Error> {
        // Whoever doesn't answer has pressed Ctrl-C.
        MfaCode::parse(&self.caller.ask(question).map_err(|_| Error::Interrupted)?)
    }

    /// What comes through a channel, until Ctrl-C, or until nobody reads any more what is made of it.
    pub(crate) fn receive<T>(&self, receiver: mpsc::Receiver<T>) -> Result<Received<T>, LabeledError> {
        self.plugin.receive(self.engine, receiver, self.consumer.clone())
    }

    /// Waits for a future, or for Ctrl-C, and prints the warnings that the future has added.
    pub(crate) fn wait<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, LabeledError> {
        let result = self.plugin.block_on(self.engine, future);
        print_warnings(&self.warnings.take());
        result.map_err(|error| error.at(&self.spans))
    }
}
