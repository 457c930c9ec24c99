//! Lists the regions of an account: DescribeRegions.

use std::pin::pin;
use std::time::Duration;

use aws_sdk_ec2::config::Builder;
use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::types::Region;

use crate::aws::partition::Partition;
use crate::client::explain::explain;
use crate::credentials::Session;
use crate::error::{CredentialsError, Error, NetworkError, ServiceError};

/// How long to wait for the session's region before another one is asked, too.
const SECOND_REQUEST_DELAY: Duration = Duration::from_secs(3);

/// The regions that are enabled for the account, or with `all` every region, sorted by name. Regions of another
/// partition than that of the asked region are left out.
pub(crate) async fn regions(session: &Session, region: &str, all: bool) -> Result<Vec<Region>, Error> {
    describe(session, region, all, Builder::new()).await
}

/// The same from any region, since all of them know the list: from the session's region, or from another one if that
/// is slow, fails, or is not enabled for the account. If both fail, the error is that of the session's region.
pub(crate) async fn regions_from_any(session: &Session, all: bool) -> Result<Vec<Region>, Error> {
    let (own, partition) = (session.default_region(), session.partition());
    let mut others = [partition.main_region].into_iter().chain(partition.regions.iter().copied());
    let Some(other) = others.find(|region| *region != own) else { return regions(session, own, all).await };
    // Without retries: if there is no network, the first error is enough.
    let once = || describe(session, other, all, Builder::new().retry_config(RetryConfig::disabled()));

    let mut own_request = pin!(regions(session, own, all));
    let error = match tokio::time::timeout(SECOND_REQUEST_DELAY, &mut own_request).await {
        Ok(Ok(regions)) => return Ok(regions),
        Ok(Err(error)) => error,
        Err(_) => return either(own_request, once()).await,
    };
    match error {
        // A disabled region rejects all credentials; the main region is always enabled.
        Error::Credentials(CredentialsError::Rejected { .. }) if own != partition.main_region => {
            once().await.map_err(|other| {
                if matches!(other, Error::Service(ServiceError::AccessDenied { .. })) { other } else { error }
            })
        }
        Error::Network(NetworkError::Unreachable { .. }) => once().await.map_err(|_| error),
        error if error.is_regional() => regions(session, other, all).await.map_err(|_| error),
        error => Err(error),
    }
}

/// The first success of two. If both fail, the error is that of the first.
async fn either<T>(
    first: impl Future<Output = Result<T, Error>>,
    second: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    tokio::select! {
        result = &mut first => match result {
            Ok(value) => Ok(value),
            Err(error) => second.await.map_err(|_| error),
        },
        result = &mut second => match result {
            Ok(value) => Ok(value),
            Err(_) => first.await,
        },
    }
}

async fn describe(session: &Session, region: &str, all: bool, settings: Builder) -> Result<Vec<Region>, Error> {
    let request = session.ec2(region).describe_regions().all_regions(all);
    let response = request.customize().config_override(settings).send().await;
    let response = response.map_err(|error| explain(&error, session.request("ec2:DescribeRegions", region)))?;
    let partition = Partition::from_region(region);
    let named = response.regions.filter(|regions| regions.iter().all(|region| region.region_name().is_some()));
    let mut regions = named.ok_or_else(|| ServiceError::InvalidResponse {
        endpoint: session.request("ec2:DescribeRegions", region).endpoint(),
        reason: "it has no complete list of regions".into(),
    })?;
    regions.retain(|region| region.region_name().is_some_and(|name| Partition::from_region(name) == partition));
    if !all {
        regions.retain(|region| region.opt_in_status() != Some("not-opted-in"));
    }
    regions.sort_by(|a, b| a.region_name.cmp(&b.region_name));
    Ok(regions)
}
