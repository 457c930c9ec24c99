//! The code of an MFA device, and the credentials of roles that it has paid for during one call.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{Mutex, MutexGuard};

use crate::cli_cache::role_credentials::RoleCredentials;
use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

/// Asks the user for a code. The argument is the question.
pub(crate) type AskMfaCode<'a> = dyn Fn(&str) -> Result<MfaCode, Error> + Sync + 'a;

/// The six digits that an MFA device shows. STS accepts a code once, for about half a minute.
#[derive(Debug, Clone)]
pub(crate) struct MfaCode(Secret);

impl MfaCode {
    /// Reads what the user typed.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::MfaCodeMalformed`] if it can't be a code (STS, AssumeRole, `TokenCode`).
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let is_code = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_code { Ok(Self(Secret::new(text))) } else { Err(CredentialsError::MfaCodeMalformed.into()) }
    }

    /// The digits, for STS.
    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// What one call knows about MFA. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mfa(Arc<Mutex<MfaState>>);

#[derive(Debug, Default)]
pub(crate) struct MfaState {
    /// The code that the call names, until it is used.
    pub(crate) code: Option<MfaCode>,
    /// The credentials of the roles that this call has assumed, by the name of their cache file. They count even if no
    /// cache file can be written.
    pub(crate) roles: HashMap<String, RoleCredentials>,
}

impl Mfa {
    pub(crate) fn with_code(code: Option<MfaCode>) -> Self {
        Self(Arc::new(Mutex::new(MfaState { code, roles: HashMap::new() })))
    }

    /// Waits until no other task uses the state.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, MfaState> {
        self.0.lock().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits() {
        assert_eq!(MfaCode::parse(" 012345\n").expect("a code").expose(), "012345");
        for text in ["", "12345", "1234567", "12345a", "123 456", "\u{661}\u{661}\u{661}"] {
            assert_eq!(MfaCode::parse(text).expect_err(text).code(), "aws::credentials::mfa_code");
        }
    }
}
