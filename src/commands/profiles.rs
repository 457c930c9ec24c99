//! `aws profiles`

use nu_plugin::{EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::{Example, LabeledError, PipelineData, PipelineMetadata, Signature, Type};

use crate::commands::common::{category, read_config};
use crate::commands::profile::{columns, example_rows};
use crate::context::active::ActiveProfile;
use crate::error::Spans;
use crate::nu::caller::Caller;
use crate::nu::encoder::LazyList;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::rows::profile::FIRST_COLUMNS;
use crate::sso::sessions::SignIns;

/// Lists the profiles.
pub(crate) struct Profiles;

impl PluginCommand for Profiles {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profiles"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Table(columns()))
            .switch("long", "Show every key and where each profile stands, too.", Some('l'))
            .category(category())
    }

    fn description(&self) -> &str {
        "List the profiles of the AWS config and credentials files."
    }

    fn extra_description(&self) -> &str {
        "The profiles come in the order of the config file, then those that only the credentials file has. A profile \
         with an sso_session shows that session's start URL and region. Nothing is asked over the network. Secrets \
         are masked."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "config", "credentials", "role", "sso", "list-profiles"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example { example: "aws profiles", description: "List all profiles.", result: Some(example_rows()) },
            Example {
                example: "aws profiles | where region == eu-west-2 | get name",
                description: "Find the profiles of a region.",
                result: None,
            },
            Example {
                example: "aws profiles --long | select name files",
                description: "Show where each profile stands.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        _input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let long = call.has_flag("long")?;
        let caller = Caller::of(engine, call.head)?;
        let spans = Spans::head(call.head);
        let config = read_config(&caller, &spans)?;
        let active = ActiveProfile::name_from(caller.environment());
        let sign_ins = SignIns::load(caller.environment(), &config).map_err(|error| error.at(&spans))?;
        let (active, count) = (active.to_owned(), config.profiles().len());
        // Not as a stream: Nushell takes all of a list in less time than it takes to let each row of a stream be sent.
        let rows = LazyList::new(count, call.head, move |number, to| {
            let view = rows::profile::Profiles { config: &config, active: &active, sign_ins: &sign_ins };
            match config.profiles().nth(number) {
                Some(profile) => view.write(profile, long, to),
                None => to.nothing(),
            }
        });
        let metadata = PipelineMetadata::default().with_table_width_priority_columns(call.head, FIRST_COLUMNS);
        Ok(PipelineData::value(plugin.encoder().list(rows), Some(metadata)))
    }
}
