//! Which account, role or user the caller is to AWS.

mod account_names;
mod offline;

use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityOutput;
use chrono::{DateTime, Utc};

pub(crate) use account_names::AccountNames;
pub(crate) use offline::{from_files, sign_in_problem};

use crate::aws::arn::Arn;
use crate::cli_cache::sign_in::CachedSignIn;
use crate::client::explain::explain;
use crate::credentials::Target;
use crate::error::{Error, ServiceError};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) account_id: Option<String>,
    /// The account's name in its organization, which only IAM Identity Center tells.
    pub(crate) account_name: Option<String>,
    /// The ARN of the user or of the session of a role.
    pub(crate) arn: Option<String>,
    /// The unique id of the user or role.
    pub(crate) user_id: Option<String>,
    /// The permission set of IAM Identity Center, or the role in the ARN. `None` for a user.
    pub(crate) role_name: Option<String>,
    /// The name of the role's session. For a role of IAM Identity Center it is the user's name.
    pub(crate) session_name: Option<String>,
    /// `None` for keys in the environment.
    pub(crate) profile: Option<String>,
    /// The region that requests go to.
    pub(crate) region: Option<String>,
    /// The `[sso-session]` of the profile.
    pub(crate) sso_session: Option<String>,
    /// Where the credentials come from: `environment`, a kind of profile, `web_identity`, `container` or
    /// `instance_metadata`.
    pub(crate) source: Option<String>,
    /// When the credentials expire; `None` if they don't.
    pub(crate) expires_at: Option<DateTime<Utc>>,
    /// The sign-in of any kind that the credentials come from; `None` if there is none.
    pub(crate) sign_in: Option<CachedSignIn>,
}

/// Asks STS with `GetCallerIdentity`, which needs no permission, and IAM Identity Center for the name of the account.
pub(crate) async fn from_sts(target: &Target, names: &AccountNames) -> Result<Identity, Error> {
    let session = &target.session;
    let expires_at = session.credentials().expiry().map(DateTime::from);
    let call = session.sts(&target.region).get_caller_identity().send();
    let (response, account_name) = tokio::join!(call, names.get(session));
    let request = session.request("sts:GetCallerIdentity", &target.region);
    let GetCallerIdentityOutput { account, arn, user_id, .. } = response.map_err(|error| explain(&error, request))?;
    if account.is_none() || arn.is_none() {
        let reason = "it has no account or no ARN".to_owned();
        return Err(ServiceError::InvalidResponse { endpoint: request.endpoint(), reason }.into());
    }
    let parsed_arn = arn.as_deref().and_then(Arn::parse);
    let role = parsed_arn.and_then(|arn| arn.assumed_role());
    let session_name = role.map(|role| role.session_name).or(parsed_arn.and_then(|arn| arn.federated_user()));
    Ok(Identity {
        account_id: account,
        account_name,
        user_id,
        role_name: role.map(|role| role.role_name.to_owned()),
        session_name: session_name.map(str::to_owned),
        profile: session.profile().map(str::to_owned),
        region: session.region().ok().map(str::to_owned),
        sso_session: session.sso_session().map(str::to_owned),
        source: Some(session.source().to_owned()),
        expires_at,
        sign_in: names.sign_in(session),
        arn,
    })
}
