//! `aws sso sessions`

use chrono::Utc;
use nu_protocol::{Example, LabeledError, PipelineData, Signature, Span, Type, Value};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::error::Spans;
use crate::rows;
use crate::sso::sessions::{SsoSession, sessions};

/// Lists the Identity Centers of the config file with their sign-ins.
pub(crate) struct AwsSsoSessions;

impl AwsCommand for AwsSsoSessions {
    fn name(&self) -> &str {
        "aws sso sessions"
    }

    fn description(&self) -> &str {
        "List the sessions of the config file, and how long each is signed in."
    }

    fn extra_description(&self) -> &str {
        "`status` is `valid`, `refreshable` (the token has expired, but the next command refreshes it), `expired` or \
         `signed_out`. Legacy profiles, which have a start URL of their own instead of an sso-session, are listed \
         without a name. Uses no network."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["expiry", "identity center", "login", "status", "token"]
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Table(rows::sso::session_columns()))
            .switch("long", "Also show profiles and scopes, and how long the registration is valid.", Some('l'))
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let session = SsoSession {
            name: Some("my-org-sso".into()),
            start_url: Some("https://my-org.awsapps.com/start".into()),
            region: Some("eu-west-1".into()),
            scopes: Vec::new(),
            token: None,
            profiles: Vec::new(),
        };
        let row = rows::sso::session_row(&session, false, Utc::now(), Span::unknown());
        vec![
            Example {
                result: Some(Value::list(vec![row], Span::unknown())),
                ..example("aws sso sessions", "Show how long each sign-in is valid.")
            },
            example(
                "aws sso sessions | where status in [expired signed_out] | aws sso login",
                "Sign in to every session that needs it.",
            ),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let (context, long) = (CommandContext::new(call, Spans::head(call.head))?, call.has_flag("long")?);
        let sessions = sessions(context.caller.environment(), &context.config);
        let sessions = sessions.map_err(|error| context.label(error))?;
        context.warn_of_faults(sessions.is_empty())?;
        let rows = sessions.iter().map(|session| rows::sso::session_row(session, long, Utc::now(), call.head));
        Ok(call.table(rows.collect()))
    }
}
