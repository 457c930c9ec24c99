//! What several commands share.

pub(crate) mod completion;
pub(crate) mod context;
pub(crate) mod flags;
pub(crate) mod progress;
pub(crate) mod responses;
pub(crate) mod target_flags;

use nu_protocol::{Category, LabeledError};

use crate::config::{Config, ConfigPaths};
use crate::error::{Error, Spans};
use crate::nu::caller::Caller;

pub(crate) fn category() -> Category {
    Category::Custom("aws".into())
}

/// The AWS files as the caller sees them.
pub(crate) fn read_config(caller: &Caller, spans: &Spans) -> Result<Config, LabeledError> {
    Config::load(&ConfigPaths::from_environment(caller.environment())).map_err(|cause| Error::from(cause).at(spans))
}
