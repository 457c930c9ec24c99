//! Values in the form in which they are sent to Nushell, written without allocating [`Value`]s.
//!
//! Nushell writes each value as `{"String": {"val": …, "span": {"start": …, "end": …}}}`. It also reads what serde makes
//! of the types without names, `{3: [val, [start, end]]}`, in a third less time. Allocating the two hundred values of an
//! instance would take longer than writing them.

pub(crate) mod packer;
pub(crate) mod value;

use std::convert::Infallible;

use nu_plugin_protocol::PluginCustomValue;
use nu_protocol::{ShellError, Span, Value};
pub(crate) use packer::{Packer, UnorderedRecord};
use rmp::encode::ValueWriteError;
pub(crate) use value::{Unwritable, open_list, write_span, write_value};

/// A value as it is sent to a Nushell whose types have exactly our version.
#[derive(Debug, Clone)]
pub(crate) struct Packed(Vec<u8>);

impl Packed {
    /// The name of a packed value's placeholder in the pipeline.
    const PLACEHOLDER: &str = "nu_plugin_aws::Packed";

    pub(crate) fn value(&self) -> Value {
        rmp_serde::from_slice(&self.0).unwrap_or_else(|error| {
            let error = ShellError::PluginFailedToDecode { msg: error.to_string() };
            Value::error(error, Span::unknown())
        })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A placeholder for the packed value, until [`write_value`] writes it.
    pub(crate) fn placeholder(self, span: Span) -> Value {
        placeholder(Self::PLACEHOLDER, self.0, span)
    }

    /// The bytes of the packed value that a placeholder has.
    pub(crate) fn from_placeholder(value: &Value) -> Option<&[u8]> {
        placeholder_data(value, Self::PLACEHOLDER)
    }
}

/// A value that nu-plugin passes on unchanged, with data of ours.
pub(crate) fn placeholder(name: &str, bytes: Vec<u8>, span: Span) -> Value {
    PluginCustomValue::new(name.to_owned(), bytes, false).into_value(span)
}

/// The data of a placeholder with this name.
pub(crate) fn placeholder_data<'v>(value: &'v Value, name: &str) -> Option<&'v [u8]> {
    let Value::Custom { val, .. } = value else { return None };
    let placeholder = val.as_any().downcast_ref::<PluginCustomValue>()?;
    (placeholder.name() == name).then(|| placeholder.data())
}

/// The result of writing to memory, which can't fail.
pub(crate) fn infallible<T>(written: Result<T, ValueWriteError<Infallible>>) -> T {
    match written {
        Ok(written) => written,
        Err(ValueWriteError::InvalidMarkerWrite(never) | ValueWriteError::InvalidDataWrite(never)) => match never {},
    }
}

#[cfg(test)]
mod tests;
