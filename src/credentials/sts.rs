//! What all roles that come from STS have in common: their cache and their credentials.

use std::time::SystemTime;

use aws_config::SdkConfig;
use aws_sdk_sts::types;
use chrono::DateTime;

use crate::cli_cache::role_cache::{RoleCache, unsaved_roles_warning};
use crate::cli_cache::role_credentials::{AssumedRoleUser, RoleCredentials};
use crate::cli_cache::role_key::{AssumeRoleKey, RoleKey};
use crate::client::explain::Request;
use crate::client::retries_and_timeouts::NoPointlessRetry;
use crate::client::sdk::for_service;
use crate::context::Context;
use crate::error::{Error, ServiceError};
use crate::http::waits::Waits;
use crate::text::secret::Secret;

pub(crate) fn client(sdk: &SdkConfig, waits: &Waits) -> aws_sdk_sts::Client {
    let config = aws_sdk_sts::config::Builder::from(&for_service(sdk, "STS"));
    aws_sdk_sts::Client::from_conf(config.retry_classifier(NoPointlessRetry(waits.clone())).build())
}

/// The credentials of a role in the AWS CLI's cache.
pub(crate) fn cached(context: &Context<'_>, role: &AssumeRoleKey) -> Option<RoleCredentials> {
    RoleCache::from_environment(context.environment, &context.unsaved.roles).ok()?.fresh(role)
}

/// Stores the credentials of a role in the AWS CLI's cache. They are valid even if that fails, which is a warning.
/// Without a home there is no cache.
pub(crate) fn store(context: &Context<'_>, role: &AssumeRoleKey, credentials: &RoleCredentials) {
    let Ok(cache) = RoleCache::from_environment(context.environment, &context.unsaved.roles) else { return };
    if let Err(error) = cache.write(role, credentials) {
        context.warnings.add(unsaved_roles_warning(&error));
    }
}

/// The credentials in a response.
pub(crate) fn role_credentials(
    role: &AssumeRoleKey,
    credentials: Option<&types::Credentials>,
    user: Option<&types::AssumedRoleUser>,
    request: Request<'_>,
) -> Result<RoleCredentials, Error> {
    let invalid =
        || ServiceError::InvalidResponse { endpoint: request.endpoint(), reason: "it has no credentials".into() };
    let credentials = credentials.ok_or_else(invalid)?;
    Ok(RoleCredentials {
        access_key_id: credentials.access_key_id().to_owned(),
        secret_access_key: Secret::new(credentials.secret_access_key()),
        session_token: Secret::new(credentials.session_token()),
        expires_at: DateTime::from_timestamp(credentials.expiration().secs(), 0).ok_or_else(invalid)?,
        account_id: role.account_id().to_owned(),
        assumed_role_user: user.map(|user| AssumedRoleUser {
            assumed_role_id: user.assumed_role_id().to_owned(),
            arn: user.arn().to_owned(),
        }),
    })
}

/// The session name of a role: the user's, or a generated one.
pub(crate) fn session_name(role: &AssumeRoleKey) -> String {
    role.session_name.clone().unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        format!("{}-{}", env!("CARGO_PKG_NAME"), now.as_secs())
    })
}
