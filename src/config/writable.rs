//! Which names, keys and values may be written: those that the AWS CLI and all AWS SDKs read the same way.
//!
//! The SDKs' rules are those of the "AWS SDK shared config file format". The CLI reads the files with Python's
//! `RawConfigParser` and splits its headers with `shlex`.

use crate::config::header::SectionHeader;
use crate::config::line_syntax::{self, BLANKS};
use crate::config::paths::FileKind;
use crate::config::section_name::SectionName;
use crate::error::ConfigError;

const NAME_CHARACTERS: &str = "the AWS SDKs accept only letters, digits and _ . / % @ : + - in it";
const KEY_CHARACTERS: &str = "the AWS SDKs accept only letters, digits and _ . / % @ + - in it";
const COLON: &str = "the AWS CLI ends a key at a colon";
const MAGIC_DEFAULT: &str = "the AWS CLI gives the keys of [DEFAULT] to all profiles";
const NO_SESSIONS: &str = "the credentials file can have only profiles";
const LINE_BREAK: &str = "the AWS CLI and SDKs end a value at a line break";
const CONTROL: &str = "the AWS CLI reads some control characters as blanks or line breaks";
const OUTER_BLANKS: &str = "the AWS CLI and SDKs remove blanks at its start and end";
const COMMENT: &str = "the AWS SDKs read a # or ; at its start or after a blank as a comment";

impl SectionName {
    /// Checks that the AWS CLI and all SDKs can read a section of this name in this file. New names have to pass.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Name`] with the tool that can't.
    pub(crate) fn validate(&self, file: FileKind) -> Result<(), ConfigError> {
        self.validate_header(file)?;
        if line_syntax::is_identifier(self.name()) { Ok(()) } else { Err(self.refused(NAME_CHARACTERS)) }
    }

    /// Checks that the AWS CLI can read a section of this name in this file. That is enough for the name of a section
    /// that the other file has.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Name`] with the reason.
    pub(crate) fn validate_header(&self, file: FileKind) -> Result<(), ConfigError> {
        let name = self.name();
        match (self, file) {
            (Self::SsoSession(_), FileKind::Credentials) => Err(self.refused(NO_SESSIONS)),
            (Self::Profile(_), FileKind::Credentials) if name == "DEFAULT" => Err(self.refused(MAGIC_DEFAULT)),
            _ if name.contains(|c: char| c.is_control() && c != '\t')
                || !self.is_read_from(&self.to_header(file), file) =>
            {
                Err(self.refused(NAME_CHARACTERS))
            }
            _ => Ok(()),
        }
    }

    fn is_read_from(&self, line: &str, file: FileKind) -> bool {
        let name = line_syntax::header_name(line).map(|name| &line[name]);
        let header = name.and_then(|name| SectionHeader::parse(name, file).ok());
        header.as_ref().and_then(Self::from_header).as_ref() == Some(self)
    }

    fn refused(&self, reason: &str) -> ConfigError {
        ConfigError::Name { name: self.name().to_owned(), reason: reason.to_owned() }
    }
}

/// Checks that the AWS CLI and all SDKs read this key.
pub(crate) fn validate_key(key: &str) -> Result<(), ConfigError> {
    let reason = match key {
        _ if !line_syntax::is_identifier(key) => KEY_CHARACTERS,
        _ if key.contains(':') => COLON,
        _ => return Ok(()),
    };
    Err(ConfigError::Key { key: key.to_owned(), reason: reason.to_owned() })
}

/// Checks that the AWS CLI and all SDKs read exactly this value. It may be empty.
pub(crate) fn validate_value(key: &str, value: &str) -> Result<(), ConfigError> {
    let reason = match value {
        _ if value.contains(['\n', '\r']) => LINE_BREAK,
        _ if value.contains(|c: char| c.is_control() && !BLANKS.contains(&c)) => CONTROL,
        _ if value.trim() != value => OUTER_BLANKS,
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
    fn a_name_is_valid_if_every_tool_reads_it() {
        for name in ["dev", "default", "Test.admin", "a/b@c:d+e-f_g%h", "0", "DEFAULT"] {
            assert_eq!(profile(name).validate(FileKind::Config), Ok(()), "{name}");
            assert_eq!(session(name).validate(FileKind::Config), Ok(()), "{name}");
        }
        for name in ["", "my dev", "it's", "é", "a]", "a#b", "a\nb", "foo!bar"] {
            let error = profile(name).validate(FileKind::Credentials).unwrap_err().to_string();
            assert!(error.contains("AWS SDKs"), "{error}");
        }
    }

    #[test]
    fn the_credentials_file_has_its_own_rules() {
        assert_eq!(profile("default").validate(FileKind::Credentials), Ok(()));
        assert!(profile("DEFAULT").validate(FileKind::Credentials).unwrap_err().to_string().contains("AWS CLI"));
        assert!(session("corp").validate(FileKind::Credentials).unwrap_err().to_string().contains("only profiles"));
    }

    #[test]
    fn a_header_is_valid_if_the_cli_reads_it() {
        for name in ["dev", "my dev", "Ann's Mac", "größe", "R&D", "a,b", "x(y)", "C#", "a;b", "a]", "\"", "\\"] {
            assert_eq!(profile(name).validate_header(FileKind::Config), Ok(()), "{name}");
            assert_eq!(profile(name).validate_header(FileKind::Credentials), Ok(()), "{name}");
            assert_eq!(session(name).validate_header(FileKind::Config), Ok(()), "{name}");
        }
        for name in ["", "a\nb", "a\rb", "a]#b", "\u{85}"] {
            assert!(profile(name).validate_header(FileKind::Config).is_err(), "{name}");
        }
        for name in ["", " a", "a ", "DEFAULT", "a]#b"] {
            assert!(profile(name).validate_header(FileKind::Credentials).is_err(), "{name}");
        }
    }

    #[test]
    fn a_key_has_no_colon() {
        assert_eq!(validate_key("sso_account_id"), Ok(()));
        assert!(validate_key("a:b").unwrap_err().to_string().contains("AWS CLI"));
        assert!(validate_key("").is_err() && validate_key("in valid").is_err() && validate_key("a=b").is_err());
    }

    #[test]
    fn a_value_that_a_tool_would_change_is_refused_with_the_reason_but_not_shown() {
        for value in ["", "eu-west-1", "a b\tc", "a#b;c", "'q'", r"C:\x\", "[x]", "a = b", "é", "100%", "=", "a:b"] {
            assert_eq!(validate_value("k", value), Ok(()), "{value}");
        }
        let refused = [
            ("hunter2\nb", LINE_BREAK),
            ("hunter2\r", LINE_BREAK),
            ("hunter2\0", CONTROL),
            ("hunter2\u{1c}", CONTROL),
            (" hunter2", OUTER_BLANKS),
            ("hunter2\u{a0}", OUTER_BLANKS),
            ("#hunter2", COMMENT),
            ("hunter2 # b", COMMENT),
            ("hunter2\u{a0};", COMMENT),
        ];
        for (value, reason) in refused {
            let error = validate_value("k", value).unwrap_err();
            assert_eq!(error, ConfigError::Value { key: "k".into(), reason: reason.into() }, "{value:?}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
