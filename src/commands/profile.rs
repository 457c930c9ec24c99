//! `aws profile`, and the commands that begin with it.

pub(crate) mod add;
pub(crate) mod check;
pub(crate) mod clear;
pub(crate) mod remove;
pub(crate) mod r#use;

use nu_protocol::{Example, LabeledError, PipelineData, Signature, Type};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::{example, profile_row};
use crate::context::active_profile::ActiveProfile;
use crate::error::Spans;
use crate::rows;

/// Shows the active profile.
pub(crate) struct AwsProfile;

impl AwsCommand for AwsProfile {
    fn name(&self) -> &str {
        "aws profile"
    }

    fn description(&self) -> &str {
        "Show the active AWS profile."
    }

    fn extra_description(&self) -> &str {
        "The active profile is the one that AWS_PROFILE names, or else AWS_DEFAULT_PROFILE, or else `default`. Takes \
         milliseconds and uses no network, so you can call it in your prompt."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "current", "prompt", "whoami"]
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name()).input_output_type(Type::Nothing, Type::Record(rows::profile::columns())).switch(
            "long",
            "Also show the output format, start URL and its region, every key, and files.",
            Some('l'),
        )
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let name = "dev-account.developer";
        vec![
            Example {
                result: Some(profile_row(name, name)),
                ..example("$env.AWS_PROFILE = 'dev-account.developer'; aws profile", "Show the active profile.")
            },
            example("aws profile | get region", "Show the region of the active profile."),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let context = CommandContext::new(call, Spans::head(call.head))?;
        let active = ActiveProfile::resolve(context.caller.environment(), &context.config, None);
        let profile =
            active.and_then(|active| active.require(&context.config)).map_err(|error| context.label(error))?;
        let row = context.profile_rows()?.row(profile, call.has_flag("long")?, call.head);
        Ok(PipelineData::value(row, None))
    }
}
