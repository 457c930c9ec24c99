//! The files in `~/.aws/cli/cache` with the keys of assumed roles.

use std::fs;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::aws::environment::Environment;
use crate::cli_cache::cached_keys::{self, Keys};
use crate::cli_cache::python_json::{Separators, dumps};
use crate::cli_cache::role_credentials::RoleCredentials;
use crate::credentials::mfa::role::{Assumed, Role};
use crate::error::Error;
use crate::files::private;

/// A file: the answer of STS, without what is about the request (`ResponseMetadata`), which nobody reads.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct File {
    credentials: Keys,
    #[serde(skip_serializing_if = "Option::is_none")]
    assumed_role_user: Option<User>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    assumed_role_id: String,
    arn: String,
}

/// The keys of a role, if they are there and good for 15 minutes at least. A file that can't be read or understood
/// counts as none.
pub(crate) fn read(environment: &Environment, role: &Role) -> Option<RoleCredentials> {
    let path = cached_keys::folder(environment).ok()?.join(role.file_name().ok()?);
    let text = Zeroizing::new(fs::read(path).ok()?);
    let File { credentials, .. } = serde_json::from_slice(&text).ok()?;
    credentials.fresh(role.account_id())
}

/// Stores the keys of a role in one step, where the AWS CLI looks for them.
///
/// # Errors
///
/// [`Error::Cache`]
pub(crate) fn write(environment: &Environment, role: &Role, assumed: &Assumed) -> Result<(), Error> {
    let user = assumed.user.clone().map(|(assumed_role_id, arn)| User { assumed_role_id, arn });
    let file = File { credentials: (&assumed.keys).into(), assumed_role_user: user };
    let path = cached_keys::folder(environment)?.join(role.file_name()?);
    Ok(private::write(&path, &dumps(&file, Separators::Default)?)?)
}
