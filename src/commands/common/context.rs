//! What a command knows of its call.

use std::sync::{Arc, OnceLock};

use nu_plugin::EngineInterface;
use nu_protocol::{LabeledError, ListStream, PipelineData, PipelineMetadata, Value};
use tokio::sync::mpsc;

use crate::cli_cache::account_names::AccountNameCache;
use crate::commands::common::command::CommandCall;
use crate::commands::common::failure_flags::FailureFlags;
use crate::commands::common::responses::{RequestedScope, ResponseSource, Responses, described, take_warnings};
use crate::commands::common::target_flags::TargetFlags;
use crate::config::{Config, ConfigPaths, Edits};
use crate::context::Context;
use crate::context::active_profile::ActiveProfile;
use crate::context::settings::Settings;
use crate::context::user_answers::{MfaCode, UserAnswers};
use crate::context::warnings::Warnings;
use crate::credentials::{Session, Target};
use crate::error::panic::CatchPanics;
use crate::error::{Error, ProfileError, Spans};
use crate::fanout::channel::{Channel, Message};
use crate::fanout::{TargetSelection, spawn_targets};
use crate::http::waits::Waits;
use crate::nu::caller::Caller;
use crate::nu::message_encoder::StreamConsumer;
use crate::nu::receiver::ResultReceiver;
use crate::plugin::{AwsPlugin, KeepRunning};
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
    settings: OnceLock<(Settings, Waits)>,
    answers: UserAnswers,
    warnings: Warnings,
    plugin: &'a AwsPlugin,
    engine: &'a EngineInterface,
    _keep_running: KeepRunning,
}

impl<'a> CommandContext<'a> {
    /// Reads the caller's environment, and what can be read of the AWS files.
    pub(crate) fn new(call: &CommandCall<'a>, spans: Spans) -> Result<Self, LabeledError> {
        let caller = call.caller()?;
        let config = load_config(&caller);
        Ok(Self {
            caller,
            config,
            spans,
            consumer: call.plugin.encoder().consumer(),
            settings: OnceLock::new(),
            answers: UserAnswers::default(),
            warnings: Warnings::default(),
            plugin: call.plugin,
            engine: call.engine,
            _keep_running: call.plugin.keep_running(call.engine),
        })
    }

    /// Warns of what of the AWS files can't be read, for commands that list what is in them. If there is nothing else, that
    /// is an error.
    pub(crate) fn warn_of_faults(&self, is_list_empty: bool) -> Result<(), LabeledError> {
        let (faults, others) = self.config.named_faults();
        let faults = faults.iter().map(|fault| Error::from(fault.clone()));
        if let Some(error) = faults.clone().next().filter(|_| is_list_empty) {
            return Err(self.label(error));
        }
        self.caller.messages().warn_all(&faults.map(|error| described(&error)).chain(others).collect::<Vec<_>>());
        Ok(())
    }

    /// The warnings of the call, which are printed as it goes on.
    pub(crate) fn warnings(&self) -> Warnings {
        self.warnings.clone()
    }

    /// Labels an error at the arguments of this call.
    pub(crate) fn label(&self, error: impl Into<Error>) -> LabeledError {
        error.into().at(&self.spans)
    }

    /// The changes as a diff, without making them.
    pub(crate) fn diff(&self, edits: &Edits) -> Result<Value, LabeledError> {
        self.check_sections()?;
        let diff = edits.diff(&self.config_paths()).map_err(|error| self.label(error))?;
        Ok(Value::string(diff, self.spans.head))
    }

    /// Makes the changes, and reads the AWS files again.
    pub(crate) fn save(&mut self, edits: &Edits) -> Result<(), LabeledError> {
        self.check_sections()?;
        edits.save(&self.config_paths()).map_err(|error| self.label(error))?;
        self.config = load_config(&self.caller);
        Ok(())
    }

    /// Refuses to change the files if a section may be hidden: it may have keys of the same profile.
    fn check_sections(&self) -> Result<(), LabeledError> {
        self.config.hiding_fault().map_or(Ok(()), |fault| Err(self.label(fault.clone())))
    }

    /// Asks the user a question. Without a terminal this is an error, whose help is `--force`.
    pub(crate) fn confirm(&self, question: String) -> Result<bool, LabeledError> {
        if self.caller.can_ask() {
            Ok(self.caller.confirm(&question, false)?)
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
        let sign_ins = SignIns::load(environment, &self.config).map_err(|error| self.label(error))?;
        Ok(ProfileRows {
            config: self.config.clone(),
            active: ActiveProfile::name_from(environment).to_owned(),
            sign_ins,
            account_names: AccountNameCache::from_environment(environment).load(),
        })
    }

    /// What AWS sessions are made from. It has no MFA code and can't ask for one.
    pub(crate) fn aws_context(&self) -> Result<Context<'_>, LabeledError> {
        let (settings, waits) = match self.settings.get() {
            Some(known) => known,
            None => {
                let settings = Settings::from_engine(self.engine)?;
                self.settings.get_or_init(|| (settings, Waits::new(settings.read_timeout)))
            }
        };
        let environment = self.caller.environment();
        let (clients, unsaved) = (self.plugin.clients(), self.plugin.unsaved());
        let Self { config, answers, warnings, .. } = self;
        Ok(Context { environment, config, settings, clients, waits, unsaved, answers, warnings, ask_mfa_code: None })
    }

    /// Runs a query for each selected target, and returns what they answer.
    pub(crate) fn query_targets<T, Q, F>(
        &self,
        flags: &TargetFlags,
        selection: &TargetSelection,
        failures: FailureFlags,
        query: Q,
    ) -> Result<Responses<T>, LabeledError>
    where
        T: Send + 'static,
        Q: Fn(Arc<Target>, Channel<T>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let (is_single, is_one_profile) = (selection.is_single(), selection.profiles.len() == 1);
        let regions = if selection.profiles.is_empty() { Vec::new() } else { flags.region_args() };
        let scope = RequestedScope { is_single, is_one_profile, regions };
        let aws_context = Context { answers: &flags.answers, ..self.aws_context()? };
        if let [profile] = selection.profiles.as_slice() {
            self.authenticate_interactively(aws_context, profile.as_deref(), selection.regions.single())?;
        }
        let tasks = async { Ok(spawn_targets(aws_context.into_owned(), selection.clone(), query)) };
        let (receiver, tracker) = self.block_on(tasks)?;
        let source = ResponseSource::Targets(self.receive(receiver)?, tracker);
        let (spans, warnings) = (self.spans.clone(), self.warnings.clone());
        Ok(Responses::new(source, failures, scope, spans, warnings, self.caller.messages()))
    }

    /// Responses that are known without a request.
    pub(crate) fn known_responses<T>(
        &self,
        selection: &TargetSelection,
        failures: FailureFlags,
        messages: Vec<Message<T>>,
    ) -> Responses<T> {
        let is_single = selection.is_single();
        let scope = RequestedScope { is_single, is_one_profile: is_single, regions: Vec::new() };
        Responses::new(
            ResponseSource::Ready(messages.into_iter()),
            failures,
            scope,
            self.spans.clone(),
            self.warnings.clone(),
            self.caller.messages(),
        )
    }

    /// Resolves the credentials now if they may need an MFA code or a program that asks, and the user can be asked.
    /// Later, several targets may be queried at the same time, and their rows may be printed to the same terminal.
    fn authenticate_interactively(
        &self,
        aws_context: Context<'_>,
        profile: Option<&str>,
        region: Option<&str>,
    ) -> Result<(), LabeledError> {
        if !Session::may_ask_user(&aws_context, profile) || !self.caller.can_ask() {
            return Ok(());
        }
        let ask = |question: &str| self.ask_mfa_code(question);
        let aws_context = Context { ask_mfa_code: Some(&ask), ..aws_context };
        self.block_on(async {
            match region {
                Some(region) => Session::open(aws_context, profile, Some(region)).await.map(drop),
                None => Session::open_anywhere(aws_context, profile).await.map(drop),
            }
        })
    }

    pub(crate) fn ask_mfa_code(&self, question: &str) -> Result<MfaCode, Error> {
        // `input` fails only after Ctrl-C.
        MfaCode::parse(&self.caller.ask(question).map_err(|_| Error::Interrupted)?)
    }

    /// The messages of a channel, until Ctrl-C, or until the consumer of the command's stream has gone.
    pub(crate) fn receive<T>(&self, receiver: mpsc::Receiver<T>) -> Result<ResultReceiver<T>, LabeledError> {
        self.plugin.receive(self.engine, receiver, self.consumer.clone())
    }

    /// Returns the rows as they are read, until Ctrl-C.
    pub(crate) fn stream(
        &self,
        rows: impl Iterator<Item = Value> + Send + 'static,
        metadata: PipelineMetadata,
    ) -> PipelineData {
        let (spans, keep_running) = (self.spans.clone(), self.plugin.keep_running(self.engine));
        let rows = rows.inspect(move |_| _ = &keep_running);
        let rows = CatchPanics::new(rows, move |error| Value::error(error.at(&spans).into(), spans.head));
        let stream = ListStream::new(rows, self.spans.head, self.engine.signals().clone());
        PipelineData::list_stream(stream, Some(self.consumer.mark_metadata(metadata)))
    }

    /// Runs a future until it ends or Ctrl-C is pressed, and prints the warnings that it has added.
    pub(crate) fn block_on<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, LabeledError> {
        let result = self.plugin.block_on(self.engine, future);
        self.caller.messages().warn_all(&take_warnings(&self.warnings));
        result.map_err(|error| error.at(&self.spans))
    }
}

fn load_config(caller: &Caller<'_>) -> Config {
    Config::load(&ConfigPaths::from_environment(caller.environment()))
}
