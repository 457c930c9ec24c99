//! Keys in a profile.

use aws_credential_types::Credentials;

use crate::config::{Profile, Property};
use crate::error::{CredentialsError, Error};

const ID: &str = "aws_access_key_id";
const SECRET: &str = "aws_secret_access_key";
/// The keys with the session token. The first one wins, as in botocore (`SharedCredentialProvider`).
const TOKENS: [&str; 2] = ["aws_security_token", "aws_session_token"];

/// The keys of a profile; `None` if it has none.
///
/// # Errors
///
/// [`CredentialsError::HalfKeyPair`]
pub(crate) fn keys(profile: &Profile) -> Result<Option<Credentials>, Error> {
    check_pair(profile)?;
    // A key of several lines may be a wrapped one. Whole, it is refused for its line breaks.
    let value =
        |key| profile.property(key).map(Property::all_lines).filter(|value| !value.is_empty()).map(str::to_owned);
    let token = token(profile).map(|property| property.all_lines().to_owned());
    let pair = value(ID).zip(value(SECRET));
    Ok(pair.map(|(id, secret)| Credentials::new(id, secret, token, None, "profile")))
}

/// The session token.
pub(crate) fn token(profile: &Profile) -> Option<&Property> {
    TOKENS.into_iter().filter_map(|key| profile.property(key)).find(|property| !property.all_lines().is_empty())
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
