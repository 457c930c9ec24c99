//! Encodes values as MessagePack for Nushell without allocating [`Value`]s.
//!
//! Nushell writes each value as `{"String": {"val": …, "span": {"start": …, "end": …}}}`. It also reads serde's form
//! without names, `{3: [val, [start, end]]}`, in a third less time; here that form is called packed. Allocating the two
//! hundred values of an instance would take longer than writing them.

pub(crate) mod packer;
pub(crate) mod value;

use std::convert::Infallible;

use nu_plugin_protocol::PluginCustomValue;
use nu_protocol::{ShellError, Span, Value};
pub(crate) use packer::{Packer, UnorderedRecord};
use rmp::encode::{ByteBuf, ValueWriteError};
pub(crate) use value::{EncodeError, open_list, write_span, write_value};

/// An encoded value. Only the versions of Nushell that number the variants of `Value` as ours can read it.
#[derive(Debug, Clone)]
pub(crate) struct Packed(Vec<u8>);

impl Packed {
    /// Packs an existing value.
    pub(crate) fn from_value(value: &Value) -> Result<Self, EncodeError> {
        let mut bytes = ByteBuf::new();
        write_value(&mut bytes, value)?;
        Ok(Self(bytes.into_vec()))
    }

    /// The type name of a packed value's placeholder.
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

    /// Wraps the bytes in a custom value, which [`write_value`] replaces by the bytes.
    pub(crate) fn placeholder(self, span: Span) -> Value {
        placeholder(Self::PLACEHOLDER, self.0, span)
    }

    /// The bytes that a placeholder holds; `None` for any other value.
    pub(crate) fn from_placeholder(value: &Value) -> Option<&[u8]> {
        placeholder_data(value, Self::PLACEHOLDER)
    }
}

/// A custom value with these bytes, which nu-plugin passes to the encoder unchanged.
pub(crate) fn placeholder(name: &str, bytes: Vec<u8>, span: Span) -> Value {
    PluginCustomValue::new(name.to_owned(), bytes, false).into_value(span)
}

/// The bytes of a placeholder with this type name.
pub(crate) fn placeholder_data<'v>(value: &'v Value, name: &str) -> Option<&'v [u8]> {
    let Value::Custom { val, .. } = value else { return None };
    let placeholder = val.as_any().downcast_ref::<PluginCustomValue>()?;
    (placeholder.name() == name).then(|| placeholder.data())
}

/// Unwraps the result of writing to memory, which can't fail.
pub(crate) fn infallible<T>(written: Result<T, ValueWriteError<Infallible>>) -> T {
    match written {
        Ok(written) => written,
        Err(ValueWriteError::InvalidMarkerWrite(never) | ValueWriteError::InvalidDataWrite(never)) => match never {},
    }
}

#[cfg(test)]
mod tests;
