//! DescribeRegions.

use std::time::Duration;

use aws_sdk_ec2::config::Builder;
use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::config::timeout::TimeoutConfig;
use aws_sdk_ec2::types::Region;

use crate::error::Error;
use crate::partition::partition_of;
use crate::session::Session;
use crate::session::failure::explain;

/// How long one region is waited for where another will do.
const PATIENCE: Duration = Duration::from_secs(10);

/// The regions that the account can use, or with `all` those too that are not enabled for it, by name. They all
/// belong to the partition of the region that is asked, whatever else a server may list.
pub async fn regions(session: &Session, region: &str, all: bool) -> Result<Vec<Region>, Error> {
    ask(session, region, all, Builder::new()).await
}

/// The same from any region, for all of them know the list: the session's own, or another one should that be out of
/// order, or be one that the account has not enabled.
pub async fn regions_from_any(session: &Session, all: bool) -> Result<Vec<Region>, Error> {
    let (own, partition) = (session.home_region(), session.partition());
    let patience = TimeoutConfig::builder().operation_timeout(PATIENCE).build();
    let error = match ask(session, own, all, Builder::new().timeout_config(patience)).await {
        Ok(regions) => return Ok(regions),
        Err(error) => error,
    };
    // Everybody has the main region: keys that it refuses are wrong.
    let may_be_off = matches!(error, Error::CredentialsRejected { .. }) && own != partition.main_region;
    let mut others = [partition.main_region].into_iter().chain(partition.regions.iter().copied());
    match others.find(|region| *region != own) {
        // Where neither can be reached, this is known in ten seconds.
        Some(other) if may_be_off || error.is_of_the_region() => {
            let once = matches!(error, Error::Unreachable { .. }).then(RetryConfig::disabled);
            let mut settings = Builder::new();
            settings.set_retry_config(once);
            ask(session, other, all, settings).await.map_err(|other| if may_be_off { error } else { other })
        }
        _ => Err(error),
    }
}

async fn ask(session: &Session, region: &str, all: bool, settings: Builder) -> Result<Vec<Region>, Error> {
    let request = session.ec2(region).describe_regions().all_regions(all);
    let answer = request.customize().config_override(settings).send().await;
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
