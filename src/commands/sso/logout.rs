//! `aws sso logout`

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Example, LabeledError, PipelineData, Signature, Value};

use crate::cli_cache::role_cache::RoleCache;
use crate::commands::common::completion;
use crate::commands::common::context::CommandContext;
use crate::commands::sso::targets::{SessionSelection, signature};
use crate::error::Spans;
use crate::nu::caller::tell;
use crate::plugin::AwsPlugin;
use crate::rows;
use crate::sso::logout::SignIn;

/// Signs out of Identity Centers.
pub(crate) struct Logout;

impl PluginCommand for Logout {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws sso logout"
    }

    fn signature(&self) -> Signature {
        signature(self.name(), rows::sso::logout_columns())
    }

    fn description(&self) -> &str {
        "Sign out of AWS IAM Identity Center, of all sessions or of those that are named."
    }

    fn extra_description(&self) -> &str {
        "Tells the portal, and deletes the token and the keys of roles that were got with it, also those that the AWS \
         CLI keeps. Other cached keys stay. Without a name all sessions are meant, as by the AWS CLI."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["identity center", "revoke", "signout", "token"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws sso logout --sso-session my-org-sso",
                description: "Sign out of one session.",
                result: None,
            },
            Example { example: "aws sso logout", description: "Sign out of all sessions.", result: None },
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
        let (environment, config) = (command.caller.environment(), &command.config);
        let input = input.into_value(call.head)?;
        let piped = !input.is_nothing();
        let named = SessionSelection::by_flags(call, environment, config)?.with_input(input)?.into_targets();
        let everything = named.is_empty() && !piped;
        let sign_ins = match everything {
            true => SignIn::load_all(environment, config),
            false => named.into_iter().map(|target| SignIn::load(environment, target.center)).collect(),
        };
        let sign_ins = sign_ins.map_err(|error| error.at(&command.spans))?;
        let rows = command.wait(async {
            let mut rows = Vec::with_capacity(sign_ins.len());
            for sign_in in &sign_ins {
                let ended = sign_in.end(&command.context()).await?;
                if let Some(error) = ended.portal_error {
                    tell(&format!("Warning: the token is deleted, but the portal could not be told: {error}"));
                }
                rows.push(rows::sso::logout_row(&sign_in.center, ended.was, call.head));
            }
            if everything {
                RoleCache::from_environment(environment)?.remove_all()?;
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
