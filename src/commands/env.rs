//! `aws env`

use chrono::Utc;
use nu_protocol::{Example, Flag, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::named_profiles::find_profile;
use crate::effective::settings;
use crate::error::Spans;
use crate::rows;

/// Shows the AWS settings in effect, and where each comes from.
pub(crate) struct AwsEnv;

impl AwsCommand for AwsEnv {
    fn name(&self) -> &str {
        "aws env"
    }

    fn description(&self) -> &str {
        "Show the AWS settings in effect, and where each comes from."
    }

    fn extra_description(&self) -> &str {
        "Returns one row for each setting, set or not, always in the same order. `source` is a variable, a line of a \
         file, `--profile` or `default`; `shadowed` lists the values that it overrides. `note` warns about problems, \
         and about settings that the AWS CLI and the SDKs read differently. Secrets are masked. Uses no network."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["configure list", "credentials", "override", "precedence", "variables", "whoami", "why"]
    }

    fn signature(&self) -> Signature {
        let profile = Flag::new("profile").short('p').arg(SyntaxShape::String);
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Table(rows::effective::columns()))
            .param(profile.desc("Show the settings that a command with this `--profile` uses."))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws env | where value != null | select setting source value", "Show what is set, and where."),
            example(
                "aws env | where value != null and source starts-with 'env '",
                "Find the settings that come from a variable.",
            ),
            example(
                "aws env | where setting == credentials | get 0.note",
                "Check whether access keys in the environment override the profile.",
            ),
            example(
                "aws env | where note != null | format pattern '{setting}: {note}' | to text",
                "Show the notes whole.",
            ),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let context = CommandContext::new(call, Spans::head(call.head))?;
        let profile: Option<Spanned<String>> = call.get_flag("profile")?;
        if let Some(profile) = &profile {
            find_profile(&context.config, profile)?;
        }
        let profile = profile.as_ref().map(|profile| profile.item.as_str());
        let settings = settings(context.caller.environment(), &context.config, profile, Utc::now());
        let home = context.caller.environment().home();
        let rows = settings.iter().map(|setting| rows::effective::row(setting, home, call.head)).collect();
        Ok(call.table(rows))
    }
}
