//! `aws profile clear`

use nu_plugin::{EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::{Example, LabeledError, PipelineData, Signature, Type, Value};

use crate::aws::variables;
use crate::commands::common::category;
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;

/// Goes back to no profile.
pub(crate) struct Clear;

impl PluginCommand for Clear {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profile clear"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name()).input_output_type(Type::Nothing, Type::Nothing).category(category())
    }

    fn description(&self) -> &str {
        "Remove AWS_PROFILE and AWS_DEFAULT_PROFILE from the environment."
    }

    fn extra_description(&self) -> &str {
        "The variables are gone, not empty: the AWS CLI takes an empty AWS_PROFILE for an error."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "hide-env", "unset", "reset", "switch"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "$env.AWS_PROFILE = 'dev-account.developer'; aws profile clear; 'AWS_PROFILE' in $env",
                description: "Go back to no profile.",
                result: Some(Value::test_bool(false)),
            },
            Example {
                example: "aws profile clear; aws profiles | where active",
                description: "Go back to the default profile, and show it if there is one.",
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
        let caller = Caller::of(engine, call.head)?;
        let removed = caller.remove_variables(&variables::PROFILE)?;
        caller.note(&match removed.as_slice() {
            [] => "No AWS profile was set.".into(),
            names => format!("Removed {}.", names.join(" and ")),
        });
        Ok(PipelineData::empty())
    }
}
