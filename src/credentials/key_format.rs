//! Checks credentials of every kind before they are used.

use aws_credential_types::Credentials;

use crate::aws::environment::Environment;
use crate::aws::variables;
use crate::config::{CredentialsKind, Property};
use crate::credentials::kinds::{environment, static_keys};
use crate::credentials::source::CredentialsSource;
use crate::error::{CredentialsError, Error};
use crate::text::control_characters;

/// The credentials without an empty session token, which would be sent and signed.
///
/// # Errors
///
/// [`CredentialsError::Malformed`] for control characters: the SDK panics on them when it signs a request.
/// [`CredentialsError::Failed`] for an empty key, which the SDK makes of a missing one.
pub(crate) fn validated(
    credentials: &Credentials,
    source: &CredentialsSource,
    environment: &Environment,
) -> Result<Credentials, Error> {
    let token = credentials.session_token().filter(|token| !token.is_empty());
    for (part, value) in [
        (Part::Id, Some(credentials.access_key_id())),
        (Part::Secret, Some(credentials.secret_access_key())),
        (Part::Token, token),
    ] {
        if let Some(problem) = value.and_then(control_characters) {
            let (part, profile) = (part.origin(source, environment), source.profile_name());
            return Err(CredentialsError::Malformed { part, profile, problem }.into());
        }
        if value == Some("") {
            let (part, profile) = (part.origin(source, environment), source.profile_name());
            return Err(CredentialsError::Failed { profile, reason: format!("{part} is empty") }.into());
        }
    }
    let mut valid = Credentials::builder()
        .access_key_id(credentials.access_key_id())
        .secret_access_key(credentials.secret_access_key())
        .provider_name(source.kind.as_str());
    valid.set_session_token(token.map(str::to_owned));
    valid.set_expiry(credentials.expiry());
    valid.set_account_id(credentials.account_id().cloned());
    Ok(valid.build())
}

/// A part of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Id,
    Secret,
    Token,
}

impl Part {
    /// The variable, the line of a file, or the member of a response that the part comes from.
    fn origin(self, source: &CredentialsSource, environment: &Environment) -> String {
        match (source.kind, self.property(source)) {
            (CredentialsKind::Environment, _) => self.variable(environment).to_owned(),
            (CredentialsKind::Static, Some(property)) => format!("`{}` in {}", property.key(), property.location()),
            (CredentialsKind::Process, _) => format!("`{}` in the output of credential_process", self.member()),
            (kind, _) => format!("`{}` of the {} credentials", self.member(), kind.as_str().replace('_', " ")),
        }
    }

    fn variable(self, environment: &Environment) -> &'static str {
        match self {
            Self::Id => variables::AWS_ACCESS_KEY_ID,
            Self::Secret => variables::AWS_SECRET_ACCESS_KEY,
            Self::Token => environment::token(environment).map_or(variables::AWS_SESSION_TOKEN, |(name, _)| name),
        }
    }

    fn property<'a>(self, source: &CredentialsSource<'a>) -> Option<&'a Property> {
        let profile = source.profile?;
        match self {
            Self::Id => profile.property("aws_access_key_id"),
            Self::Secret => profile.property("aws_secret_access_key"),
            Self::Token => static_keys::token(profile),
        }
    }

    /// The name in JSON.
    fn member(self) -> &'static str {
        match self {
            Self::Id => "AccessKeyId",
            Self::Secret => "SecretAccessKey",
            Self::Token => "SessionToken",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::config;

    fn message(credentials: &Credentials, source: &CredentialsSource) -> String {
        validated(credentials, source, &Environment::default()).expect_err("refused").to_string()
    }

    #[test]
    fn control_characters_are_refused_and_their_origin_is_named() {
        let config = config("[profile a]\naws_access_key_id = AKIA\naws_secret_access_key = hunter\n  2\n");
        let bad = Credentials::new("AKIA", "hunter\n2", None, None, "test");
        let source = |kind, profile| CredentialsSource { kind, profile };
        let of_profile = |kind| source(kind, config.profile("a"));
        assert_eq!(
            message(&bad, &of_profile(CredentialsKind::Static)),
            "`aws_secret_access_key` in config:3 (profile `a`) has a line break in it"
        );
        assert_eq!(
            message(&bad, &of_profile(CredentialsKind::Process)),
            "`SecretAccessKey` in the output of credential_process (profile `a`) has a line break in it"
        );
        let bad = Credentials::new("AKIA\r\n", "hunter2", None, None, "test");
        assert_eq!(
            message(&bad, &source(CredentialsKind::Environment, None)),
            "AWS_ACCESS_KEY_ID has a line break at its end"
        );
        let bad = Credentials::new("AKIA", "hunter2", Some("to\u{1}ken".into()), None, "test");
        assert_eq!(
            message(&bad, &source(CredentialsKind::Container, None)),
            "`SessionToken` of the container credentials has a control character in it"
        );
    }

    #[test]
    fn an_empty_key_is_refused() {
        let source = CredentialsSource { kind: CredentialsKind::Container, profile: None };
        let credentials = Credentials::new("AKIA", "", None, None, "test");
        let message = message(&credentials, &source);
        assert!(message.ends_with("`SecretAccessKey` of the container credentials is empty"), "{message}");
    }

    #[test]
    fn an_empty_session_token_is_none() {
        let credentials = Credentials::new("AKIA", "hunter2", Some(String::new()), None, "test");
        let source = CredentialsSource { kind: CredentialsKind::Container, profile: None };
        assert_eq!(validated(&credentials, &source, &Environment::default()).expect("valid").session_token(), None);
    }
}
