//! Temporary credentials of roles.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use chrono::{DateTime, Utc};

use crate::text::secret::Secret;

/// Temporary keys of a role in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleCredentials {
    /// The access key's id.
    pub(crate) access_key_id: String,
    /// The access key's secret.
    pub(crate) secret_access_key: Secret,
    /// What makes the keys temporary.
    pub(crate) session_token: Secret,
    /// When they end.
    pub(crate) expires_at: DateTime<Utc>,
    /// The account that they belong to.
    pub(crate) account_id: String,
}

impl From<RoleCredentials> for Credentials {
    fn from(keys: RoleCredentials) -> Self {
        Self::builder()
            .access_key_id(keys.access_key_id)
            .secret_access_key(keys.secret_access_key.expose())
            .session_token(keys.session_token.expose())
            .expiry(SystemTime::from(keys.expires_at))
            .account_id(keys.account_id)
            .provider_name("role")
            .build()
    }
}
