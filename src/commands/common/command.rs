//! The trait of all commands, and the adapter that makes `nu_plugin` commands of them.

use std::ops::Deref;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    Category, DynamicSuggestion, Example, LabeledError, PipelineData, PipelineMetadata, Signature, Value,
};

use crate::aws::partition::known_regions;
use crate::commands::common::completion;
use crate::commands::common::responses::take_warnings;
use crate::config::Profile;
use crate::context::warnings::Warnings;
use crate::error::panic::catch;
use crate::error::{Error, Spans};
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
    /// `--profile`, `--region` and `--sso-session` are completed for every command.
    fn is_profile_name(&self, _index: usize) -> bool {
        false
    }

    /// Whether the command can do anything with a profile, so that Tab offers it.
    fn offers_profile(&self, _profile: &Profile) -> bool {
        true
    }

    /// The values that Tab offers for another flag.
    fn flag_values(&self, _flag: &str) -> Vec<String> {
        Vec::new()
    }

    /// The same for the name of an `[sso-session]`.
    fn is_session_name(&self, _index: usize) -> bool {
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
        let is_output_of_program = matches!(input, PipelineData::ByteStream(..));
        let mut input = input.into_value(self.head)?;
        if self.engine.signals().interrupted() {
            return Err(Error::Interrupted.at(&Spans::head(self.head)));
        }
        if let Value::String { val, .. } = &mut input
            && is_output_of_program
        {
            // As Nushell does with what a program prints, or a file has: a plugin doesn't learn that it is one.
            let line = val.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).len());
            val.truncate(line.unwrap_or(val.len()));
        }
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
        let input = if is_caught_error(&input) { PipelineData::empty() } else { input };
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
        call: DynamicCompletionCall,
        argument: ArgType,
        _experimental: nu_protocol::engine::ExperimentalMarker,
    ) -> Option<Vec<DynamicSuggestion>> {
        let profiles = || completion::profiles(plugin, engine, &|profile| self.0.offers_profile(profile));
        let flag_values = |flag: &str| match flag {
            "profile" => profiles(),
            "sso-session" => completion::sso_sessions(plugin, engine),
            "region" => completion::words(known_regions().iter().map(ToString::to_string).collect()),
            flag => completion::words(self.0.flag_values(flag)),
        };
        let complete = || match argument {
            ArgType::Flag(flag) => completion::in_list(&call, flag_values(&flag)),
            ArgType::Positional(index) if self.0.is_profile_name(index) => profiles(),
            ArgType::Positional(index) if self.0.is_session_name(index) => completion::sso_sessions(plugin, engine),
            ArgType::Positional(_) => Vec::new(),
        };
        Some(catch(complete).unwrap_or_default())
    }
}

/// Whether the input is the error that `catch` passes to the first command of its block: `try { … } catch { aws sso login }`.
fn is_caught_error(input: &PipelineData) -> bool {
    let PipelineData::Value(Value::Record { val, .. }, _) = input else { return false };
    val.contains("rendered") && matches!(val.get("raw"), Some(Value::Error { .. }))
}

#[cfg(test)]
mod tests {
    use nu_plugin::Plugin;
    use nu_plugin_test_support::PluginTest;
    use nu_protocol::{ShellError, Type};

    use super::*;

    /// Panics unless it gets an input.
    struct Panics;

    impl AwsCommand for Panics {
        fn name(&self) -> &str {
            "panics"
        }

        fn description(&self) -> &str {
            ""
        }

        fn extra_description(&self) -> &str {
            ""
        }

        fn search_terms(&self) -> Vec<&str> {
            Vec::new()
        }

        fn signature(&self) -> Signature {
            Signature::build(self.name()).input_output_type(Type::Any, Type::Any)
        }

        fn examples(&self) -> Vec<Example<'_>> {
            Vec::new()
        }

        fn run(&self, _call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
            assert!(!input.is_nothing(), "a key: hunter2");
            Ok(input)
        }
    }

    /// A plugin with this command alone.
    struct TestPlugin(AwsPlugin);

    impl Plugin for TestPlugin {
        fn version(&self) -> String {
            String::new()
        }

        fn commands(&self) -> Vec<Box<dyn PluginCommand<Plugin = Self>>> {
            vec![Box::new(TestCommand(plugin_command(Panics)))]
        }
    }

    struct TestCommand(Box<dyn PluginCommand<Plugin = AwsPlugin>>);

    impl PluginCommand for TestCommand {
        type Plugin = TestPlugin;

        fn name(&self) -> &str {
            self.0.name()
        }

        fn description(&self) -> &str {
            self.0.description()
        }

        fn signature(&self) -> Signature {
            self.0.signature()
        }

        fn run(
            &self,
            plugin: &TestPlugin,
            engine: &EngineInterface,
            call: &EvaluatedCall,
            input: PipelineData,
        ) -> Result<PipelineData, LabeledError> {
            self.0.run(&plugin.0, engine, call, input)
        }
    }

    #[test]
    fn a_call_that_panics_is_an_error_and_the_next_one_works() {
        let mut test = PluginTest::new("test", TestPlugin(AwsPlugin::default()).into()).expect("a plugin");
        let ShellError::LabeledError(error) = test.eval("panics").expect_err("a panic") else { panic!("no label") };
        assert_eq!(error.code.as_deref(), Some("aws::internal"));
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        let next = test.eval("1 | panics").and_then(|data| data.into_value(nu_protocol::Span::test_data()));
        assert_eq!(next.expect("a value"), Value::test_int(1));
    }
}
