//! Credentials as environment variables, and as text for other shells and tools.
//!
//! The texts are those of `aws configure export-credentials` of the AWS CLI, but values are quoted where a shell would
//! interpret them. Credentials of AWS have no such characters; those of other issuers may. A value that can't be quoted for
//! cmd.exe is an error.

pub(crate) mod quote;
pub(crate) mod recursion;

use aws_credential_types::Credentials;
use chrono::{DateTime, SecondsFormat, Utc};

use crate::aws::variables;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    /// For sh, bash and zsh: the CLI's `env`.
    Posix,
    /// For fish.
    Fish,
    /// For PowerShell.
    Powershell,
    /// For cmd.exe: the CLI's `windows-cmd`.
    Cmd,
    /// Lines of names and values: the CLI's `env-no-export`.
    Dotenv,
    /// The JSON that a `credential_process` prints.
    Process,
}

impl ExportFormat {
    /// In the order of [`ExportFormat`].
    pub(crate) const NAMES: [&str; 6] = ["posix", "fish", "powershell", "cmd", "dotenv", "process"];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        let formats = [Self::Posix, Self::Fish, Self::Powershell, Self::Cmd, Self::Dotenv, Self::Process];
        Self::NAMES.iter().zip(formats).find(|(known, _)| **known == name).map(|(_, format)| format)
    }

    /// Refuses what would end a value early: nothing that a shell reads holds a NUL, and a file of variables has one in
    /// each line. cmd.exe has a check of its own.
    fn check(self, variable: &'static str, value: &str) -> Result<(), Error> {
        let problem = if value.contains('\0') {
            "has a NUL in it"
        } else if self == Self::Dotenv && value.contains(['\r', '\n']) {
            "has a line break in it"
        } else {
            return Ok(());
        };
        let format = Self::NAMES.get(self as usize).copied().unwrap_or_default();
        Err(CredentialsError::NotExportable { variable, problem, format }.into())
    }
}

/// The environment variables of credentials. A missing part is `None`.
pub(crate) fn variables(keys: &Credentials) -> [(&'static str, Option<Secret>); 4] {
    [
        (variables::AWS_ACCESS_KEY_ID, Some(Secret::new(keys.access_key_id()))),
        (variables::AWS_SECRET_ACCESS_KEY, Some(Secret::new(keys.secret_access_key()))),
        (variables::AWS_SESSION_TOKEN, keys.session_token().map(Secret::new)),
        (variables::AWS_CREDENTIAL_EXPIRATION, expiration(keys).map(Secret::new)),
    ]
}

/// As the AWS CLI writes it: `2026-03-01T10:20:30+00:00`.
fn expiration(keys: &Credentials) -> Option<String> {
    let end = DateTime::<Utc>::from(keys.expiry()?);
    let precision = if end.timestamp_subsec_micros() == 0 { SecondsFormat::Secs } else { SecondsFormat::Micros };
    Some(end.to_rfc3339_opts(precision, false))
}

/// The text ends with a line break.
///
/// # Errors
///
/// [`CredentialsError::NotForCmd`] for a value that cmd.exe would interpret, and [`CredentialsError::NotExportable`].
pub(crate) fn export(keys: &Credentials, format: ExportFormat) -> Result<String, Error> {
    let line: fn(&'static str, &str) -> Result<String, Error> = match format {
        ExportFormat::Process => return process(keys),
        ExportFormat::Posix => |name, value| Ok(format!("export {name}={}\n", quote::posix(value))),
        ExportFormat::Dotenv => |name, value| Ok(format!("{name}={}\n", quote::posix(value))),
        ExportFormat::Fish => |name, value| Ok(format!("set -gx {name} \"{}\"\n", quote::fish(value))),
        ExportFormat::Powershell => |name, value| Ok(format!("$Env:{name}=\"{}\"\n", quote::powershell(value))),
        ExportFormat::Cmd => |name, value| {
            let value = quote::cmd(value).ok_or(CredentialsError::NotForCmd { variable: name })?;
            Ok(format!("set {name}={value}\n"))
        },
    };
    let set = variables(keys).into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(format.check(name, value.expose()).and_then(|()| line(name, value.expose())))
    });
    set.collect()
}

fn process(keys: &Credentials) -> Result<String, Error> {
    let names = ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"];
    let mut text = String::from("{\n  \"Version\": 1");
    for (name, (_, value)) in names.into_iter().zip(variables(keys)) {
        if let Some(value) = value {
            let value = dumps(&value, Separators::Default)?;
            text.push_str(&format!(",\n  \"{name}\": {}", String::from_utf8_lossy(&value)));
        }
    }
    text.push_str("\n}\n");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn keys(token: Option<&str>, expiry: Option<SystemTime>) -> Credentials {
        Credentials::new("ASIAIOSFODNN7EXAMPLE", "wJalr/XUtn+FEMI=", token.map(str::to_owned), expiry, "test")
    }

    /// 2026-03-01T10:20:30Z
    fn end() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_360_430)
    }

    fn text(keys: &Credentials, name: &str) -> String {
        export(keys, ExportFormat::parse(name).expect("a format")).expect("a text")
    }

    /// The texts are what `export-credentials` of the AWS CLI 2 prints (awscli/customizations/configure/exportcreds.py).
    #[test]
    fn the_texts_are_those_of_the_aws_cli() {
        let keys = keys(Some("IQoJb3Jp//+=="), Some(end()));
        let posix = "\
export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE
export AWS_SECRET_ACCESS_KEY=wJalr/XUtn+FEMI=
export AWS_SESSION_TOKEN=IQoJb3Jp//+==
export AWS_CREDENTIAL_EXPIRATION=2026-03-01T10:20:30+00:00
";
        assert_eq!(text(&keys, "posix"), posix);
        assert_eq!(text(&keys, "dotenv"), posix.replace("export ", ""));
        assert_eq!(text(&keys, "cmd"), posix.replace("export ", "set "));
        let quoted = |begin: &str, between: &str| {
            let lines = posix.lines().map(|line| line.trim_start_matches("export ").split_once('=').expect("a value"));
            lines.map(|(name, value)| format!("{begin}{name}{between}\"{value}\"\n")).collect::<String>()
        };
        assert_eq!(text(&keys, "fish"), quoted("set -gx ", " "));
        assert_eq!(text(&keys, "powershell"), quoted("$Env:", "="));
        let process = r#"{
  "Version": 1,
  "AccessKeyId": "ASIAIOSFODNN7EXAMPLE",
  "SecretAccessKey": "wJalr/XUtn+FEMI=",
  "SessionToken": "IQoJb3Jp//+==",
  "Expiration": "2026-03-01T10:20:30+00:00"
}
"#;
        assert_eq!(text(&keys, "process"), process);
    }

    #[test]
    fn missing_parts_are_left_out() {
        let keys = keys(None, None);
        for name in ExportFormat::NAMES {
            let text = text(&keys, name);
            assert!(!text.to_uppercase().contains("TOKEN") && !text.to_uppercase().contains("EXPIRATION"), "{text}");
        }
        assert_eq!(text(&keys, "process").lines().nth(3), Some("  \"SecretAccessKey\": \"wJalr/XUtn+FEMI=\""));
    }

    #[test]
    fn fractions_of_a_second_are_kept_as_python_writes_them() {
        let keys = keys(None, Some(end() + Duration::from_millis(250)));
        assert!(text(&keys, "posix").ends_with("=2026-03-01T10:20:30.250000+00:00\n"));
    }

    #[test]
    fn values_that_a_shell_would_interpret_are_quoted() {
        let keys = Credentials::new("A", "it's $HOME \\ \"`x`\" & co", None, None, "test");
        for (name, value) in [
            ("posix", r#"export AWS_SECRET_ACCESS_KEY='it'\''s $HOME \ "`x`" & co'"#),
            ("fish", r#"set -gx AWS_SECRET_ACCESS_KEY "it's \$HOME \\ \"`x`\" & co""#),
            ("powershell", r#"$Env:AWS_SECRET_ACCESS_KEY="it's `$HOME \ `"``x```" & co""#),
            ("process", r#"  "SecretAccessKey": "it's $HOME \\ \"`x`\" & co""#),
        ] {
            assert!(text(&keys, name).lines().any(|line| line == value), "{}", text(&keys, name));
        }
    }

    #[test]
    fn values_that_cannot_be_quoted_for_cmd_are_an_error() {
        let of = |secret: &str| export(&Credentials::new("A", secret, None, None, "test"), ExportFormat::Cmd);
        for secret in ["a%PATH%", "a\"&b", "a\nb", "a\rb"] {
            let error = of(secret).expect_err(secret);
            assert_eq!(error.code(), "aws::credentials::not_for_cmd");
            assert!(!error.to_string().contains(secret), "{error}");
        }
        assert_eq!(of("a&b|c ^").expect("a text"), "set AWS_ACCESS_KEY_ID=A\nset AWS_SECRET_ACCESS_KEY=a^&b^|c ^^\n");
    }

    #[test]
    fn values_that_a_format_cannot_hold_are_an_error() {
        let of = |secret: &str, name: &str| {
            let keys = Credentials::new("A", secret, None, None, "test");
            export(&keys, ExportFormat::parse(name).expect("a format")).map_err(|error| error.to_string())
        };
        let refused = |problem: &str, name: &str| {
            Err(format!("The value of AWS_SECRET_ACCESS_KEY has a {problem} in it, which `{name}` can't hold"))
        };
        for name in ["posix", "fish", "powershell", "cmd", "dotenv"] {
            assert_eq!(of("a\0b", name), refused("NUL", name));
        }
        assert_eq!(of("a\nb", "dotenv"), refused("line break", "dotenv"));
        assert!(of("a\nb", "posix").expect("a text").ends_with("KEY='a\nb'\n"));
        assert!(of("a\0\nb", "process").expect("a text").contains(r#""a\u0000\nb""#));
    }

    #[test]
    fn only_known_formats_are_parsed() {
        assert_eq!(ExportFormat::parse("process"), Some(ExportFormat::Process));
        assert_eq!(ExportFormat::parse("env"), None);
    }
}
