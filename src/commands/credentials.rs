//! `aws credentials`

pub(crate) mod export;
pub(crate) mod got;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    Completion, DynamicSuggestion, Example, Flag, LabeledError, PipelineData, Signature, SyntaxShape, Type, Value,
};

use crate::aws::partition::known_regions;
use crate::commands::common::completion;
use crate::commands::credentials::got::{ResolvedCredentials, signature};
use crate::plugin::AwsPlugin;
use crate::rows;

/// Gives the credentials of a profile.
pub(crate) struct Credentials;

impl PluginCommand for Credentials {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws credentials"
    }

    fn signature(&self) -> Signature {
        signature(self.name(), Type::Record(rows::credentials::columns())).param(
            Flag::new("region")
                .short('r')
                .arg(SyntaxShape::String)
                .desc("Give this AWS_REGION, whatever the variable or the profile says.")
                .completion(Completion::new_list(known_regions())),
        )
    }

    fn description(&self) -> &str {
        "Get the credentials of a profile of any kind, as a record of environment variables."
    }

    fn extra_description(&self) -> &str {
        "The record is made for `load-env` and `with-env`. What there is not is null, and hides a variable of that name \
         from the commands that follow: a stale AWS_SESSION_TOKEN does no harm. AWS_REGION is the region that the \
         profile's commands ask.\n\nRoles are assumed, programs run and cached sign-ins used and refreshed, as for every \
         other command; a browser is never opened. A role with `mfa_serial` asks for the code on the terminal, or takes \
         it from `--mfa-code`. Its keys go into the AWS CLI's cache: neither asks again while they are good.\n\nThe \
         output is secret."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["access key", "assume", "mfa", "secret", "session token", "sts", "variables"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "with-env (aws credentials -p test-account.tester) { $env.AWS_REGION }",
                description: "Run something with a profile's credentials, such as terraform.",
                result: None,
            },
            Example {
                example: "aws credentials | load-env",
                description: "Freeze the active profile's credentials into this shell.",
                result: None,
            },
            Example {
                example: "aws credentials | get AWS_CREDENTIAL_EXPIRATION | into datetime",
                description: "See when the credentials end.",
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
        let ResolvedCredentials { keys, region } = ResolvedCredentials::of(plugin, engine, call)?;
        let row = rows::credentials::row(&keys, region.as_deref(), call.head);
        Ok(PipelineData::value(Value::record(row, call.head), None))
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
