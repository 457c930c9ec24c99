//! `aws profile check`

pub(crate) mod inspection;
pub(crate) mod names;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, LabeledError, PipelineData, PipelineMetadata, Signature, SyntaxShape, Type, Value,
};

use crate::commands::common::context::CommandContext;
use crate::commands::common::{category, completion};
use crate::commands::profile::check::inspection::Inspection;
use crate::config::ConfigPaths;
use crate::error::{Error, Spans};
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::role_assignments;

/// Checks the AWS files for what is wrong.
pub(crate) struct Check;

impl PluginCommand for Check {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws profile check"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Any, Type::one_of([Type::Table(rows::finding::columns()), Type::String]))
            .rest("names", SyntaxShape::String, "The names of the profiles (default: both files with all in them).")
            .switch("fix", "Make the changes that are safe, and answer with what is left.", Some('f'))
            .switch("dry-run", "Change nothing; answer with the changes of --fix as a diff.", Some('d'))
            .switch("online", "Ask the portals, too, for sign-ins and roles that are gone.", Some('o'))
            .category(category())
    }

    fn description(&self) -> &str {
        "Check the AWS config and credentials files for mistakes, and for what tools read differently."
    }

    fn extra_description(&self) -> &str {
        "Responses with a row for each finding, and with an empty table if all is well. The severity is `error` where \
         something doesn't work in one tool at least, `warning` where tools differ or something isn't what it looks \
         like, and `hint` where it could be better. A check of some profiles is also about the sso-sessions and the \
         source profiles that they use.\n\n`fix` says what mends it. What --fix can do loses no comment and changes \
         no other byte; anything that needs a decision is left to you. The permissions of the credentials file are \
         changed to 600.\n\nOnly --online uses the network. It refreshes sign-ins where it can, and opens no browser."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["config", "credentials", "diagnose", "doctor", "lint", "repair", "validate"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws profile check",
                description: "Check everything.",
                result: Some(Value::test_list(vec![])),
            },
            Example {
                example: "aws profile check | where severity == error | select profile message fix",
                description: "Show what doesn't work, and what would mend it.",
                result: None,
            },
            Example {
                example: "aws profile check --dry-run",
                description: "Show what --fix would change.",
                result: Some(Value::test_string("")),
            },
            Example {
                example: "aws profiles | where kind == sso | aws profile check --online",
                description: "Find profiles whose role is no longer yours.",
                result: None,
            },
        ]
    }

    fn run(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let (fix, dry_run, online) = (call.has_flag("fix")?, call.has_flag("dry-run")?, call.has_flag("online")?);
        let spans = Spans::head(call.head);
        let caller = Caller::of(engine, call.head)?;
        let names = names::names(call, input)?;
        // Names that stopped coming at Ctrl-C are not all names.
        engine.signals().check(&call.head)?;
        let paths = ConfigPaths::from_environment(caller.environment());
        let failed = |cause| Error::Config(cause).at(&spans);
        let mut inspection = Inspection::of(&paths, names.as_deref(), &spans)?;
        if dry_run {
            let mending = inspection.mending().map_err(failed)?;
            let diff = mending.diff(&paths).map_err(failed)?;
            return Ok(PipelineData::value(Value::string(diff, call.head), None));
        }
        if fix {
            inspection.mending().and_then(|mending| mending.save(&paths)).map_err(failed)?;
            let after = Inspection::of(&paths, names.as_deref(), &spans)?;
            inspection.note(&after).inspect(|note| caller.note(note));
            inspection = after;
        }
        let mut findings = inspection.findings;
        if online {
            let command = CommandContext::of(plugin, engine, spans)?;
            let profiles: Vec<_> =
                command.config.profiles().filter(|profile| inspection.scope.includes_profile(profile.name())).collect();
            findings.extend(command.wait(role_assignments::check(&command.context(), &profiles))?);
        }
        let rows = findings.iter().map(|finding| rows::finding::row(finding, call.head)).collect();
        let columns = rows::finding::FIRST_COLUMNS;
        let metadata = PipelineMetadata::default().with_table_width_priority_columns(call.head, columns);
        Ok(PipelineData::value(Value::list(rows, call.head), Some(metadata)))
    }

    #[expect(deprecated, reason = "the only way to complete a plugin's argument; Nushell marks it experimental")]
    fn get_dynamic_completion(
        &self,
        _plugin: &AwsPlugin,
        engine: &EngineInterface,
        _call: DynamicCompletionCall,
        argument: ArgType,
        _experimental: nu_protocol::engine::ExperimentalMarker,
    ) -> Option<Vec<DynamicSuggestion>> {
        match argument {
            ArgType::Positional(_) => Some(completion::profiles(engine)),
            ArgType::Flag(_) => Some(vec![]),
        }
    }
}
