//! `aws credentials export`

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    ByteStream, Completion, DynamicSuggestion, Example, Flag, LabeledError, PipelineData, Signature, Spanned,
    SyntaxShape, Type,
};

use crate::commands::common::completion;
use crate::commands::credentials::got::{ResolvedCredentials, signature};
use crate::credentials::export::{ExportFormat, export};
use crate::error::{CredentialsError, Error, Spans};
use crate::plugin::AwsPlugin;
use crate::text::suggest::suggest;

/// Gives the credentials of a profile as a text for other shells and tools.
pub(crate) struct Export;

impl PluginCommand for Export {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws credentials export"
    }

    fn signature(&self) -> Signature {
        let format = Flag::new("format")
            .short('f')
            .arg(SyntaxShape::String)
            .desc("The form: posix, fish, powershell, cmd, dotenv or process, which is JSON and the default.")
            .completion(Completion::new_list(&ExportFormat::NAMES));
        signature(self.name(), Type::String).param(format)
    }

    fn description(&self) -> &str {
        "Get the credentials of a profile of any kind, as a text for other shells and tools."
    }

    fn extra_description(&self) -> &str {
        "The texts are those of `aws configure export-credentials`: `posix` is its env, `cmd` its windows-cmd, `dotenv` \
         its env-no-export. `process` is what a `credential_process` of any SDK has to print:\n\n  \
         credential_process = nu --no-config-file --plugins '[/path/to/nu_plugin_aws]' -c 'aws credentials export -p dev'\n\n\
         The output is secret."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["bash", "credential_process", "dotenv", "fish", "json", "powershell", "zsh"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws credentials export -p test-account.tester --format dotenv | save --force .env",
                description: "Write credentials to a file for tools that read such.",
                result: None,
            },
            Example {
                example: "aws credentials export | from json | get Expiration?",
                description: "See what a credential_process prints.",
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
        let format = format(call)?;
        let text = export(&ResolvedCredentials::of(plugin, engine, call)?.keys, format)
            .map_err(|error| error.at(&Spans::head(call.head)))?;
        // A string that streams: Nushell prints it as it is, without a line break of its own.
        let stream = ByteStream::read_string(text, call.head, engine.signals().clone());
        Ok(PipelineData::byte_stream(stream, None))
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

fn format(call: &EvaluatedCall) -> Result<ExportFormat, LabeledError> {
    let Some(Spanned { item: name, span }) = call.get_flag::<Spanned<String>>("format")? else {
        return Ok(ExportFormat::Process);
    };
    ExportFormat::parse(&name).ok_or_else(|| {
        let nearest = suggest(&name, &ExportFormat::NAMES);
        Error::from(CredentialsError::UnknownFormat { name, nearest }).at(&Spans::head(span))
    })
}
