//! What the user has answered during one call, and the credentials that the answers have provided.

use std::collections::HashMap;
use std::sync::Arc;

use aws_credential_types::Credentials;
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

/// Clones share the answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct UserAnswers(Arc<Mutex<Answers>>);

#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// The code that the call names, until it is used.
    pub(crate) code: Option<MfaCode>,
    /// The credentials of roles with MFA, by the name of their cache file. They count even if no cache file can be written.
    pub(crate) roles: HashMap<String, RoleCredentials>,
    /// The credentials of programs that had the terminal, by their command.
    pub(crate) programs: HashMap<String, Credentials>,
}

impl UserAnswers {
    pub(crate) fn with_code(code: Option<MfaCode>) -> Self {
        Self(Arc::new(Mutex::new(Answers { code, ..Answers::default() })))
    }

    /// Waits until no other task uses the answers.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, Answers> {
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
