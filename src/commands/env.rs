//! `aws env`

use chrono::Utc;
use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, Flag, LabeledError, PipelineData, PipelineMetadata, Signature, Spanned, SyntaxShape,
    Type, Value,
};

use crate::commands::common::{category, completion, read_config};
use crate::context::active::not_found;
use crate::effective::settings;
use crate::error::{NamedBy, Spans};
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;
use crate::rows;

/// Shows which settings hold, and where each comes from.
pub(crate) struct Env;

/// The columns that keep their width in a narrow terminal.
const FIRST_COLUMNS: [&str; 3] = ["setting", "value", "source"];

impl PluginCommand for Env {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws env"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Table(rows::effective::columns()))
            .param(
                Flag::new("profile")
                    .short('p')
                    .arg(SyntaxShape::String)
                    .desc("Show what would hold with this profile named by `--profile`."),
            )
            .category(category())
    }

    fn description(&self) -> &str {
        "Show every AWS setting that holds here, what has set it and what that wins over."
    }

    fn extra_description(&self) -> &str {
        "One row a setting, always in the same order. `source` is a variable, a line of a file, `--profile` or \
         `default`; `shadowed` lists what the winner beats. `note` warns where it matters, and where the AWS CLI and \
         the SDKs read a setting differently. Nothing is asked over the network. Secrets are masked."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["configure list", "credentials", "override", "precedence", "variables", "whoami", "why"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws env | where value != null | select setting value source",
                description: "Show all that is set, and where.",
                result: None,
            },
            Example {
                example: "aws env | where value != null and source starts-with 'env '",
                description: "Find the settings that a variable decides.",
                result: None,
            },
            Example {
                example: "aws env | where setting == credentials | get 0.note",
                description: "Learn whether keys in the environment win over the profile.",
                result: None,
            },
            Example {
                example: "aws env | where note != null | select setting note",
                description: "Show only the warnings.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        _input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let named: Option<Spanned<String>> = call.get_flag("profile")?;
        let spans = Spans { profile: named.as_ref().map(|named| named.span), ..Spans::head(call.head) };
        let named = named.as_ref().map(|named| named.item.as_str());
        let caller = Caller::of(engine, call.head)?;
        let config = read_config(&caller, &spans)?;
        if let Some(name) = named.filter(|name| config.profile(name).is_none()) {
            return Err(not_found(&config, name, NamedBy::Call).at(&spans));
        }
        let settings = settings(caller.environment(), &config, named, Utc::now());
        let rows = settings.iter().map(|setting| rows::effective::row(setting, call.head));
        let metadata = PipelineMetadata::default().with_table_width_priority_columns(call.head, FIRST_COLUMNS);
        Ok(PipelineData::value(Value::list(rows.collect(), call.head), Some(metadata)))
    }

    #[expect(deprecated, reason = "the only way to complete a plugin's flag; Nushell marks it experimental")]
    fn get_dynamic_completion(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        _call: DynamicCompletionCall,
        argument: ArgType,
        _experimental: nu_protocol::engine::ExperimentalMarker,
    ) -> Option<Vec<DynamicSuggestion>> {
        completion::flag(engine, &argument)
    }
}
