//! Values as they are sent to Nushell, written without being made.
//!
//! Nushell's MessagePack has every value as `{"String": {"val": …, "span": {"start": …, "end": …}}}`. Its reader takes as
//! well what serde makes of a type without names, `{3: [val, [start, end]]}`, and reads it in a third less time. To
//! allocate the two hundred values of an instance would take longer than to write them.

mod scattered;
mod value;

use std::convert::Infallible;

use chrono::{DateTime, FixedOffset};
use nu_plugin_protocol::PluginCustomValue;
use nu_protocol::{ShellError, Span, Value};
use rmp::encode::{ByteBuf, ValueWriteError, write_sint, write_str};

use scattered::Places;
pub use scattered::{Pieces, Scattered};
pub use value::{Unwritable, open_list, write_span, write_value};

/// The places of the common values among the variants of [`Value`].
mod variant {
    pub const BOOL: u8 = 0;
    pub const INT: u8 = 1;
    pub const FLOAT: u8 = 2;
    pub const STRING: u8 = 3;
    pub const DATE: u8 = 7;
    pub const RECORD: u8 = 9;
    pub const NOTHING: u8 = 16;
    /// By its name: its number, 10, is that of a line feed, at which the standard output writes what it has so far.
    pub const LIST: &str = "List";
}

/// The marker of a map with one entry, which every value is.
const ENTRY: u8 = 0x81;

/// The marker of an array with a value's content and its span.
const CONTENT_AND_SPAN: u8 = 0x92;

/// The marker of an array with nothing but a span.
const SPAN_ALONE: u8 = 0x91;

/// The markers of an array and a map that are followed by their length in four bytes, however short they are.
const ARRAY: u8 = 0xdd;
const MAP: u8 = 0xdf;

/// A value as it is sent to a Nushell of the very version whose types these are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed(Vec<u8>);

impl Packed {
    /// What stands in the pipeline for a packed value until it is written to Nushell.
    const CARRIER: &str = "nu_plugin_aws::Packed";

    /// The value that it is.
    pub fn value(&self) -> Value {
        rmp_serde::from_slice(&self.0).unwrap_or_else(|error| {
            let error = ShellError::PluginFailedToDecode { msg: error.to_string() };
            Value::error(error, Span::unknown())
        })
    }

    /// A value that may go where a [`Value`] has to, for whom [`of_carrier`](Self::of_carrier) is told of.
    pub fn carrier(self, span: Span) -> Value {
        PluginCustomValue::new(Self::CARRIER.to_owned(), self.0, false).into_value(span)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes of the packed value that this one carries.
    pub fn of_carrier(value: &Value) -> Option<&[u8]> {
        let Value::Custom { val, .. } = value else { return None };
        let carrier = val.as_any().downcast_ref::<PluginCustomValue>()?;
        (carrier.name() == Self::CARRIER).then(|| carrier.data())
    }
}

/// A list or a record that has been begun.
#[derive(Debug)]
#[must_use]
pub struct Open {
    behind_length: usize,
}

/// Writes values one behind the other, all with the same span.
#[derive(Debug)]
pub struct Packer {
    bytes: ByteBuf,
    /// The span, and null, as they are written.
    span: Vec<u8>,
    nothing: Vec<u8>,
    places: Places,
    spare: ByteBuf,
}

impl Packer {
    /// Of values that come from there.
    pub fn new(span: Span) -> Self {
        let mut written = ByteBuf::new();
        write_span(&mut written, span);
        let span = written.into_vec();
        let nothing = [&[ENTRY, variant::NOTHING, SPAN_ALONE], &*span].concat();
        Self { bytes: ByteBuf::new(), span, nothing, places: Places::default(), spare: ByteBuf::new() }
    }

    /// The value that is written meanwhile. After an error nothing is left of it.
    ///
    /// # Errors
    ///
    /// What the writing of it fails with.
    pub fn pack<E>(&mut self, write: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<Packed, E> {
        self.bytes.as_mut_vec().clear();
        self.places.clear();
        write(self)?;
        Ok(Packed(self.bytes.as_slice().to_vec()))
    }

    /// The value that is written meanwhile, where nothing can fail.
    pub fn pack_surely(&mut self, write: impl FnOnce(&mut Self)) -> Packed {
        let Ok(packed) = self.pack(|to| {
            write(to);
            Ok::<_, Infallible>(())
        });
        packed
    }

    /// Null.
    pub fn nothing(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.nothing);
    }

    /// A boolean.
    pub fn bool(&mut self, flag: bool) {
        self.open(variant::BOOL);
        self.put(&[if flag { 0xc3 } else { 0xc2 }]);
        self.end();
    }

    /// A whole number.
    pub fn int(&mut self, number: i64) {
        self.open(variant::INT);
        sure(write_sint(&mut self.bytes, number));
        self.end();
    }

    /// A text.
    pub fn string(&mut self, text: &str) {
        self.open(variant::STRING);
        self.name(text);
        self.end();
    }

    /// A text, or null.
    pub fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.nothing(),
        }
    }

    /// A time.
    pub fn date(&mut self, time: DateTime<FixedOffset>) {
        self.date_of(&time.to_rfc3339());
    }

    /// A time that is written as [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339) has it, which is how Nushell reads
    /// it, too.
    pub fn date_of(&mut self, text: &str) {
        self.open(variant::DATE);
        self.name(text);
        self.end();
    }

    /// Begins a list: its items come next, and then its [end](Self::close).
    pub fn open_list(&mut self) -> Open {
        self.put(&[ENTRY]);
        self.name(variant::LIST);
        self.put(&[CONTENT_AND_SPAN, ARRAY, 0, 0, 0, 0]);
        Open { behind_length: self.bytes.as_slice().len() }
    }

    /// Begins a record: its fields come next, each its name and then its value, and then its [end](Self::close).
    pub fn open_record(&mut self) -> Open {
        self.open(variant::RECORD);
        self.put(&[MAP, 0, 0, 0, 0]);
        Open { behind_length: self.bytes.as_slice().len() }
    }

    /// Ends a list or a record, in which that many items or fields have been written.
    pub fn close(&mut self, open: Open, length: usize) {
        let Open { behind_length: behind } = open;
        // More would not fit into memory.
        let length = u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
        if let Some(place) = self.bytes.as_mut_vec().get_mut(behind - length.len()..behind) {
            place.copy_from_slice(&length);
        }
        self.end();
    }

    /// The name of a field.
    pub fn name(&mut self, name: &str) {
        sure(write_str(&mut self.bytes, name));
    }

    fn open(&mut self, variant: u8) {
        self.put(&[ENTRY, variant, CONTENT_AND_SPAN]);
    }

    fn end(&mut self) {
        self.bytes.as_mut_vec().extend_from_slice(&self.span);
    }

    fn put(&mut self, bytes: &[u8]) {
        self.bytes.as_mut_vec().extend_from_slice(bytes);
    }
}

/// What writing into memory gives: it can't fail.
fn sure<T>(written: Result<T, ValueWriteError<Infallible>>) -> T {
    match written {
        Ok(written) => written,
        Err(ValueWriteError::InvalidMarkerWrite(never) | ValueWriteError::InvalidDataWrite(never)) => match never {},
    }
}

#[cfg(test)]
mod tests;
