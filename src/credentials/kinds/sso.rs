//! Roles of IAM Identity Center. The SDK doesn't use the AWS CLI's cache of role credentials, so with it every process
//! would ask the portal again.

use aws_credential_types::Credentials;

use crate::cli_cache::role_key::SsoRoleKey;
use crate::config::Profile;
use crate::config::identity_center::IdentityCenter;
use crate::context::Context;
use crate::error::{Error, SsoError};
use crate::sso::role_credentials;

pub(crate) async fn load(context: &Context<'_>, profile: &Profile) -> Result<Credentials, Error> {
    let center = IdentityCenter::from_profile(context.config, profile)?.ok_or_else(|| SsoError::Incomplete {
        place: format!("Profile `{}`", profile.name()),
        missing: "sso_session",
    })?;
    let role = SsoRoleKey::from_profile(&center, profile)?;
    Ok(role_credentials(context, &center, &role, Some(profile.name())).await?.into())
}
