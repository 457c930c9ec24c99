//! `aws sso logout`

use nu_protocol::{Example, LabeledError, PipelineData, Signature};

use crate::cli_cache::role_cache::RoleCache;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::sso::session_selection::{SessionSelection, has_session, input_error, session_signature};
use crate::config::Profile;
use crate::error::Spans;
use crate::rows;
use crate::sso::logout::{SignIn, remove_abandoned_files};

/// Signs out of IAM Identity Center.
pub(crate) struct AwsSsoLogout;

impl AwsCommand for AwsSsoLogout {
    fn name(&self) -> &str {
        "aws sso logout"
    }

    fn description(&self) -> &str {
        "Sign out of IAM Identity Center, of all sessions or of some."
    }

    fn extra_description(&self) -> &str {
        "Ends the session at the portal, and deletes the token and all role credentials obtained with it, including \
         those in the AWS CLI's cache. Other cached credentials stay.\n\nTakes sessions from flags or the pipeline: \
         names, or rows of `aws sso sessions` or `aws profiles`. Without any, it signs out of all sessions, as the \
         AWS CLI does."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["identity center", "revoke", "signout", "token"]
    }

    fn signature(&self) -> Signature {
        session_signature(self.name())
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws sso logout my-org-sso", "Sign out of one session."),
            example("aws sso logout", "Sign out of all sessions."),
        ]
    }

    fn offers_profile(&self, profile: &Profile) -> bool {
        has_session(profile)
    }

    fn is_session_name(&self, index: usize) -> bool {
        index == 0
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let context = CommandContext::new(call, Spans::head(call.head))?;
        let (environment, config) = (context.caller.environment(), &context.config);
        let has_input = !matches!(input, PipelineData::Empty);
        let selection = SessionSelection::from_flags(call, &context)?.with_input(call.collect(input)?)?;
        let all = selection.is_unspecified();
        if all && has_input {
            return Err(input_error("this is nothing, not a name or a row", call.head));
        }
        let sign_ins = match all {
            true => SignIn::load_all(environment, config),
            false => selection.into_targets().map(|target| SignIn::load(environment, target.center)).collect(),
        };
        let sign_ins = sign_ins.map_err(|error| context.label(error))?;
        let aws_context = context.aws_context()?;
        let rows = context.block_on(async {
            let mut rows = Vec::with_capacity(sign_ins.len());
            for sign_in in &sign_ins {
                let ended = sign_in.end(&aws_context).await?;
                if let Some(error) = ended.portal_error {
                    context
                        .caller
                        .messages()
                        .warn(&format!("the token is deleted, but the portal did not end the session: {error}"));
                }
                rows.push(rows::sso::logout_row(&sign_in.center, ended.was, call.head));
            }
            remove_abandoned_files(environment)?;
            if all {
                RoleCache::from_environment(environment, &aws_context.unsaved.roles)?.remove_all_sso()?;
            }
            Ok(rows)
        })?;
        Ok(call.table(rows))
    }
}
