//! What several commands share.

use nu_protocol::{Category, LabeledError};

use crate::caller::Caller;
use crate::config::{Config, Locations};
use crate::error::{Error, Spans};

pub fn category() -> Category {
    Category::Custom("aws".into())
}

/// The AWS files as the caller sees them.
pub fn read_config(caller: &Caller, spans: &Spans) -> Result<Config, LabeledError> {
    Config::load(&Locations::of(caller.environment())).map_err(|cause| Error::from(cause).at(spans))
}
