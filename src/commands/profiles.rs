//! `aws profiles`

use nu_protocol::{Example, LabeledError, PipelineData, Signature, Type};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::{all_profile_rows, example};
use crate::error::Spans;
use crate::nu::message_encoder::LazyList;
use crate::rows;

/// Lists the profiles.
pub(crate) struct AwsProfiles;

impl AwsCommand for AwsProfiles {
    fn name(&self) -> &str {
        "aws profiles"
    }

    fn description(&self) -> &str {
        "List the profiles of the AWS config and credentials files."
    }

    fn extra_description(&self) -> &str {
        "Lists the profiles in the order of the config file, then those that only the credentials file has. For a \
         profile with an sso_session, start URL and region are those of the session. Secrets are masked. Uses no \
         network.\n\nTo see all commands of the plugin, type `aws`, a space, and press Tab."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "config", "credentials", "role", "sso", "list-profiles"]
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name()).input_output_type(Type::Nothing, Type::Table(rows::profile::columns())).switch(
            "long",
            "Also show the output format, start URL, every key, and files.",
            Some('l'),
        )
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example { result: Some(all_profile_rows()), ..example("aws profiles", "List all profiles.") },
            example("aws profiles | where region == eu-west-2 | get name", "Find the profiles of a region."),
            example("aws profiles --long | select name files", "Show where each profile is defined."),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let long = call.has_flag("long")?;
        let context = CommandContext::new(call, Spans::head(call.head))?;
        context.warn_of_faults(context.config.profiles().len() == 0)?;
        let rows = context.profile_rows()?;
        // A list, because Nushell reads a whole list faster than it acknowledges each row of a stream.
        let length = rows.config.profiles().len();
        let list = LazyList::new(length, call.head, move |index, packer| match rows.config.profiles().nth(index) {
            Some(profile) => rows.write(profile, long, packer),
            None => packer.nothing(),
        });
        Ok(PipelineData::value(call.plugin.encoder().list(list), None))
    }
}
