//! Which region to ask.

use aws_smithy_runtime_api::client::http::SharedHttpClient;

use crate::aws::environment::Environment;
use crate::aws::partition::{is_region_name, known_regions};
use crate::aws::variables;
use crate::config::{Profile, first_line};
use crate::credentials::metadata;
use crate::error::{Error, RegionError};
use crate::text::suggest::suggest;

/// What the call says of the region.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RegionPolicy<'a> {
    /// This one.
    Named(&'a str),
    /// Nothing: it is the configured one, or that of the EC2 instance.
    Default,
    /// Many, so that the first to ask is just the nearest.
    Any,
    /// None has to be: credentials are good everywhere.
    Configured,
}

/// The region that the call names, that of the variables or the profile, or else that of the EC2 instance.
pub(crate) async fn to_ask(
    environment: &Environment,
    profile: Option<&Profile>,
    wanted: RegionPolicy<'_>,
    client: &SharedHttpClient,
) -> Result<Option<String>, Error> {
    if let RegionPolicy::Named(region) = wanted {
        return Ok(Some(region.to_owned()));
    }
    let has_credentials = profile.is_some_and(|profile| profile.kind().is_some());
    match (configured_region(environment, profile)?, wanted) {
        (Some(region), _) => Ok(Some(region)),
        // Elsewhere than on an EC2 instance its metadata service costs a second of silence.
        (None, RegionPolicy::Any) if has_credentials => Ok(None),
        (None, RegionPolicy::Configured) => Ok(None),
        (None, _) => Ok(metadata::region(environment, profile, client).await),
    }
}

/// The region that the variables name, else the profile's. A blank one counts as unset, one that can be no region is
/// an error: it would become part of a host name.
pub(crate) fn configured_region(environment: &Environment, profile: Option<&Profile>) -> Result<Option<String>, Error> {
    let mut variables = variables::REGION.into_iter();
    let by_variable = variables.find_map(|name| Some((environment.non_empty(name)?, name.to_owned())));
    let by_profile = || {
        let profile = profile?;
        Some((profile.region()?, format!("profile `{}`", profile.name())))
    };
    let Some((region, place)) = by_variable.or_else(by_profile) else { return Ok(None) };
    match first_line(region).trim() {
        "" => Ok(None),
        region if is_region_name(region) => Ok(Some(region.to_owned())),
        region => {
            let nearest = suggest(region, known_regions());
            Err(RegionError::Invalid { name: region.to_owned(), given_by: Some(place), nearest }.into())
        }
    }
}
