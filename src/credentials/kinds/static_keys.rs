//! Keys in a profile.

use aws_credential_types::Credentials;

use crate::config::Profile;
use crate::error::{CredentialsError, Error};

const ID: &str = "aws_access_key_id";
const SECRET: &str = "aws_secret_access_key";
const TOKEN: &str = "aws_session_token";

/// The keys of a profile; `None` if it has none.
///
/// # Errors
///
/// [`CredentialsError::HalfKeyPair`]
pub(crate) fn keys(profile: &Profile) -> Result<Option<Credentials>, Error> {
    check_pair(profile)?;
    let value = |key| profile.get(key).filter(|value| !value.is_empty()).map(str::to_owned);
    let pair = value(ID).zip(value(SECRET));
    Ok(pair.map(|(id, secret)| Credentials::new(id, secret, value(TOKEN), None, "profile")))
}

/// Refuses a key id without its secret, and a secret without its key id.
pub(crate) fn check_pair(profile: &Profile) -> Result<(), Error> {
    let is_set = |key| profile.get(key).is_some_and(|value| !value.is_empty());
    let (present, missing) = match (is_set(ID), is_set(SECRET)) {
        (true, false) => (ID, SECRET),
        (false, true) => (SECRET, ID),
        _ => return Ok(()),
    };
    Err(CredentialsError::HalfKeyPair { profile: Some(profile.name().to_owned()), present, missing }.into())
}
