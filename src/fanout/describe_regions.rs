//! DescribeRegions.

use std::pin::pin;
use std::time::Duration;

use aws_sdk_ec2::config::Builder;
use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::types::Region;

use crate::aws::partition::Partition;
use crate::client::explain::explain;
use crate::credentials::Session;
use crate::error::{CredentialsError, Error, NetworkError, ServiceError};

/// How long the own region is waited for before another one is asked, too.
const PATIENCE: Duration = Duration::from_secs(3);

/// The regions that the account can use, or with `all` those too that are not enabled for it, by name. They all
/// belong to the partition of the region that is asked, whatever else a server may list.
pub(crate) async fn regions(session: &Session, region: &str, all: bool) -> Result<Vec<Region>, Error> {
    ask(session, region, all, Builder::new()).await
}

/// The same from any region, for all of them know the list: the session's own, or another one should that be slow, be
/// out of order, or be one that the account has not enabled. If neither knows it, the error is that of the own.
pub(crate) async fn regions_from_any(session: &Session, all: bool) -> Result<Vec<Region>, Error> {
    let (own, partition) = (session.home_region(), session.partition());
    let mut others = [partition.main_region].into_iter().chain(partition.regions.iter().copied());
    let Some(other) = others.find(|region| *region != own) else { return regions(session, own, all).await };
    // Once, so that without a network all is known as soon as it is of one region.
    let once = || ask(session, other, all, Builder::new().retry_config(RetryConfig::disabled()));

    let mut of_own = pin!(regions(session, own, all));
    let error = match tokio::time::timeout(PATIENCE, &mut of_own).await {
        Ok(Ok(regions)) => return Ok(regions),
        Ok(Err(error)) => error,
        Err(_) => return either(of_own, once()).await,
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

/// The first good answer of two. If there is none, the error is that of the first.
async fn either<T>(
    first: impl Future<Output = Result<T, Error>>,
    second: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    tokio::select! {
        answer = &mut first => match answer {
            Ok(good) => Ok(good),
            Err(error) => second.await.map_err(|_| error),
        },
        answer = &mut second => match answer {
            Ok(good) => Ok(good),
            Err(_) => first.await,
        },
    }
}

async fn ask(session: &Session, region: &str, all: bool, settings: Builder) -> Result<Vec<Region>, Error> {
    let request = session.ec2(region).describe_regions().all_regions(all);
    let answer = request.customize().config_override(settings).send().await;
    let answer = answer.map_err(|error| explain(&error, session.request("ec2:DescribeRegions", region)))?;
    let partition = Partition::from_region(region);
    let mut regions = answer.regions.unwrap_or_default();
    regions.retain(|region| region.region_name().is_some_and(|name| Partition::from_region(name) == partition));
    if !all {
        regions.retain(|region| region.opt_in_status() != Some("not-opted-in"));
    }
    regions.sort_by(|a, b| a.region_name.cmp(&b.region_name));
    Ok(regions)
}
