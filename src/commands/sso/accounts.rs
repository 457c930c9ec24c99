//! `aws sso accounts`

use nu_protocol::{Example, LabeledError, PipelineData, Signature};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::sso::session_selection::{SessionSelection, has_session, session_signature};
use crate::config::Profile;
use crate::error::Spans;
use crate::rows;
use crate::sso::{Portal, fresh_token};

/// Lists the accounts of a signed-in user.
pub(crate) struct AwsSsoAccounts;

impl AwsCommand for AwsSsoAccounts {
    fn name(&self) -> &str {
        "aws sso accounts"
    }

    fn description(&self) -> &str {
        "List the AWS accounts in which you have a role."
    }

    fn extra_description(&self) -> &str {
        "Takes sessions from flags or the pipeline: names, or rows of `aws sso sessions` or `aws profiles`. Without \
         any, it uses the active profile's session, or the only session of the config file. Sign in first: `aws sso \
         login`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["identity center", "list-accounts", "organization", "portal"]
    }

    fn signature(&self) -> Signature {
        session_signature(self.name())
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws sso accounts | sort-by account_name", "List the accounts by name."),
            example(
                "aws sso accounts --sso-session my-org-sso | where account_name =~ test | aws sso roles",
                "List the roles in some accounts.",
            ),
        ]
    }

    fn offers_profile(&self, profile: &Profile) -> bool {
        has_session(profile)
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let context = CommandContext::new(call, Spans::head(call.head))?;
        let selection = SessionSelection::from_flags(call, &context)?;
        let targets = selection.with_input(call.collect(input)?)?.or_active()?;
        let aws_context = context.aws_context()?;
        let rows = context.block_on(async {
            let mut rows = Vec::new();
            for target in &targets {
                let profile = target.profile.as_deref();
                let token = fresh_token(&aws_context, &target.center, profile).await?;
                let portal = Portal::open(&aws_context, &target.center, &token.access_token, profile).await?;
                let session = target.center.session.as_deref();
                let accounts = portal.accounts().await?;
                rows.extend(accounts.iter().map(|account| rows::sso::account_row(account, session, call.head)));
            }
            Ok(rows)
        })?;
        Ok(call.table(rows))
    }
}
