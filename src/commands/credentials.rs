//! `aws credentials`

pub(crate) mod export;
pub(crate) mod profile_credentials;

use nu_protocol::{Completion, Example, Flag, LabeledError, PipelineData, Signature, SyntaxShape, Type, Value};

use crate::aws::partition::known_regions;
use crate::aws::variables;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::examples::example;
use crate::commands::credentials::profile_credentials::{ResolvedCredentials, credentials_signature};
use crate::rows;

/// Returns the credentials of a profile as a record.
pub(crate) struct AwsCredentials;

impl AwsCommand for AwsCredentials {
    fn name(&self) -> &str {
        "aws credentials"
    }

    fn description(&self) -> &str {
        "Get a profile's credentials as a record of environment variables."
    }

    fn extra_description(&self) -> &str {
        "Works with profiles of every kind. Pipe the record to `load-env`, or pass it to `with-env`. Missing values \
         are null, which hides the variable from child programs, so that no old AWS_SESSION_TOKEN is used. AWS_REGION \
         is the region that commands with this profile use.\n\nSign-ins are refreshed if possible, but no browser is \
         opened. If a role has an `mfa_serial`, it asks for the MFA code on the terminal, or takes it from \
         `--mfa-code`. The role's credentials are stored in the AWS CLI's cache, so neither this plugin nor the CLI \
         asks again until they expire.\n\nThe output contains secrets."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["access key", "assume", "mfa", "secret", "session token", "sts", "variables"]
    }

    fn signature(&self) -> Signature {
        credentials_signature(self.name(), Type::Record(rows::credentials::columns())).param(
            Flag::new("region")
                .short('r')
                .arg(SyntaxShape::String)
                .desc("Use this region, not AWS_REGION or the profile's.")
                .completion(Completion::new_list(known_regions())),
        )
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example(
                "with-env (aws credentials -p test-account.tester) { $env.AWS_REGION }",
                "Run a program such as terraform with a profile's credentials.",
            ),
            example("aws credentials | load-env", "Load the active profile's credentials into this shell."),
            example(
                "aws credentials | get AWS_CREDENTIAL_EXPIRATION | into datetime",
                "Show when the credentials expire.",
            ),
        ]
    }

    fn run(&self, call: &CommandCall<'_>, _input: PipelineData) -> Result<PipelineData, LabeledError> {
        let ResolvedCredentials { credentials, region, has_security_token } = ResolvedCredentials::from_call(call)?;
        let mut row = rows::credentials::row(&credentials, region.as_deref(), call.head);
        if has_security_token {
            row.push(variables::AWS_SECURITY_TOKEN, Value::nothing(call.head));
        }
        Ok(PipelineData::value(Value::record(row, call.head), None))
    }
}
