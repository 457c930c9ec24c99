//! What a command knows of its call.

use std::sync::{Arc, OnceLock};

use nu_plugin::EngineInterface;
use nu_protocol::{LabeledError, ListStream, PipelineData, PipelineMetadata, Value};
use tokio::sync::mpsc;

use crate::commands::common::command::Call;
use crate::commands::common::responses::{RequestedScope, Responses, Source, print_warnings};
use crate::commands::common::target_flags::{FailureFlags, TargetFlags};
use crate::config::{Config, ConfigPaths, Edits};
use crate::context::Context;
use crate::context::active::ActiveProfile;
use crate::context::mfa::{AskMfaCode, Mfa, MfaCode};
use crate::context::settings::Settings;
use crate::context::warnings::Warnings;
use crate::credentials::{Session, Target};
use crate::error::{Error, ProfileError, Spans};
use crate::fanout::channel::{Channel, Message};
use crate::fanout::{TargetSelection, each};
use crate::nu::caller::Caller;
use crate::nu::encoder::StreamConsumer;
use crate::nu::receiver::Received;
use crate::plugin::AwsPlugin;
use crate::rows::profile::ProfileRows;
use crate::sso::sessions::SignIns;

/// What a command knows of its call: the caller, the AWS files and, for commands that ask AWS, the plugin's settings.
pub(crate) struct CommandContext<'a> {
    pub(crate) caller: Caller<'a>,
    /// The AWS files that the caller's environment names.
    pub(crate) config: Config,
    pub(crate) spans: Spans,
    /// Reads the stream that the command may return.
    pub(crate) consumer: StreamConsumer,
    settings: OnceLock<Settings>,
    mfa: Mfa,
    warnings: Warnings,
    plugin: &'a AwsPlugin,
    engine: &'a EngineInterface,
}

impl<'a> CommandContext<'a> {
    /// Reads the caller's environment and the AWS files.
    pub(crate) fn new(call: &Call<'a>, spans: Spans) -> Result<Self, LabeledError> {
        let caller = call.caller()?;
        let config = load_config(&caller, &spans)?;
        Ok(Self {
            caller,
            config,
            spans,
            consumer: call.plugin.encoder().consumer(),
            settings: OnceLock::new(),
            mfa: Mfa::default(),
            warnings: Warnings::default(),
            plugin: call.plugin,
            engine: call.engine,
        })
    }

    /// Labels an error at the arguments of this call.
    pub(crate) fn label(&self, error: impl Into<Error>) -> LabeledError {
        error.into().at(&self.spans)
    }

    /// The changes as a diff, without making them.
    pub(crate) fn diff(&self, edits: &Edits) -> Result<Value, LabeledError> {
        let diff = edits.diff(&self.config_paths()).map_err(|error| self.label(error))?;
        Ok(Value::string(diff, self.spans.head))
    }

    /// Makes the changes, and reads the AWS files again.
    pub(crate) fn save(&mut self, edits: &Edits) -> Result<(), LabeledError> {
        edits.save(&self.config_paths()).map_err(|error| self.label(error))?;
        self.config = load_config(&self.caller, &self.spans)?;
        Ok(())
    }

    /// Asks the user a question. Without a terminal this is an error, whose help is `--force`.
    pub(crate) fn confirm(&self, question: String) -> Result<bool, LabeledError> {
        if self.caller.can_ask() {
            Ok(self.caller.confirm(&question)?)
        } else {
            Err(self.label(ProfileError::NotConfirmed { question }))
        }
    }

    pub(crate) fn config_paths(&self) -> ConfigPaths {
        ConfigPaths::from_environment(self.caller.environment())
    }

    /// Makes the rows of profiles.
    pub(crate) fn profile_rows(&self) -> Result<ProfileRows, LabeledError> {
        let environment = self.caller.environment();
        let sign_ins = SignIns::of(environment, &self.config).map_err(|error| self.label(error))?;
        Ok(ProfileRows {
            config: self.config.clone(),
            active: ActiveProfile::name_from(environment).to_owned(),
            sign_ins,
        })
    }

    /// What sessions are made from. It has no MFA code, and can't ask the user for one.
    pub(crate) fn aws_context(&self) -> Result<Context<'_>, LabeledError> {
        let settings = match self.settings.get() {
            Some(settings) => settings,
            None => {
                let settings = Settings::from_engine(self.engine)?;
                self.settings.get_or_init(|| settings)
            }
        };
        let (environment, clients) = (self.caller.environment(), self.plugin.clients());
        let Self { config, mfa, warnings, .. } = self;
        Ok(Context { environment, config, settings, clients, mfa, warnings, ask_mfa_code: None })
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
        let regions = if asked.profiles.is_empty() { Vec::new() } else { flags.region_args() };
        let named = RequestedScope { is_single: asked.is_single(), is_one_profile: asked.profiles.len() == 1, regions };
        let context = Context { mfa: &flags.mfa, ..self.aws_context()? };
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

    /// Returns the rows as they are read, until Ctrl-C.
    pub(crate) fn stream(
        &self,
        rows: impl Iterator<Item = Value> + Send + 'static,
        metadata: PipelineMetadata,
    ) -> PipelineData {
        let stream = ListStream::new(rows, self.spans.head, self.engine.signals().clone());
        PipelineData::list_stream(stream, Some(self.consumer.mark(metadata)))
    }

    /// Waits for a future, or for Ctrl-C, and prints the warnings that the future has added.
    pub(crate) fn wait<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, LabeledError> {
        let result = self.plugin.block_on(self.engine, future);
        print_warnings(&self.warnings.take());
        result.map_err(|error| error.at(&self.spans))
    }
}

fn load_config(caller: &Caller<'_>, spans: &Spans) -> Result<Config, LabeledError> {
    Config::load(&ConfigPaths::from_environment(caller.environment())).map_err(|cause| Error::from(cause).at(spans))
}
