//! The packed form of values that there are already.

use nu_protocol::{Record, Span, Value};
use rmp::encode::{ByteBuf, write_array_len, write_bool, write_f64, write_map_len, write_sint, write_str, write_uint};

use super::{CONTENT_AND_SPAN, ENTRY, Packed, SPAN_ALONE, sure, variant};

/// Why a value can't be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// It has no form.
    #[error(transparent)]
    Value(#[from] rmp_serde::encode::Error),
    /// It is longer than MessagePack can say.
    #[error(transparent)]
    Length(#[from] std::num::TryFromIntError),
}

type Written = Result<(), Unwritable>;

/// Writes a value.
///
/// # Errors
///
/// [`Unwritable`] for one that has no form.
pub fn write_value(to: &mut ByteBuf, value: &Value) -> Written {
    match value {
        Value::Nothing { .. } => put(to, &[ENTRY, variant::NOTHING, SPAN_ALONE]),
        Value::Bool { val, .. } => {
            open(to, variant::BOOL);
            let Ok(()) = write_bool(to, *val);
        }
        Value::Int { val, .. } => {
            open(to, variant::INT);
            sure(write_sint(to, *val));
        }
        Value::Float { val, .. } => {
            open(to, variant::FLOAT);
            sure(write_f64(to, *val));
        }
        Value::String { val, .. } => {
            open(to, variant::STRING);
            sure(write_str(to, val));
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
            open_list(to, vals.len())?;
            vals.iter().try_for_each(|item| write_value(to, item))?;
        }
        rare => {
            match Packed::of_carrier(rare) {
                Some(packed) => put(to, packed),
                None => rmp_serde::encode::write_named(to.as_mut_vec(), rare)?,
            }
            return Ok(());
        }
    }
    write_span(to, value.span());
    Ok(())
}

/// Begins a list, behind whose items its span stands.
///
/// # Errors
///
/// [`Unwritable::Length`].
pub fn open_list(to: &mut ByteBuf, length: usize) -> Written {
    put(to, &[ENTRY]);
    sure(write_str(to, variant::LIST));
    put(to, &[CONTENT_AND_SPAN]);
    sure(write_array_len(to, u32::try_from(length)?));
    Ok(())
}

/// Writes where a value comes from.
pub fn write_span(to: &mut ByteBuf, span: Span) {
    sure(write_array_len(to, 2));
    sure(write_uint(to, span.start as u64));
    sure(write_uint(to, span.end as u64));
}

fn write_record(to: &mut ByteBuf, record: &Record) -> Written {
    sure(write_map_len(to, u32::try_from(record.len())?));
    record.iter().try_for_each(|(name, value)| {
        sure(write_str(to, name));
        write_value(to, value)
    })
}

/// Begins a value that has a span behind it.
fn open(to: &mut ByteBuf, variant: u8) {
    put(to, &[ENTRY, variant, CONTENT_AND_SPAN]);
}

fn put(to: &mut ByteBuf, bytes: &[u8]) {
    to.as_mut_vec().extend_from_slice(bytes);
}
