//! The trait of all commands, and the adapter that makes `nu_plugin` commands of them.

use std::ops::Deref;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    Category, DynamicSuggestion, Example, LabeledError, PipelineData, PipelineMetadata, Signature, Value,
};

use crate::commands::common::completion;
use crate::commands::common::responses::take_warnings;
use crate::context::warnings::Warnings;
use crate::error::Spans;
use crate::error::panic::catch;
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;

/// A [`PluginCommand`] without the parts that all commands of this plugin share: category, completions, plugin type.
pub(crate) trait AwsCommand: Sync + 'static {
    fn name(&self) -> &str;

    fn description(&self) -> &str;

    fn extra_description(&self) -> &str;

    fn search_terms(&self) -> Vec<&str>;

    fn signature(&self) -> Signature;

    fn examples(&self) -> Vec<Example<'_>>;

    /// Whether the positional argument at this index is the name of an existing profile, so that Tab completes it.
    /// `--profile` and `--sso-session` are completed for every command.
    fn is_profile_name(&self, _index: usize) -> bool {
        false
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError>;
}

/// One call of a command. Dereferences to `nu_plugin`'s [`EvaluatedCall`] for the arguments.
pub(crate) struct CommandCall<'a> {
    /// The command's name, for help texts.
    pub(crate) command: &'a str,
    pub(crate) plugin: &'a AwsPlugin,
    pub(crate) engine: &'a EngineInterface,
    evaluated: &'a EvaluatedCall,
}

impl<'a> CommandCall<'a> {
    pub(crate) fn new(
        command: &'a str,
        plugin: &'a AwsPlugin,
        engine: &'a EngineInterface,
        evaluated: &'a EvaluatedCall,
    ) -> Self {
        Self { command, plugin, engine, evaluated }
    }

    /// Reads the caller's environment, for commands that don't need a [`CommandContext`](super::context::CommandContext).
    pub(crate) fn caller(&self) -> Result<Caller<'a>, LabeledError> {
        Ok(Caller::from_engine(self.engine, self.head)?)
    }

    /// Reads the whole input. Fails after Ctrl-C, because the input may then be incomplete.
    pub(crate) fn collect(&self, input: PipelineData) -> Result<Value, LabeledError> {
        let input = input.into_value(self.head)?;
        self.engine.signals().check(&self.head)?;
        Ok(input)
    }

    pub(crate) fn table(&self, rows: Vec<Value>) -> PipelineData {
        PipelineData::value(Value::list(rows, self.head), None)
    }

    /// The metadata of a table with more columns than any terminal shows. `id` is shown whole.
    ///
    /// In a wide terminal Nushell 0.115 shortens all columns to ten characters unless one has priority. Later versions
    /// show as many as fit, each of them whole, unless one has priority.
    pub(crate) fn wide_table_metadata(&self, id: Option<&str>) -> PipelineMetadata {
        let priority = id.filter(|_| self.plugin.encoder().engine_shortens_columns());
        PipelineMetadata::default().with_table_width_priority_columns(self.head, priority)
    }
}

impl Deref for CommandCall<'_> {
    type Target = EvaluatedCall;

    fn deref(&self) -> &EvaluatedCall {
        self.evaluated
    }
}

/// Makes a `nu_plugin` command.
pub(crate) fn plugin_command(command: impl AwsCommand) -> Box<dyn PluginCommand<Plugin = AwsPlugin>> {
    Box::new(Adapter(command))
}

struct Adapter<C>(C);

impl<C: AwsCommand> PluginCommand for Adapter<C> {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        self.0.name()
    }

    fn description(&self) -> &str {
        self.0.description()
    }

    fn extra_description(&self) -> &str {
        self.0.extra_description()
    }

    fn search_terms(&self) -> Vec<&str> {
        self.0.search_terms()
    }

    fn signature(&self) -> Signature {
        self.0.signature().category(Category::Custom("aws".into()))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        self.0.examples()
    }

    fn run(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let call_of_command = CommandCall::new(self.0.name(), plugin, engine, call);
        let result = catch(|| self.0.run(&call_of_command, input));
        // Changes of the AWS files need locks too.
        let warnings = take_warnings(&Warnings::default());
        if !warnings.is_empty() {
            call_of_command.caller()?.messages().warn_all(&warnings);
        }
        result.unwrap_or_else(|error| Err(error.at(&Spans::head(call.head))))
    }

    /// An empty list offers nothing; `None` would offer file names, and no argument of these commands is one.
    #[expect(deprecated, reason = "the only way to complete a plugin's argument; Nushell marks it experimental")]
    fn get_dynamic_completion(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        _call: DynamicCompletionCall,
        argument: ArgType,
        _experimental: nu_protocol::engine::ExperimentalMarker,
    ) -> Option<Vec<DynamicSuggestion>> {
        let complete = || match argument {
            ArgType::Flag(name) if name == "profile" => completion::profiles(plugin, engine),
            ArgType::Flag(name) if name == "sso-session" => completion::sso_sessions(plugin, engine),
            ArgType::Positional(index) if self.0.is_profile_name(index) => completion::profiles(plugin, engine),
            ArgType::Flag(_) | ArgType::Positional(_) => Vec::new(),
        };
        Some(catch(complete).unwrap_or_default())
    }
}
