//! `aws ec2 regions`

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_sdk_ec2::types::Region;
use nu_protocol::{Example, LabeledError, PipelineData, Signature, Span, Value};

use crate::commands::common::command::{AwsCommand, CommandCall};
use crate::commands::common::context::CommandContext;
use crate::commands::common::failure_flags::{FailureFlags, FailureSignature};
use crate::commands::common::responses::{Event, Responses};
use crate::commands::common::target_flags::{TargetFlags, TargetSignature};
use crate::credentials::Target;
use crate::fanout::RegionChoice;
use crate::fanout::describe_regions;
use crate::rows;

/// Lists the regions of an account.
pub(crate) struct AwsEc2Regions;

impl AwsCommand for AwsEc2Regions {
    fn name(&self) -> &str {
        "aws ec2 regions"
    }

    fn signature(&self) -> Signature {
        Signature::build(self.name())
            .names_in()
            .region_flags()
            .switch("all", "Also list the regions that are not enabled for the account.", Some('a'))
            .failure_flags()
    }

    fn description(&self) -> &str {
        "List the AWS regions that an account can use."
    }

    fn extra_description(&self) -> &str {
        "Every region knows the whole list, so `--region` chooses which region to ask, not which ones to list. By \
         default that is the profile's or the environment's region, or else the main region of the profile's \
         partition. Only regions of that partition are listed. If you name several regions, each is asked, and each \
         listed region is still one row for a profile. Needs the permission ec2:DescribeRegions."
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
                description: "Find the regions that are not enabled.",
                result: None,
            },
        ]
    }

    fn run(&self, call: &CommandCall<'_>, input: PipelineData) -> Result<PipelineData, LabeledError> {
        let flags = TargetFlags::new(call, input, None)?.any_region_by_default();
        let (failures, all) = (FailureFlags::new(call)?, call.has_flag("all")?);
        let context = CommandContext::new(call, flags.spans.clone())?;
        let selection = flags.selection(&context.config)?;
        let any = selection.regions == RegionChoice::Any;
        let responses = context.query_targets(&flags, &selection, failures, move |target, channel| async move {
            let regions = async {
                let Target { session, region } = &*target;
                let regions = if any {
                    describe_regions::regions_from_any(session, all).await?
                } else {
                    describe_regions::regions(session, region, all).await?
                };
                Ok((target, regions))
            };
            channel.send_one(regions).await
        })?;
        let rows = rows(responses, failures.error_rows, call.head)?;
        Ok(call.table(rows))
    }
}

/// The rows of all responses, sorted by profile and name. If several regions were asked, a profile's row is taken from
/// the first of them in alphabetical order, so that equal calls return equal rows.
fn rows(
    mut responses: Responses<(Arc<Target>, Vec<Region>)>,
    error_rows: bool,
    span: Span,
) -> Result<Vec<Value>, LabeledError> {
    let columns = rows::failure::with_error(rows::region::COLUMNS.into_iter().chain(["Region"]));
    let (mut found, mut failed) = (BTreeMap::new(), Vec::new());
    while let Some(event) = responses.next() {
        match event? {
            Event::Item((target, regions)) => {
                responses.count(regions.len());
                for region in regions {
                    let key = (target.session.profile().map(str::to_owned), region.region_name.clone());
                    let mut row = rows::region::row(region, &target.session, span);
                    if error_rows {
                        row.push("Region", Value::string(&target.region, span));
                        row = rows::failure::arranged(row, &columns, span);
                    }
                    let asked = &target.region;
                    if found.get(&key).is_none_or(|(known, _)| asked < known) {
                        found.insert(key, (asked.clone(), row));
                    }
                }
            }
            Event::Failure(failure) => {
                failed.push(rows::failure::row(&failure, columns.iter().copied(), span));
            }
        }
    }
    responses.check_complete()?;
    let found = found.into_values().map(|(_, row)| row);
    Ok(found.chain(failed).map(|row| Value::record(row, span)).collect())
}
