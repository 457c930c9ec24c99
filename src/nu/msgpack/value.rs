//! Encodes existing [`Value`]s in the packed form.

use nu_protocol::{Record, Span, Value};
use rmp::encode::{ByteBuf, write_array_len, write_bool, write_f64, write_map_len, write_sint, write_str, write_uint};

use crate::nu::msgpack::{Packed, infallible};

/// The serde indexes of the common variants of [`Value`].
pub(crate) mod variant {
    pub(crate) const BOOL: u8 = 0;
    pub(crate) const INT: u8 = 1;
    pub(crate) const FLOAT: u8 = 2;
    pub(crate) const STRING: u8 = 3;
    pub(crate) const DATE: u8 = 7;
    pub(crate) const RECORD: u8 = 9;
    pub(crate) const NOTHING: u8 = 16;
    /// A name, because the index would be 10, a line feed, and stdout flushes at line feeds.
    pub(crate) const LIST: &str = "List";
}

/// The marker of a map with one entry. Every value is such a map.
pub(crate) const SINGLE_ENTRY_MAP: u8 = 0x81;

/// The marker of an array that holds a value's content and its span.
const CONTENT_AND_SPAN: u8 = 0x92;

/// The marker of an array that holds only a span.
pub(crate) const SPAN_ONLY: u8 = 0x91;

/// The marker of a string of up to 31 bytes; the length is added to it.
const SHORT_TEXT: u8 = 0xa0;

/// Why a value can't be encoded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EncodeError {
    /// It has no packed form.
    #[error(transparent)]
    Value(#[from] rmp_serde::encode::Error),
    /// It is too long for MessagePack.
    #[error(transparent)]
    Length(#[from] std::num::TryFromIntError),
}

/// Writes a value. For a [placeholder](Packed::placeholder) it writes the packed bytes.
///
/// # Errors
///
/// [`EncodeError`] for a value that has no packed form.
pub(crate) fn write_value(to: &mut ByteBuf, value: &Value) -> Result<(), EncodeError> {
    match value {
        Value::Nothing { .. } => put(to, &[SINGLE_ENTRY_MAP, variant::NOTHING, SPAN_ONLY]),
        Value::Bool { val, .. } => {
            open(to, variant::BOOL);
            let Ok(()) = write_bool(to, *val);
        }
        Value::Int { val, .. } => {
            open(to, variant::INT);
            infallible(write_sint(to, *val));
        }
        Value::Float { val, .. } => {
            open(to, variant::FLOAT);
            infallible(write_f64(to, *val));
        }
        Value::String { val, .. } => {
            open(to, variant::STRING);
            put_str(to, val);
        }
        Value::Date { val, .. } => {
            open(to, variant::DATE);
            rmp_serde::encode::write(to.as_mut_vec(), val)?;
        }
        Value::Record { val, .. } => {
            open(to, variant::RECORD);
            write_record(to, val)?;
        }
        Value::List { vals, .. } => {
            open_list(to, u32::try_from(vals.len())?);
            vals.iter().try_for_each(|item| write_value(to, item))?;
        }
        rare => {
            match Packed::from_placeholder(rare) {
                Some(packed) => put(to, packed),
                None => rmp_serde::encode::write_named(to.as_mut_vec(), rare)?,
            }
            return Ok(());
        }
    }
    write_span(to, value.span());
    Ok(())
}

pub(crate) fn write_span(to: &mut ByteBuf, span: Span) {
    infallible(write_array_len(to, 2));
    infallible(write_uint(to, span.start as u64));
    infallible(write_uint(to, span.end as u64));
}

/// Begins a list. The caller writes the items, then the span.
pub(crate) fn open_list(to: &mut ByteBuf, length: u32) {
    put(to, &[SINGLE_ENTRY_MAP]);
    infallible(write_str(to, variant::LIST));
    put(to, &[CONTENT_AND_SPAN]);
    infallible(write_array_len(to, length));
}

/// Begins a value. The caller writes the content, then the span.
pub(crate) fn open(to: &mut ByteBuf, variant: u8) {
    put(to, &[SINGLE_ENTRY_MAP, variant, CONTENT_AND_SPAN]);
}

pub(crate) fn put(to: &mut ByteBuf, bytes: &[u8]) {
    to.as_mut_vec().extend_from_slice(bytes);
}

/// Writes a string. Most are short, and rmp would write their markers in several steps.
pub(crate) fn put_str(to: &mut ByteBuf, text: &str) {
    match u8::try_from(text.len()) {
        Ok(length @ 0..=31) => {
            let bytes = to.as_mut_vec();
            bytes.push(SHORT_TEXT | length);
            bytes.extend_from_slice(text.as_bytes());
        }
        _ => infallible(write_str(to, text)),
    }
}

fn write_record(to: &mut ByteBuf, record: &Record) -> Result<(), EncodeError> {
    infallible(write_map_len(to, u32::try_from(record.len())?));
    record.iter().try_for_each(|(name, value)| {
        put_str(to, name);
        write_value(to, value)
    })
}
