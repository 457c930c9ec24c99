//! The region of a session.

use crate::aws::environment::Environment;
use crate::aws::{region, variables};
use crate::client::sdk::direct_http_client;
use crate::config::{Profile, first_line};
use crate::context::Context;
use crate::credentials::instance_region;
use crate::error::{Error, RegionError};

/// Which region a session gets.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RegionPolicy<'a> {
    /// The region that the call names.
    Named(&'a str),
    /// The configured one, else that of the EC2 instance.
    Configured,
    /// Like `Configured`, but a session that can't be on an EC2 instance may do without: any region will do.
    Any,
    /// The configured one, if there is one.
    Optional,
}

/// The region of a session.
pub(crate) async fn resolve(
    context: &Context<'_>,
    profile: Option<&Profile>,
    policy: RegionPolicy<'_>,
) -> Result<Option<String>, Error> {
    if let RegionPolicy::Named(region) = policy {
        return Ok(Some(region.to_owned()));
    }
    let has_credentials = profile.is_some_and(|profile| profile.kind().is_some());
    match (configured_region(context.environment, profile)?, policy) {
        (Some(region), _) => Ok(Some(region)),
        // Off EC2, waiting for the instance metadata service takes a second.
        (None, RegionPolicy::Any) if has_credentials => Ok(None),
        (None, RegionPolicy::Optional) => Ok(None),
        (None, _) => {
            let client = direct_http_client(context, profile)?;
            Ok(instance_region::load(context.environment, profile, client).await)
        }
    }
}

/// The region of the variables, else of the profile. A blank one counts as unset. A text that can't be a region's name is
/// an error, because it would become part of a host name.
pub(crate) fn configured_region(environment: &Environment, profile: Option<&Profile>) -> Result<Option<String>, Error> {
    let mut variables = variables::REGION.into_iter();
    let by_variable = variables.find_map(|name| Some((environment.non_empty(name)?, name.to_owned())));
    let by_profile = || {
        let profile = profile?;
        Some((profile.region()?, format!("profile `{}`", profile.name())))
    };
    let Some((region, place)) = by_variable.or_else(by_profile) else { return Ok(None) };
    let name = first_line(region).trim().to_owned();
    if name.is_empty() {
        return Ok(None);
    }
    let region = region::parse(&name);
    region.map(Some).map_err(|nearest| RegionError::Invalid { name, given_by: Some(place), nearest }.into())
}
