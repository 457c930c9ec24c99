//! The settings that hold for a caller: what each is, which source has set it, and what that source beats.
//!
//! The order is that of the AWS CLI 2 and of [`session`](crate::credentials::session); where others read differently, a note says
//! so: boto3 and the AWS CLI 1 as botocore's `configprovider` and `credentials` have it, the SDK for Rust as
//! aws-config has it. Nobody is asked over the network, and nothing here makes a call fail: a setting that makes no
//! sense is just what one wants to see. No value holds a secret.

pub(crate) mod connection;
pub(crate) mod credential_source;
pub(crate) mod credentials;
pub(crate) mod endpoints;
pub(crate) mod files;
pub(crate) mod identity;
pub(crate) mod inputs;
pub(crate) mod metadata;
pub(crate) mod precedence;
pub(crate) mod profile;
pub(crate) mod region;
pub(crate) mod retries;
pub(crate) mod source_chain;

use chrono::{DateTime, Utc};

use crate::aws::environment::Environment;
use crate::config::{Config, Location};
use crate::effective::inputs::Inputs;

/// A setting that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Effective {
    /// Its name: the key of the config file where there is one.
    pub(crate) setting: String,
    /// Its value; `None` if nothing sets it and it has no default.
    pub(crate) value: Option<Value>,
    /// What has set it; `None` if nothing has.
    pub(crate) source: Option<Source>,
    /// The other sources that say something of it, the strongest first.
    pub(crate) shadowed: Vec<Shadowed>,
    /// What is to be known of it: clauses without a full stop.
    pub(crate) notes: Vec<String>,
}

/// What a setting is. Secrets are masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// A text, or what should be a number and is none.
    Text(String),
    /// A number.
    Number(u32),
    /// Yes or no.
    Bool(bool),
}

/// What sets a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The call, with `--profile`.
    Call,
    /// A variable of the caller's environment.
    Variable(String),
    /// A line of a file.
    Location(Location),
    /// Nothing: it is always so.
    Default,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Call => f.write_str("--profile"),
            Self::Variable(name) => write!(f, "env {name}"),
            Self::Location(place) => place.fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A source that says something of a setting and is not listened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shadowed {
    /// The source.
    pub(crate) source: Source,
    /// What it says.
    pub(crate) value: Value,
}

/// All settings, in an order that is always the same. Each has its place even if nothing sets it, but a service's
/// endpoint only if something names it.
///
/// `named` is the profile that the call names. `now` is for keys that end.
pub(crate) fn settings(
    environment: &Environment,
    config: &Config,
    named: Option<&str>,
    now: DateTime<Utc>,
) -> Vec<Effective> {
    let here = Inputs::of(environment, config, named, now);
    let mut settings = vec![profile::profile(&here), region::region(&here), region::output(&here)];
    settings.extend(credentials::credentials(&here));
    settings.extend(identity::identity_center(&here));
    settings.extend(endpoints::endpoints(&here));
    settings.extend(files::files(&here));
    settings.extend(connection::connection(&here));
    settings.extend(retries::retries(&here));
    settings.extend(metadata::metadata(&here));
    settings
}

#[cfg(test)]
mod tests;
