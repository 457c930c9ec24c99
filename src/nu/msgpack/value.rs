//! The packed form of existing values.

use nu_protocol::{Record, Span, Value};
use rmp::encode::{ByteBuf, write_array_len, write_bool, write_f64, write_map_len, write_sint, write_str, write_uint};

use crate::nu::msgpack::{Packed, infallible};

/// The numbers of common variants of [`Value`].
pub(crate) mod variant {
    pub(crate) const BOOL: u8 = 0;
    pub(crate) const INT: u8 = 1;
    pub(crate) const FLOAT: u8 = 2;
    pub(crate) const STRING: u8 = 3;
    pub(crate) const DATE: u8 = 7;
    pub(crate) const RECORD: u8 = 9;
    pub(crate) const NOTHING: u8 = 16;
    /// By its name: its number, 10, is a line feed, at which stdout flushes.
    pub(crate) const LIST: &str = "List";
}

/// The marker of a map with one entry, which every value is.
pub(crate) const ENTRY: u8 = 0x81;

/// The marker of an array with a value's content and its span.
const CONTENT_AND_SPAN: u8 = 0x92;

/// The marker of an array with a span alone.
pub(crate) const SPAN_ALONE: u8 = 0x91;

/// The marker of a text of up to 31 bytes. Its length is added.
const SHORT_TEXT: u8 = 0xa0;

/// Why a value can't be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    /// It has no packed form.
    #[error(transparent)]
    Value(#[from] rmp_serde::encode::Error),
    /// It is too long for MessagePack.
    #[error(transparent)]
    Length(#[from] std::num::TryFromIntError),
}

type Written = Result<(), Unwritable>;

/// Writes a value, or the packed value whose [placeholder](Packed::placeholder) it is.
///
/// # Errors
///
/// [`Unwritable`] for a value that has no packed form.
pub(crate) fn write_value(to: &mut ByteBuf, value: &Value) -> Written {
    match value {
        Value::Nothing { .. } => put(to, &[ENTRY, variant::NOTHING, SPAN_ALONE]),
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

/// Opens a list. Its span follows its items.
pub(crate) fn open_list(to: &mut ByteBuf, length: u32) {
    put(to, &[ENTRY]);
    infallible(write_str(to, variant::LIST));
    put(to, &[CONTENT_AND_SPAN]);
    infallible(write_array_len(to, length));
}

/// Opens a value. Its span follows its content.
pub(crate) fn open(to: &mut ByteBuf, variant: u8) {
    put(to, &[ENTRY, variant, CONTENT_AND_SPAN]);
}

pub(crate) fn put(to: &mut ByteBuf, bytes: &[u8]) {
    to.as_mut_vec().extend_from_slice(bytes);
}

/// Writes a text. Most are short, and rmp would write their markers in several steps.
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

fn write_record(to: &mut ByteBuf, record: &Record) -> Written {
    infallible(write_map_len(to, u32::try_from(record.len())?));
    record.iter().try_for_each(|(name, value)| {
        put_str(to, name);
        write_value(to, value)
    })
}
