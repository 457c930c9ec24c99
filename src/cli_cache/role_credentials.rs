//! Temporary credentials of a role.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::text::secret::Secret;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleCredentials {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Secret,
    pub(crate) session_token: Secret,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) account_id: String,
    /// `None` for roles of IAM Identity Center, because its portal returns no such name.
    pub(crate) assumed_role_user: Option<AssumedRoleUser>,
}

/// Who one is as an assumed role, in the words of STS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AssumedRoleUser {
    pub(crate) assumed_role_id: String,
    pub(crate) arn: String,
}

impl From<RoleCredentials> for Credentials {
    fn from(role: RoleCredentials) -> Self {
        Self::builder()
            .access_key_id(role.access_key_id)
            .secret_access_key(role.secret_access_key.expose())
            .session_token(role.session_token.expose())
            .expiry(SystemTime::from(role.expires_at))
            .account_id(role.account_id)
            .provider_name("role")
            .build()
    }
}
