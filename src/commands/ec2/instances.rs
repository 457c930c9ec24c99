//! `aws ec2 instances`

pub(crate) mod missing_ids;
pub(crate) mod stream;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, LabeledError, ListStream, PipelineData, PipelineMetadata, Signature, Spanned,
    SyntaxShape, Type,
};

use crate::commands::common::context::CommandContext;
use crate::commands::common::target_flags::{FailureFlags, TargetFlags, TargetSignature};
use crate::commands::common::{category, completion};
use crate::commands::ec2::filter_flags::{filter_flags, filters};
use crate::commands::ec2::instances::missing_ids::Sought;
use crate::commands::ec2::instances::stream::{RowMaker, Rows};
use crate::ec2::instances::{BufferPool, Query, describe, is_instance_id};
use crate::error::{Ec2Error, Error, Spans};
use crate::plugin::AwsPlugin;
use crate::rows::failure::ERROR;
use crate::rows::instance::{Columns, FIRST_COLUMNS, TagShape};

/// Lists EC2 instances.
pub(crate) struct Instances;

impl PluginCommand for Instances {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws ec2 instances"
    }

    fn signature(&self) -> Signature {
        let columns = SyntaxShape::List(Box::new(SyntaxShape::String));
        filter_flags(Signature::build(self.name()).profiles_in(Type::table()).region_flags())
            .rest("ids", SyntaxShape::String, "Only the instances with these ids, wherever they are; without any, all.")
            .named("columns", columns, "Only these columns, in this order, which is faster.", Some('c'))
            .switch("raw-tags", "Give Tags as the API's list of Key and Value instead of a record.", None)
            .failure_flags()
            .category(category())
    }

    fn description(&self) -> &str {
        "List EC2 instances, a row each."
    }

    fn extra_description(&self) -> &str {
        "Every member of the API's Instance is a column, in the API's names and nested as there, so that AWS's \
         documentation applies: `State.Name`, `Placement.AvailabilityZone`, `SecurityGroups.0.GroupId`. Before them \
         stand the columns that a person looks for, among them Name (the Name tag), StateName, Region, AccountId and \
         Profile. Tags is a record: `where Tags.env? == prod`.\n\nProfiles come from `--profile` or the pipeline, as \
         names or as rows of `aws profiles`; regions may be patterns and exclusions, `[us-* !us-west-1]`, which choose \
         among those that the account has enabled. All are asked side by side, and rows come as they are there, in no \
         order; `sort-by` makes one. An account or region that fails is a warning and costs no other its rows; it is \
         an error if all fail, or with `--strict`.\n\nPages are fetched as rows are asked for: `first 5` of a large \
         region asks for one. Terminated instances are listed for about an hour, as by AWS; `--state` leaves them \
         out.\n\nFilters of EC2 spare the transfer; for \
         everything else use `where`. Needs the permission ec2:DescribeInstances."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["cloud", "describe-instances", "machine", "server", "vm"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws ec2 instances | where StateName == running | select Name InstanceId PrivateIpAddress",
                description: "List what is running.",
                result: None,
            },
            Example {
                example: "aws ec2 instances --filter {instance-type: [t3.* m7i.*], \"tag:env\": prod}",
                description: "Let EC2 filter by type and tag.",
                result: None,
            },
            Example {
                example: "aws ec2 instances --state [stopped stopping] | where LaunchTime < (date now) - 30day",
                description: "Find what has been stopped for long.",
                result: None,
            },
            Example {
                example: "aws ec2 instances --profile test-account.tester --region eu-west-2 | get InstanceId",
                description: "Ask another account and region.",
                result: None,
            },
            Example {
                example: "aws profiles | where sso_session == my-org-sso | aws ec2 instances --region [eu-* us-east-1]",
                description: "Ask all accounts of an organization in many regions.",
                result: None,
            },
            Example {
                example: "aws profiles | aws ec2 instances i-0a64ba527e262c1bd --all-regions",
                description: "Find an instance, whichever account and region it is in.",
                result: None,
            },
            Example {
                example: "aws ec2 instances --all-regions --columns [InstanceId Region StateName]",
                description: "Get just what a script needs, from everywhere.",
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
        let mut flags = TargetFlags::of(call, input)?;
        let failures = FailureFlags::of(call)?;
        let ids = instance_ids(call, &mut flags.spans)?;
        let filters = filters(engine, call)?;
        let maker = RowMaker::new(columns(call, failures.error_rows)?, call.head, plugin.encoder().clone());
        let command = CommandContext::of(plugin, engine, flags.spans.clone())?;
        let asked = flags.asked(&command.config)?;
        // Of many accounts and regions only one has an instance. With other filters, one that does not come may be there.
        let may_be_missing = !asked.is_single();
        let sought = if may_be_missing && filters.is_empty() { Sought::new(&ids) } else { Sought::default() };
        let (query, room) = (Query { ids, filters, may_be_missing }, BufferPool::default());
        let answers = command
            .ask(&flags, &asked, failures, move |target, line| describe(target, query.clone(), room.clone(), line))?;
        let rows = Rows::start(answers, maker, sought)?;
        let metadata = PipelineMetadata::default().with_table_width_priority_columns(call.head, FIRST_COLUMNS);
        let metadata = command.consumer.mark(metadata);
        Ok(PipelineData::list_stream(ListStream::new(rows, call.head, engine.signals().clone()), Some(metadata)))
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

/// The columns that a call asks for. A row that may tell of a failure also says where that was.
fn columns(call: &EvaluatedCall, error_rows: bool) -> Result<Columns, LabeledError> {
    let tags = if call.has_flag("raw-tags")? { TagShape::List } else { TagShape::Record };
    let mut columns = match call.get_flag::<Vec<Spanned<String>>>("columns")? {
        None => Columns::all(tags),
        Some(names) => {
            let mut columns = Columns::none(tags);
            // Where there is a column Error, it may be named, and stands behind all others.
            for Spanned { item, span } in names.into_iter().filter(|name| !(error_rows && name.item == ERROR)) {
                let spans = Spans { words: vec![(item.clone(), span)], ..Spans::head(call.head) };
                columns.add(&item).map_err(|error| error.at(&spans))?;
            }
            columns
        }
    };
    if error_rows {
        for name in ["Profile", "Region"] {
            columns.add(name).map_err(|error| error.at(&Spans::head(call.head)))?;
        }
        columns.add_error();
    }
    Ok(columns)
}

/// The ids of a call, each once, with their places added to the spans.
fn instance_ids(call: &EvaluatedCall, spans: &mut Spans) -> Result<Vec<String>, LabeledError> {
    let mut ids = Vec::new();
    for id in call.rest::<Spanned<String>>(0)? {
        spans.words.push((id.item.clone(), id.span));
        if !is_instance_id(&id.item) {
            return Err(
                Error::from(Ec2Error::MalformedId { resource: "instance", id: id.item, prefix: "i-" }).at(spans)
            );
        }
        ids.push(id.item);
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}
