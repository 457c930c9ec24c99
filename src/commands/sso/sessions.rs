//! `aws sso sessions`

use chrono::Utc;
use nu_plugin::{EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::{Example, LabeledError, PipelineData, Signature, Type, Value};

use crate::commands::common::{category, read_config};
use crate::error::Spans;
use crate::nu::caller::Caller;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::sessions::sessions;

/// Lists the Identity Centers of the config with their sign-ins.
pub(crate) struct Sessions;

impl PluginCommand for Sessions {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws sso sessions"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Table(rows::sso::session_columns()))
            .category(category())
    }

    fn description(&self) -> &str {
        "List the Identity Centers of the AWS config file, and how long each sign-in is good for."
    }

    fn extra_description(&self) -> &str {
        "`status` is valid, refreshable (past its time, but the next command renews it by itself), expired or \
         signed_out. Legacy profiles, which repeat the start URL instead of naming a session, have a row without a \
         name. Nothing is asked over the network."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["expiry", "identity center", "login", "status", "token"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws sso sessions | select name status expires_in",
                description: "Show how long each sign-in is good for.",
                result: None,
            },
            Example {
                example: "aws sso sessions | where status in [expired signed_out] | aws sso login",
                description: "Sign in wherever it is needed.",
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
        let spans = Spans::head(call.head);
        let caller = Caller::of(engine, call.head)?;
        let config = read_config(&caller, &spans)?;
        let sessions = sessions(caller.environment(), &config).map_err(|error| error.at(&spans))?;
        let rows = sessions.iter().map(|session| rows::sso::session_row(session, Utc::now(), call.head));
        Ok(PipelineData::value(Value::list(rows.collect(), call.head), None))
    }
}
