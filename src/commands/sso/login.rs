//! `aws sso login`

use std::sync::atomic::{AtomicBool, Ordering};

use nu_protocol::{Example, LabeledError, PipelineData, Signature, SyntaxShape};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::sign_in::{SignInSignature, correct_region, login_options, print_prompt};
use crate::commands::sso::session_selection::{SessionSelection, has_session, session_signature};
use crate::config::{Edits, Profile};
use crate::error::Spans;
use crate::rows;
use crate::sso::login::{Prompt, login};

/// Signs in to IAM Identity Center.
pub(crate) struct AwsSsoLogin;

impl AwsCommand for AwsSsoLogin {
    fn name(&self) -> &str {
        "aws sso login"
    }

    fn description(&self) -> &str {
        "Sign in to IAM Identity Center, once for all profiles of a session."
    }

    fn extra_description(&self) -> &str {
        "Keeps a sign-in that is still valid, and refreshes one that can be refreshed; otherwise it opens a browser. \
         Over SSH, in a container and without a display it uses a device code.\n\nTakes sessions from flags or the \
         pipeline: names, or rows of `aws sso sessions` or `aws profiles`. Without any, it signs in to the active \
         profile's session, or to the only session of the config file.\n\nThe AWS CLI and the SDKs use the same \
         token: if you sign in here, you are signed in there. This command replaces the AWS CLI's command of the same \
         name, which you can still run as `^aws sso login`."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["authenticate", "browser", "identity center", "signin", "token"]
    }

    fn signature(&self) -> Signature {
        session_signature(self.name())
            .switch("force", "Sign in again, even if the sign-in is still valid.", Some('f'))
            .sign_in_flags()
            .named("redirect-port", SyntaxShape::Int, "The port of this computer that the browser calls back.", None)
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            example("aws sso login", "Sign in for the active profile."),
            example("aws sso login my-org-sso", "Sign in to a session by name."),
            example(
                "aws profiles | where name =~ dev | aws sso login",
                "Sign in to every session that some profiles need, once each.",
            ),
        ]
    }

    fn offers_profile(&self, profile: &Profile) -> bool {
        has_session(profile)
    }

    fn is_session_name(&self, index: usize) -> bool {
        index == 0
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let options = login_options(call, call.has_flag("force")?)?;
        let mut context = CommandContext::new(call, Spans::head(call.head))?;
        let selection = SessionSelection::from_flags(call, &context)?;
        let targets = selection.with_input(call.collect(input)?)?.or_active()?;
        let mut rows = Vec::with_capacity(targets.len());
        for mut target in targets {
            let has_asked = AtomicBool::new(false);
            let tell = |prompt: Prompt| {
                has_asked.store(true, Ordering::Relaxed);
                print_prompt(target.center.key(), &prompt);
            };
            let token = context.block_on(login(&context.aws_context()?, &target.center, &options, &tell))?;
            if !has_asked.into_inner() {
                let session = target.center.key();
                context.caller.note(&format!("You are already signed in to {session}; --force signs in again."));
            }
            let mut edits = Edits::new();
            if correct_region(&target.center, target.profile.as_deref(), &token.region, &mut edits) {
                context.save(&edits)?;
                target.center.region.clone_from(&token.region);
            }
            rows.push(rows::sso::login_row(&target.center, &token, call.head));
        }
        Ok(call.table(rows))
    }
}
