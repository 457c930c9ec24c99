//! DescribeRegions.

use aws_sdk_ec2::types::Region;

use crate::error::Error;
use crate::partition::partition_of;
use crate::session::Session;
use crate::session::failure::explain;

/// The regions that the account can use, or with `all` those too that are not enabled for it, by name. They all
/// belong to the partition of the region that is asked, whatever else a server may list.
pub async fn regions(session: &Session, region: &str, all: bool) -> Result<Vec<Region>, Error> {
    let answer = session.ec2(region).describe_regions().all_regions(all).send().await;
    let answer = answer.map_err(|error| explain(&error, session.request("ec2:DescribeRegions", region)))?;
    let partition = partition_of(region);
    let mut regions = answer.regions.unwrap_or_default();
    regions.retain(|region| region.region_name().is_some_and(|name| partition_of(name) == partition));
    if !all {
        regions.retain(|region| region.opt_in_status() != Some("not-opted-in"));
    }
    regions.sort_by(|a, b| a.region_name.cmp(&b.region_name));
    Ok(regions)
}
