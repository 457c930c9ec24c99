//! Which sections, keys and values can be written: those that the AWS CLI and all AWS SDKs read alike.
//!
//! The SDKs' rules are those of the "AWS SDK shared config file format". The CLI reads the files with Python's
//! `RawConfigParser` and its headers with `shlex`.

use crate::config::Config;
use crate::config::dialect::{self, BLANKS};
use crate::config::heading::{FileKind, Heading};
use crate::error::ConfigError;

const NAME_CHARACTERS: &str = "the AWS SDKs read only letters, digits and _ . / % @ : + - in it";
const KEY_CHARACTERS: &str = "the AWS SDKs read only letters, digits and _ . / % @ + - in it";
const COLON: &str = "the AWS CLI ends a key at a colon";
const MAGIC_DEFAULT: &str = "the AWS CLI gives the keys of [DEFAULT] to all profiles";
const NO_SESSIONS: &str = "the credentials file holds profiles only";
const LINE_BREAK: &str = "the AWS CLI and SDKs end a value at a line break";
const CONTROL: &str = "the AWS CLI takes some control characters for blanks or line breaks";
const BLANK_ENDS: &str = "the AWS CLI and SDKs cut blanks off its ends";
const COMMENT: &str = "the AWS SDKs take a # or ; at its start or behind a blank for a comment";

/// A section that can be edited.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum SectionName {
    /// The profile of this name.
    Profile(String),
    /// The SSO session of this name, which only the config file can hold.
    SsoSession(String),
}

impl SectionName {
    /// The name without `profile` or `sso-session`.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Profile(name) | Self::SsoSession(name) => name,
        }
    }

    /// Whether a section of this name can be written to this file so that the AWS CLI and all SDKs read it.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Name`] with the reader that fails.
    pub(crate) fn check(&self, file: FileKind) -> Result<(), ConfigError> {
        let reason = match (self, file) {
            (Self::SsoSession(_), FileKind::Credentials) => NO_SESSIONS,
            (Self::Profile(name), FileKind::Credentials) if name == "DEFAULT" => MAGIC_DEFAULT,
            _ if !dialect::is_identifier(self.name()) => NAME_CHARACTERS,
            _ => return Ok(()),
        };
        Err(ConfigError::Name { name: self.name().to_owned(), reason: reason.to_owned() })
    }

    /// The header as the CLI writes it, without quotes.
    pub(crate) fn header(&self, file: FileKind) -> String {
        match (self, file) {
            (Self::Profile(name), FileKind::Config) if name != "default" => format!("[profile {name}]"),
            (Self::Profile(name), _) => format!("[{name}]"),
            (Self::SsoSession(name), _) => format!("[sso-session {name}]"),
        }
    }

    /// The section that a heading opens; `None` if it is of another kind.
    pub(crate) fn of(heading: &Heading<'_>) -> Option<Self> {
        match heading {
            Heading::BareDefault => Some(Self::Profile("default".to_owned())),
            Heading::Profile(name) => Some(Self::Profile((*name).to_owned())),
            Heading::SsoSession(name) => Some(Self::SsoSession((*name).to_owned())),
            Heading::Services(_) | Heading::Cli => None,
        }
    }

    /// Whether the files have this section.
    pub(crate) fn is_in(&self, config: &Config) -> bool {
        match self {
            Self::Profile(name) => config.profile(name).is_some(),
            Self::SsoSession(name) => config.sso_session(name).is_some(),
        }
    }

    /// The value of a key of this section.
    pub(crate) fn value<'a>(&self, config: &'a Config, key: &str) -> Option<&'a str> {
        match self {
            Self::Profile(name) => config.profile(name).and_then(|profile| profile.get(key)),
            Self::SsoSession(name) => config.sso_session(name).and_then(|session| session.get(key)),
        }
    }
}

/// Whether the AWS CLI and all SDKs read this key.
pub(crate) fn check_key(key: &str) -> Result<(), ConfigError> {
    let reason = match key {
        _ if !dialect::is_identifier(key) => KEY_CHARACTERS,
        _ if key.contains(':') => COLON,
        _ => return Ok(()),
    };
    Err(ConfigError::Key { key: key.to_owned(), reason: reason.to_owned() })
}

/// Whether the AWS CLI and all SDKs read this value as it is. An empty one they do.
pub(crate) fn check_value(key: &str, value: &str) -> Result<(), ConfigError> {
    let reason = match value {
        _ if value.contains(['\n', '\r']) => LINE_BREAK,
        _ if value.contains(|c: char| c.is_control() && !BLANKS.contains(&c)) => CONTROL,
        _ if value.trim() != value => BLANK_ENDS,
        _ if has_comment(value) => COMMENT,
        _ => return Ok(()),
    };
    Err(ConfigError::Value { key: key.to_owned(), reason: reason.to_owned() })
}

fn has_comment(value: &str) -> bool {
    value.match_indices(['#', ';']).any(|(at, _)| at == 0 || value[..at].ends_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str) -> SectionName {
        SectionName::Profile(name.into())
    }

    fn session(name: &str) -> SectionName {
        SectionName::SsoSession(name.into())
    }

    #[test]
    fn names_are_those_that_all_readers_know() {
        for name in ["dev", "default", "Test.admin", "a/b@c:d+e-f_g%h", "0", "DEFAULT"] {
            assert_eq!(profile(name).check(FileKind::Config), Ok(()), "{name}");
            assert_eq!(session(name).check(FileKind::Config), Ok(()), "{name}");
        }
        for name in ["", "my dev", "it's", "é", "a]", "a#b", "a\nb", "foo!bar"] {
            let error = profile(name).check(FileKind::Credentials).unwrap_err().to_string();
            assert!(error.contains("AWS SDKs"), "{error}");
        }
    }

    #[test]
    fn the_credentials_file_has_its_own_limits() {
        assert_eq!(profile("default").check(FileKind::Credentials), Ok(()));
        assert!(profile("DEFAULT").check(FileKind::Credentials).unwrap_err().to_string().contains("AWS CLI"));
        assert!(session("corp").check(FileKind::Credentials).unwrap_err().to_string().contains("profiles only"));
    }

    #[test]
    fn headers_are_those_of_the_cli() {
        let headers = [profile("default"), profile("dev"), session("corp")].map(|name| name.header(FileKind::Config));
        assert_eq!(headers, ["[default]", "[profile dev]", "[sso-session corp]"]);
        assert_eq!(profile("dev").header(FileKind::Credentials), "[dev]");
    }

    #[test]
    fn a_key_has_no_colon() {
        assert_eq!(check_key("sso_account_id"), Ok(()));
        assert!(check_key("a:b").unwrap_err().to_string().contains("AWS CLI"));
        assert!(check_key("").is_err() && check_key("in valid").is_err() && check_key("a=b").is_err());
    }

    #[test]
    fn a_value_that_a_reader_would_change_is_refused_with_the_reason_but_not_shown() {
        for value in ["", "eu-west-1", "a b\tc", "a#b;c", "'q'", r"C:\x\", "[x]", "a = b", "é", "100%", "=", "a:b"] {
            assert_eq!(check_value("k", value), Ok(()), "{value}");
        }
        let refused = [
            ("hunter2\nb", LINE_BREAK),
            ("hunter2\r", LINE_BREAK),
            ("hunter2\0", CONTROL),
            ("hunter2\u{1c}", CONTROL),
            (" hunter2", BLANK_ENDS),
            ("hunter2\u{a0}", BLANK_ENDS),
            ("#hunter2", COMMENT),
            ("hunter2 # b", COMMENT),
            ("hunter2\u{a0};", COMMENT),
        ];
        for (value, reason) in refused {
            let error = check_value("k", value).unwrap_err();
            assert_eq!(error, ConfigError::Value { key: "k".into(), reason: reason.into() }, "{value:?}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
