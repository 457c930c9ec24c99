//! `Logout`: the end of a sign-in.

use super::admission::admit;
use crate::error::ApiError;
use crate::rest::{Answer, Ask};

/// The answer to a call. Credentials of roles that were given out stay good.
pub fn answer(ask: &Ask) -> Result<Answer, ApiError> {
    let token = admit(ask)?;
    ask.cloud.identity.sessions.end(token);
    Ok(Answer::done())
}
