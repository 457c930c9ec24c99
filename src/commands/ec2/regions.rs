//! `aws ec2 regions`

use nu_plugin::{DynamicCompletionCall, EngineInterface, EvaluatedCall, PluginCommand};
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Example, LabeledError, PipelineData, Signature, Type, Value};

use crate::AwsPlugin;
use crate::commands::flags::{TargetFlags, TargetSignature};
use crate::commands::ground::Ground;
use crate::commands::{category, completion};
use crate::ec2;
use crate::partition::DEFAULT_REGION;
use crate::rows;
use crate::session::Session;

/// Lists the regions of an account.
pub struct Regions;

impl PluginCommand for Regions {
    type Plugin = AwsPlugin;

    fn name(&self) -> &str {
        "aws ec2 regions"
    }

    fn signature(&self) -> Signature {
        let columns = ["RegionName", "Endpoint", "OptInStatus"].map(|name| (name.to_owned(), Type::String));
        Signature::build(self.name())
            .input_output_type(Type::Nothing, Type::Table(columns.to_vec().into()))
            .target_flags()
            .switch("all", "List the regions that are not enabled for the account, too.", Some('a'))
            .category(category())
    }

    fn description(&self) -> &str {
        "List the AWS regions that an account can use."
    }

    fn extra_description(&self) -> &str {
        "Without a region of the profile's or the environment's, us-east-1 is asked. Only regions of the profile's \
         own partition are listed. Needs the permission ec2:DescribeRegions."
    }

    fn search_terms(&self) -> Vec<&str> {
        vec!["describe-regions", "enabled", "location", "opt-in"]
    }

    fn examples(&self) -> Vec<Example<'_>> {
        vec![
            Example {
                example: "aws ec2 regions | get RegionName",
                description: "List the names of the enabled regions.",
                result: None,
            },
            Example {
                example: "aws ec2 regions --all | where OptInStatus == not-opted-in",
                description: "Find the regions that are switched off.",
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
        let all = call.has_flag("all")?;
        let ground = Ground::of(plugin, engine, flags.spans(call.head))?;
        let regions = ground.wait(async {
            let session = Session::open(ground.basis(), flags.profile(), flags.region()).await?;
            let region = session.region().unwrap_or(DEFAULT_REGION);
            ec2::regions::regions(&session, region, all).await
        })?;
        let rows = regions.into_iter().map(|region| rows::region::row(region, call.head));
        Ok(PipelineData::value(Value::list(rows.collect(), call.head), None))
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
