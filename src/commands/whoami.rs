//! `aws whoami`

use std::sync::Arc;

use chrono::Utc;
use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Example, LabeledError, PipelineData, Record, Signature, Span, Type, Value};

use crate::commands::common::context::CommandContext;
use crate::commands::common::responses::{Event, Responses};
use crate::commands::common::target_flags::{FailureFlags, TargetFlags, TargetSignature};
use crate::commands::common::{category, completion};
use crate::context::Context;
use crate::fanout::channel::{Failure, Message};
use crate::identity::{self, AccountNames, Identity};
use crate::plugin::AwsPlugin;
use crate::rows;

/// Says who the caller is to AWS.
pub(crate) struct Whoami;

impl PluginCommand for Whoami {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws whoami"
    }

    fn signature(&self) -> Signature {
        let columns = rows::identity::COLUMNS.map(|name| (name.to_owned(), rows::identity::type_of(name))).to_vec();
        let (record, table) = (Type::Record(columns.clone().into()), Type::Table(columns.into()));
        let names = Type::List(Box::new(Type::String));
        let one = [Type::Nothing, Type::String, Type::record()].map(|input| (input, record.clone()));
        let many = [Type::Nothing, names, Type::table()].map(|input| (input, table.clone()));
        // In a closure anything may come through the pipeline.
        let any = [(Type::Any, Type::one_of([record, table]))];
        Signature::build(self.name())
            .input_output_types(one.into_iter().chain(many).chain(any).collect())
            .profile_flag()
            .switch("offline", "Ask nobody: answer from the AWS files and the caches.", Some('o'))
            .failure_flags()
            .category(category())
    }

    fn description(&self) -> &str {
        "Show which account, role and user AWS takes you for."
    }

    fn extra_description(&self) -> &str {
        "A record, or a table for a list of profiles, from `--profile` or the pipeline. STS is asked once for each \
         profile, which needs no permission; for profiles of an Identity Center its portal tells the account's name. \
         With `--offline` nobody is asked, and what only AWS knows is null.\n\nIn a list a profile that fails is a \
         warning; with `--error-rows` it is a row. It is an error if all of them fail."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["account", "arn", "get-caller-identity", "identity", "role", "sts"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws whoami | get account_id",
                description: "Show in which account the next command acts.",
                result: None,
            },
            Example {
                example: "aws profiles | aws whoami --error-rows | where Error != null",
                description: "Find the profiles that don't work.",
                result: None,
            },
            Example {
                example: "aws whoami --offline | select account_id role_name expires_in",
                description: "Show what the files and caches say, without asking anybody.",
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
        let flags = TargetFlags::of(call, input)?.anywhere();
        let failures = FailureFlags::of(call)?;
        let command = CommandContext::of(plugin, engine, flags.spans.clone())?;
        let asked = flags.asked(&command.config)?;
        let answers = if call.has_flag("offline")? {
            let known = asked.profiles.iter().flat_map(|profile| known(&command.context(), profile.as_deref()));
            command.answered(&asked, failures, known.collect())
        } else {
            let names = Arc::new(AccountNames::new(command.context().to_owned_context()));
            command.ask(&flags, &asked, failures, move |target, line| {
                let names = names.clone();
                async move { line.send_one(identity::from_sts(&target, &names)).await }
            })?
        };
        let mut rows = rows(answers, &asked.profiles, failures.error_rows, call.head)?;
        match rows.pop() {
            Some(only) if !flags.is_list => Ok(PipelineData::value(Value::record(only, call.head), None)),
            last => {
                let rows = rows.into_iter().chain(last).map(|row| Value::record(row, call.head));
                Ok(PipelineData::value(Value::list(rows.collect(), call.head), None))
            }
        }
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

/// What is known of a profile without asking anybody.
fn known(context: &Context<'_>, profile: Option<&str>) -> Vec<Message<Identity>> {
    match identity::from_files(context, profile) {
        Ok(identity) => vec![Message::Item(identity), Message::Done],
        Err(error) => vec![Message::Failed(Failure::of(context, profile.map(str::to_owned), error))],
    }
}

/// The rows in the order of the profiles that are asked.
fn rows(
    mut answers: Responses<Identity>,
    asked: &[Option<String>],
    error_rows: bool,
    span: Span,
) -> Result<Vec<Record>, LabeledError> {
    let now = Utc::now();
    let place = |profile: &Option<String>| asked.iter().position(|asked| asked == profile);
    let mut found = Vec::new();
    while let Some(got) = answers.next() {
        found.push(match got? {
            Event::Item(identity) => {
                answers.count(1);
                let place = place(&identity.profile);
                let mut row = rows::identity::row(identity, now, span);
                if error_rows {
                    row.push(rows::failure::ERROR, Value::nothing(span));
                }
                (place, row)
            }
            Event::Failure(failure) => {
                let columns = rows::identity::COLUMNS.into_iter();
                (place(&failure.profile), rows::failure::row(&failure, columns, span))
            }
        });
    }
    answers.whole()?;
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().map(|(_, row)| row).collect())
}
