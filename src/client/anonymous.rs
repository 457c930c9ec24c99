//! The SDK's configuration for requests that are not signed.

use aws_config::{Region, SdkConfig};

use crate::aws::region;
use crate::client::sdk::{SdkSource, check_endpoints, http_client, in_memory, loader, sdk_environment};
use crate::config::first_line;
use crate::context::Context;
use crate::context::active_profile::ActiveProfile;
use crate::error::{Error, RegionError};

/// The configuration for SSO-OIDC and the access portal in a region. Endpoints come from the variables only; the active
/// profile, if it exists, configures connections and retries.
///
/// # Errors
///
/// [`RegionError::Invalid`] for an invalid region, because it would become part of a host name;
/// `SettingError::Invalid` and `SettingError::CaBundle` for invalid settings.
pub(crate) async fn anonymous(context: &Context<'_>, region: &str) -> Result<SdkConfig, Error> {
    let Context { environment, config, .. } = *context;
    let region = region::parse(region).map_err(|nearest| {
        let name = first_line(region).into_owned();
        Error::from(RegionError::Invalid { name, given_by: None, nearest })
    })?;
    check_endpoints(context, None)?;
    let profile = config.profile(ActiveProfile::name_from(environment));
    let loader = loader(context, profile, http_client(context, profile)?)?
        .env(sdk_environment(environment, SdkSource::Profile))
        .profile_files(in_memory(""))
        .no_credentials()
        .region(Region::new(region));
    Ok(loader.load().await)
}
