//! The code that an MFA device shows.

use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

/// Six digits. STS takes a code once, within half a minute or so.
#[derive(Debug, Clone)]
pub(crate) struct Code(Secret);

impl Code {
    /// Reads what a person has typed.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits() {
        assert_eq!(Code::parse(" 012345\n").expect("a code").expose(), "012345");
        for text in ["", "12345", "1234567", "12345a", "123 456", "\u{661}\u{661}\u{661}"] {
            assert_eq!(Code::parse(text).expect_err(text).code(), "aws::credentials::mfa_code");
        }
    }
}
