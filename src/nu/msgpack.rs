//! Values as they are sent to Nushell, written without being made.
//!
//! Nushell's MessagePack has every value as `{"String": {"val": …, "span": {"start": …, "end": …}}}`. Its reader takes as
//! well what serde makes of a type without names, `{3: [val, [start, end]]}`, and reads it in a third less time. To
//! allocate the two hundred values of an instance would take longer than to write them.

pub(crate) mod packer;
pub(crate) mod value;

use std::convert::Infallible;

use nu_plugin_protocol::PluginCustomValue;
use nu_protocol::{ShellError, Span, Value};
pub(crate) use packer::{Packer, UnorderedRecord};
use rmp::encode::ValueWriteError;
pub(crate) use value::{Unwritable, open_list, write_span, write_value};

/// A value as it is sent to a Nushell of the very version whose types these are.
#[derive(Debug, Clone)]
pub(crate) struct Packed(Vec<u8>);

impl Packed {
    /// What stands in the pipeline for a packed value until it is written to Nushell.
    const CARRIER: &str = "nu_plugin_aws::Packed";

    /// The value that it is.
    pub(crate) fn value(&self) -> Value {
        rmp_serde::from_slice(&self.0).unwrap_or_else(|error| {
            let error = ShellError::PluginFailedToDecode { msg: error.to_string() };
            Value::error(error, Span::unknown())
        })
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A value that goes through the pipeline in its place, as far as to [`write_value`].
    pub(crate) fn placeholder(self, span: Span) -> Value {
        placeholder(Self::CARRIER, self.0, span)
    }

    /// The bytes of the packed value that this one carries.
    pub(crate) fn of_carrier(value: &Value) -> Option<&[u8]> {
        carried(value, Self::CARRIER)
    }
}

/// A value that nu-plugin passes on as it is, with bytes in it for us.
pub(crate) fn placeholder(name: &str, bytes: Vec<u8>, span: Span) -> Value {
    PluginCustomValue::new(name.to_owned(), bytes, false).into_value(span)
}

/// The bytes in a carrier of this name.
pub(crate) fn carried<'v>(value: &'v Value, name: &str) -> Option<&'v [u8]> {
    let Value::Custom { val, .. } = value else { return None };
    let carrier = val.as_any().downcast_ref::<PluginCustomValue>()?;
    (carrier.name() == name).then(|| carrier.data())
}

/// What writing into memory gives: it can't fail.
pub(crate) fn infallible<T>(written: Result<T, ValueWriteError<Infallible>>) -> T {
    match written {
        Ok(written) => written,
        Err(ValueWriteError::InvalidMarkerWrite(never) | ValueWriteError::InvalidDataWrite(never)) => match never {},
    }
}

#[cfg(test)]
mod tests;
