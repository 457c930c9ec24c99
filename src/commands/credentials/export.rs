//! `aws credentials export`

use nu_plugin::EvaluatedCall;
use nu_protocol::{
    ByteStream, Completion, Example, Flag, LabeledError, PipelineData, Signature, Spanned, SyntaxShape, Type,
};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::examples::example;
use crate::commands::credentials::profile_credentials::{ResolvedCredentials, credentials_signature};
use crate::credentials::export::{ExportFormat, export};
use crate::error::{CredentialsError, Error, Spans};
use crate::text::suggest::suggest;

/// Returns the credentials of a profile as text for other shells and tools.
pub(crate) struct AwsCredentialsExport;

impl AwsCommand for AwsCredentialsExport {
    fn name(&self) -> &str {
        "aws credentials export"
    }

    fn description(&self) -> &str {
        "Print a profile's credentials as text for other shells and tools."
    }

    fn extra_description(&self) -> &str {
        "The text is that of `aws configure export-credentials`: `posix` is its `env`, `cmd` its `windows-cmd` and \
         `dotenv` its `env-no-export`. `process` is what all SDKs expect of a `credential_process`:\n\n  \
         credential_process = nu --no-config-file --plugins '[/path/to/nu_plugin_aws]' -c 'aws credentials export -p \
         dev'\n\nThe output contains secrets."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["bash", "credential_process", "dotenv", "fish", "json", "powershell", "zsh"]
    }

    fn signature(&self) -> Signature {
        let format = Flag::new("format")
            .arg(SyntaxShape::String)
            .desc("The format: process (the default, JSON), posix, fish, powershell, cmd or dotenv.")
            .completion(Completion::new_list(&ExportFormat::NAMES));
        credentials_signature(self.name(), Type::String).param(format)
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example(
                "aws credentials export -p test-account.tester --format dotenv | save --force .env",
                "Write credentials to a .env file.",
            ),
            example(
                "aws credentials export | from json | get Expiration?",
                "Show when the credentials of a credential_process expire.",
            ),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let format = format(call)?;
        let text = export(&ResolvedCredentials::from_call(call)?.credentials, format)
            .map_err(|error| error.at(&Spans::head(call.head)))?;
        // Nushell prints a string stream as it is. To a string it would add a line break.
        let stream = ByteStream::read_string(text, call.head, call.engine.signals().clone());
        Ok(PipelineData::byte_stream(stream, None))
    }
}

fn format(call: &EvaluatedCall) -> Result<ExportFormat, LabeledError> {
    let Some(Spanned { item: name, span }) = call.get_flag::<Spanned<String>>("format")? else {
        return Ok(ExportFormat::Process);
    };
    ExportFormat::parse(&name).ok_or_else(|| {
        let nearest = suggest(&name, ExportFormat::NAMES);
        Error::from(CredentialsError::UnknownFormat { name, nearest }).at(&Spans::head(span))
    })
}
