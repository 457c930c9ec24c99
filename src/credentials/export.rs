//! Credentials as environment variables, and as the texts that other shells and tools read.
//!
//! The texts are those of `aws configure export-credentials` of the AWS CLI. What AWS hands out has no character that
//! means anything to a shell. Keys of other makers may have some; where the CLI writes them as they are, here they are
//! quoted, so that no shell runs them. What cmd.exe can't be told is an error.

pub(crate) mod circle;
pub(crate) mod quote;

use aws_credential_types::Credentials;
use chrono::{DateTime, SecondsFormat, Utc};

use crate::aws::variables;
use crate::cli_cache::python_json::{Separators, dumps};
use crate::error::{CredentialsError, Error};
use crate::text::secret::Secret;

/// The form of a text.
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
    /// The names, in the order of [`ExportFormat`].
    pub(crate) const NAMES: [&str; 6] = ["posix", "fish", "powershell", "cmd", "dotenv", "process"];

    /// The format of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let formats = [Self::Posix, Self::Fish, Self::Powershell, Self::Cmd, Self::Dotenv, Self::Process];
        Self::NAMES.iter().zip(formats).find(|(known, _)| **known == name).map(|(_, format)| format)
    }
}

/// The variables that tools read credentials from. What the credentials lack is `None`.
pub(crate) fn variables(keys: &Credentials) -> [(&'static str, Option<Secret>); 4] {
    [
        (variables::AWS_ACCESS_KEY_ID, Some(Secret::new(keys.access_key_id()))),
        (variables::AWS_SECRET_ACCESS_KEY, Some(Secret::new(keys.secret_access_key()))),
        (variables::AWS_SESSION_TOKEN, keys.session_token().map(Secret::new)),
        (variables::AWS_CREDENTIAL_EXPIRATION, expiration(keys).map(Secret::new)),
    ]
}

/// When they end, as the AWS CLI writes it: `2026-03-01T10:20:30+00:00`.
fn expiration(keys: &Credentials) -> Option<String> {
    let end = DateTime::<Utc>::from(keys.expiry()?);
    let precision = if end.timestamp_subsec_micros() == 0 { SecondsFormat::Secs } else { SecondsFormat::Micros };
    Some(end.to_rfc3339_opts(precision, false))
}

/// The text of credentials. It ends with a line break.
///
/// # Errors
///
/// [`CredentialsError::NotForCmd`] for a value that cmd.exe would not take as it is.
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
    let set = variables(keys).into_iter().filter_map(|(name, value)| Some(line(name, value?.expose())));
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
mod tests;
