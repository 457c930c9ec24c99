//! `aws ec2 instances`

use std::sync::Arc;

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{
    DynamicSuggestion, Example, LabeledError, ListStream, PipelineData, PipelineMetadata, Signature, Spanned,
    SyntaxShape, Type,
};

use super::filter_flags::{filter_flags, filters};
use crate::AwsPlugin;
use crate::commands::flags::{TargetFlags, TargetSignature};
use crate::commands::ground::Ground;
use crate::commands::{category, completion};
use crate::ec2::instances::{Query, Target, describe, is_instance_id};
use crate::error::{Error, Spans};
use crate::rows::instance::{FIRST_COLUMNS, TagShape};
use crate::session::Session;

mod stream;

use stream::Rows;

/// Lists EC2 instances.
pub struct Instances;

impl PluginCommand for Instances {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws ec2 instances"
    }

    fn signature(&self) -> Signature {
        filter_flags(Signature::build(self.name()).input_output_type(Type::Nothing, Type::table()).target_flags())
            .rest("ids", SyntaxShape::String, "Only the instances with these ids; without any, all of the region.")
            .switch("raw-tags", "Give Tags as the API's list of Key and Value instead of a record.", None)
            .category(category())
    }

    fn description(&self) -> &str {
        "List EC2 instances, a row each."
    }

    fn extra_description(&self) -> &str {
        "Every member of the API's Instance is a column, in the API's names and nested as there, so that AWS's \
         documentation applies: `State.Name`, `Placement.AvailabilityZone`, `SecurityGroups.0.GroupId`. Before them \
         stand the columns that a person looks for, among them Name (the Name tag), StateName, Region, AccountId and \
         Profile. Tags is a record: `where Tags.env? == prod`.\n\nPages are fetched as rows are asked for: `first 5` \
         of a large region asks for one or two. Rows come in no order; `sort-by` makes one. Terminated instances are \
         listed for about an hour, as by AWS; `--state` leaves them out.\n\nFilters of EC2 spare the transfer; for \
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
        ]
    }

    fn run(
        &self,
        plugin: &AwsPlugin,
        engine: &EngineInterface,
        call: &EvaluatedCall,
        _input: PipelineData,
    ) -> Result<PipelineData, LabeledError> {
        let flags = TargetFlags::of(call)?;
        let mut spans = flags.spans(call.head);
        let ids = instance_ids(call, &mut spans)?;
        let query = Query { ids, filters: filters(engine, call)? };
        let tags = if call.has_flag("raw-tags")? { TagShape::List } else { TagShape::Record };
        let ground = Ground::of(plugin, engine, spans)?;
        let pages = ground.wait(async {
            let session = Arc::new(Session::open(ground.basis(), flags.profile(), flags.region()).await?);
            let region = session.region()?.to_owned();
            Ok(describe(vec![Target { session, region }], query))
        })?;
        let rows = Rows::start(plugin.receive(engine, pages)?, tags, ground.spans)?;
        let metadata = PipelineMetadata::default().with_table_width_priority_columns(call.head, FIRST_COLUMNS);
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

/// The ids of a call, each once, with their places added to the spans.
fn instance_ids(call: &EvaluatedCall, spans: &mut Spans) -> Result<Vec<String>, LabeledError> {
    let mut ids = Vec::new();
    for id in call.rest::<Spanned<String>>(0)? {
        spans.words.push((id.item.clone(), id.span));
        if !is_instance_id(&id.item) {
            return Err(Error::InstanceIdMalformed { id: id.item }.at(spans));
        }
        ids.push(id.item);
    }
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}
