//! `aws profile clear`

use nu_protocol::{Example, LabeledError, PipelineData, Signature, Type, Value};

use crate::aws::variables;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::examples::example;

/// Removes the variables that select a profile.
pub(crate) struct AwsProfileClear;

impl AwsCommand for AwsProfileClear {
    fn name(&self) -> &str {
        "aws profile clear"
    }

    fn description(&self) -> &str {
        "Remove AWS_PROFILE and AWS_DEFAULT_PROFILE from the environment."
    }

    fn extra_description(&self) -> &str {
        "The variables are removed, not set to an empty string, because the AWS CLI rejects an empty AWS_PROFILE."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "hide-env", "unset", "reset", "switch"]
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name()).input_output_type(Type::Nothing, Type::Nothing)
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let clear = "$env.AWS_PROFILE = 'dev-account.developer'; aws profile clear; 'AWS_PROFILE' in $env";
        vec![
            Example { result: Some(Value::test_bool(false)), ..example(clear, "Stop using a profile.") },
            example(
                "aws profile clear; aws profiles | where active",
                "Go back to the default profile, and show it if there is one.",
            ),
        ]
    }

    /// Doesn't read the AWS files, so that it also works if they are broken.
    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let caller = call.caller()?;
        let removed = caller.remove_variables(&variables::PROFILE)?;
        caller.note(&match removed.as_slice() {
            [] => "No AWS profile was set.".into(),
            names => format!("Removed {}.", names.join(" and ")),
        });
        Ok(PipelineData::empty())
    }
}
