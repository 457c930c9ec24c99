//! `aws sso accounts`

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Example, LabeledError, PipelineData, Signature, Value};

use crate::commands::common::completion;
use crate::commands::common::context::CommandContext;
use crate::commands::sso::targets::{SessionSelection, signature};
use crate::error::Spans;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::{Portal, fresh_token};

/// Lists the accounts of a signed-in user.
pub(crate) struct Accounts;

impl PluginCommand for Accounts {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws sso accounts"
    }

    fn signature(&self) -> Signature {
        signature(self.name(), rows::sso::account_columns())
    }

    fn description(&self) -> &str {
        "List the AWS accounts in which you have a role."
    }

    fn extra_description(&self) -> &str {
        "Needs a sign-in: `aws sso login`. Without a name, the active profile's session is meant, or the only one of \
         the config file."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["identity center", "list-accounts", "organization", "portal"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws sso accounts | sort-by account_name",
                description: "List the accounts by name.",
                result: None,
            },
            Example {
                example: "aws sso accounts --sso-session my-org-sso | where account_name =~ test | aws sso roles",
                description: "List the roles in some accounts.",
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
        let command = CommandContext::of(plugin, engine, Spans::head(call.head))?;
        let named = SessionSelection::by_flags(call, command.caller.environment(), &command.config)?;
        let targets = named.with_input(input.into_value(call.head)?)?.or_active()?;
        let rows = command.wait(async {
            let (context, mut rows) = (command.context(), Vec::new());
            for target in &targets {
                let profile = target.profile.as_deref();
                let token = fresh_token(&context, &target.center, profile).await?;
                let accounts = Portal::open(&context, &target.center, &token, profile).await?.accounts().await?;
                let session = target.center.session.as_deref();
                rows.extend(accounts.iter().map(|account| rows::sso::account_row(account, session, call.head)));
            }
            Ok(rows)
        })?;
        Ok(PipelineData::value(Value::list(rows, call.head), None))
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
