//! The settings in effect for a caller: the value of each, its source, and the sources that it overrides.
//!
//! The order of sources is that of the AWS CLI 2 and of [`credentials`](crate::credentials). Where other tools differ, a
//! note says so: boto3 and the AWS CLI 1 according to botocore's `configprovider` and `credentials`, the SDK for Rust
//! according to aws-config. Nothing here uses the network or fails: an invalid setting is what the user looks for. No
//! value contains a secret.

mod connection;
mod credential_source;
mod credentials;
mod endpoints;
mod inputs;
mod precedence;
mod profile;
mod profile_credentials;
mod region;

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::config::{Config, Location};
use crate::effective::inputs::Inputs;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EffectiveSetting {
    /// The key in the config file, where there is one.
    pub(crate) name: String,
    /// `None` if nothing sets it and there is no default.
    pub(crate) value: Option<SettingValue>,
    /// What sets it; `None` if nothing does.
    pub(crate) source: Option<SettingSource>,
    /// The sources that are overridden, in order of precedence.
    pub(crate) shadowed: Vec<Shadowed>,
    /// Warnings, and differences between tools, as clauses without a full stop.
    pub(crate) notes: Vec<String>,
}

/// Secrets in it are masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SettingValue {
    /// Also an invalid value of a number.
    Text(String),
    Number(u32),
    Bool(bool),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SettingSource {
    /// The flag `--profile`.
    Flag,
    /// A variable in the caller's environment.
    Variable(String),
    /// A line of a file.
    Location(Location),
    Default,
}

impl std::fmt::Display for SettingSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("--profile"),
            Self::Variable(name) => write!(f, "env {name}"),
            Self::Location(location) => location.fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A source that is overridden by another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shadowed {
    pub(crate) source: SettingSource,
    pub(crate) value: SettingValue,
}

/// All settings, always in the same order, also those that nothing sets. The endpoint of a single service is only in it
/// if something sets it.
///
/// `profile_flag` is the value of `--profile`. `now` tells whether keys have expired.
pub(crate) fn settings(
    environment: &Environment,
    config: &Config,
    profile_flag: Option<&str>,
    now: DateTime<Utc>,
) -> Vec<EffectiveSetting> {
    let inputs = Inputs::new(environment, config, profile_flag, now);
    let mut settings = vec![profile::profile(&inputs), region::region(&inputs), region::output(&inputs)];
    settings.extend(credentials::credentials(&inputs));
    settings.extend(profile::identity_center(&inputs));
    settings.extend(endpoints::endpoints(&inputs));
    settings.extend(profile::files(&inputs));
    settings.extend(connection::certificates_and_proxies(&inputs));
    settings.extend(connection::retries(&inputs));
    settings.extend(connection::instance_metadata(&inputs));
    settings
}

#[cfg(test)]
mod tests;
