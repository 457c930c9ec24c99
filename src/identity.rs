//! Who a caller is to AWS.

pub(crate) mod account_names;
pub(crate) mod offline;

pub(crate) use account_names::AccountNames;
use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityOutput;
use chrono::{DateTime, Utc};
pub(crate) use offline::offline;

use crate::aws::arn::Assumed;
use crate::client::explain::explain;
use crate::credentials::session::Target;
use crate::error::Error;

/// An identity, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The account's id.
    pub(crate) account_id: Option<String>,
    /// What the organization calls the account: the Identity Center knows.
    pub(crate) account_name: Option<String>,
    /// The ARN of the user or of the assumed role.
    pub(crate) arn: Option<String>,
    /// The unique id of the user or role.
    pub(crate) user_id: Option<String>,
    /// The role: an Identity Center's permission set, or the name in the ARN. `None` for a user.
    pub(crate) role_name: Option<String>,
    /// The name of the role's session, which for an Identity Center is the user's.
    pub(crate) session_name: Option<String>,
    /// The profile; `None` for keys in the environment.
    pub(crate) profile: Option<String>,
    /// The region that commands ask.
    pub(crate) region: Option<String>,
    /// The `[sso-session]` of the profile.
    pub(crate) sso_session: Option<String>,
    /// Where the credentials come from: `environment`, a kind of profile, `web_identity`, `container` or
    /// `instance_metadata`.
    pub(crate) source: Option<String>,
    /// When the credentials end; `None` for those that don't.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

/// Asks STS (`GetCallerIdentity`, which nobody can be denied), and the Identity Center for the account's name.
pub(crate) async fn ask(target: &Target, names: &AccountNames) -> Result<Identity, Error> {
    let session = &target.session;
    let credentials = session.credentials().await?;
    let expires_at = credentials.expiry().map(DateTime::from);
    let call = session.sts(&target.region, credentials).get_caller_identity().send();
    let (answer, account_name) = tokio::join!(call, names.of(session));
    let request = session.request("sts:GetCallerIdentity", &target.region);
    let GetCallerIdentityOutput { account, arn, user_id, .. } = answer.map_err(|error| explain(&error, request))?;
    let Assumed { role_name, session_name } = arn.as_deref().map(Assumed::of).unwrap_or_default();
    Ok(Identity {
        account_id: account,
        account_name,
        arn,
        user_id,
        role_name,
        session_name,
        profile: session.profile().map(str::to_owned),
        region: session.region().ok().map(str::to_owned),
        sso_session: session.sso_session().map(str::to_owned),
        source: Some(session.source().to_owned()),
        expires_at,
    })
}
