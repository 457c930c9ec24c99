//! `aws whoami`

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Utc;
use nu_protocol::{Example, LabeledError, PipelineData, Record, Signature, Span, Type, Value};

use crate::cli_cache::sign_in::CachedSignIn;
use crate::cli_cache::token::SignInStatus;
use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::examples::example;
use crate::commands::common::failure_flags::{FailureFlags, FailureSignature};
use crate::commands::common::responses::{Event, Responses};
use crate::commands::common::target_flags::{TargetFlags, TargetSignature};
use crate::config::SourceChains;
use crate::context::Context;
use crate::fanout::channel::{Failure, Message};
use crate::identity::{self, AccountNames, Identity};
use crate::rows;

/// Shows who the caller is to AWS.
pub(crate) struct AwsWhoami;

impl AwsCommand for AwsWhoami {
    fn name(&self) -> &str {
        "aws whoami"
    }

    fn description(&self) -> &str {
        "Show which AWS account, role and user you are."
    }

    fn extra_description(&self) -> &str {
        "Returns a record, or a table for a list of profiles from `--profile` or the pipeline. Makes one request to \
         STS for each profile, which needs no permission. For profiles of IAM Identity Center, the account's name \
         comes from its portal. `--offline` makes no request; what only AWS knows is then null.\n\nIf one of several \
         profiles fails, you still get the rows of the others and a warning, or with `--error-rows` a row with the \
         error. If all of them fail, the command fails."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "arn", "get-caller-identity", "identity", "role", "sts"]
    }

    fn signature(&self) -> Signature {
        let (record, table) = (Type::record(), Type::table());
        let names = Type::List(Box::new(Type::String));
        let one = [Type::Nothing, Type::String, Type::record()].map(|input| (input, record.clone()));
        let many = [Type::Nothing, names, Type::table()].map(|input| (input, table.clone()));
        // In a closure, the input can be of any type.
        let any = [(Type::Any, Type::one_of([record, table]))];
        Signature::build(self.name())
            .input_output_types(one.into_iter().chain(many).chain(any).collect())
            .profile_flag()
            .switch("offline", "Make no request, and answer from the AWS files and the caches.", None)
            .failure_flags()
    }

    fn examples(&self) -> Vec<Example<'_>> {
        let identity = Identity {
            account_id: Some("111122223333".into()),
            role_name: Some("developer".into()),
            profile: Some("dev-account.developer".into()),
            region: Some("eu-west-1".into()),
            sso_session: Some("my-org-sso".into()),
            source: Some("sso".into()),
            sign_in: Some(CachedSignIn { status: SignInStatus::SignedOut, expires_at: None }),
            ..Identity::default()
        };
        let row = rows::identity::row(&identity, Utc::now(), Span::unknown());
        vec![
            example("aws whoami | get account_id", "Show which account the next command uses."),
            example(
                "aws profiles | aws whoami --error-rows | where Error != null",
                "Find the profiles that don't work.",
            ),
            Example {
                result: Some(Value::record(row, Span::unknown())),
                ..example(
                    "aws whoami --offline --profile dev-account.developer",
                    "Show what the files and caches say, without a request.",
                )
            },
        ]
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let flags = TargetFlags::new(call, input, None)?.any_region_by_default();
        let failures = FailureFlags::new(call)?;
        let context = CommandContext::new(call, flags.spans.clone())?;
        let selection = flags.selection(&context.config)?;
        let aws_context = context.aws_context()?;
        let responses = if call.has_flag("offline")? {
            let profiles = selection.profiles.iter().map(|profile| profile.as_deref());
            let mut chains = SourceChains::new(aws_context.config);
            let messages = profiles.flat_map(|profile| offline_messages(&aws_context, &mut chains, profile));
            context.known_responses(&selection, failures, messages.collect())
        } else {
            let names = Arc::new(AccountNames::new(aws_context.into_owned()));
            context.query_targets(&flags, &selection, failures, move |target, channel| {
                let names = names.clone();
                async move { channel.send_one(identity::from_sts(&target, &names)).await }
            })?
        };
        let rows = rows(responses, &selection.profiles, failures.error_rows, call.head)?;
        let mut rows: Vec<_> = rows.into_iter().map(|row| Value::record(row, call.head)).collect();
        match rows.pop() {
            Some(only) if !flags.is_list => Ok(PipelineData::value(only, None)),
            last => {
                rows.extend(last);
                Ok(call.table(rows))
            }
        }
    }
}

fn offline_messages<'a>(
    context: &Context<'a>,
    chains: &mut SourceChains<'a>,
    profile: Option<&'a str>,
) -> Vec<Message<Identity>> {
    match identity::from_files(context, chains, profile) {
        Ok(identity) => {
            let problem = identity::sign_in_problem(context, chains, profile);
            let note = problem.map(|text| Message::Note { profile: profile.map(str::to_owned), text });
            note.into_iter().chain([Message::Item(identity), Message::Done]).collect()
        }
        Err(error) => vec![Message::Failed(Failure::from_profile(context, profile.map(str::to_owned), error))],
    }
}

/// The rows in the order of the selected profiles.
fn rows(
    mut responses: Responses<Identity>,
    profiles: &[Option<String>],
    error_rows: bool,
    span: Span,
) -> Result<Vec<Record>, LabeledError> {
    let now = Utc::now();
    let positions: HashMap<_, _> = profiles.iter().enumerate().map(|(index, profile)| (profile, index)).collect();
    let index = |profile: &Option<String>| positions.get(profile).copied();
    let columns = rows::failure::with_error(rows::identity::COLUMNS.into_iter());
    let mut rows = Vec::new();
    while let Some(event) = responses.next() {
        rows.push(match event? {
            Event::Item(identity) => {
                responses.count(1);
                let index = index(&identity.profile);
                let row = rows::identity::row(&identity, now, span);
                (index, if error_rows { rows::failure::arranged(row, &columns, span) } else { row })
            }
            Event::Failure(failure) => {
                (index(&failure.profile), rows::failure::row(&failure, columns.iter().copied(), span))
            }
        });
    }
    responses.check_complete()?;
    rows.sort_by_key(|(index, _)| *index);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}
