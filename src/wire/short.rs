//! Values in the short form, and the messages that carry them.

use std::convert::Infallible;
use std::io::Write;

use nu_protocol::shell_error::io::IoError;
use nu_protocol::{PipelineMetadata, Record, ShellError, Span, Value};
use rmp::encode::{
    ByteBuf, ValueWriteError, write_array_len, write_bool, write_f64, write_map_len, write_sint, write_str, write_uint,
};

/// Room for a row of EC2, which has 68 columns.
const ROOM: usize = 8 * 1024;

/// How much of a list is written at once: Nushell reads its beginning while the end is put together.
const PIECE: usize = 32 * 1024;

/// The places of the common values among the variants of [`Value`].
mod variant {
    pub const BOOL: u64 = 0;
    pub const INT: u64 = 1;
    pub const FLOAT: u64 = 2;
    pub const STRING: u64 = 3;
    pub const DATE: u64 = 7;
    pub const RECORD: u64 = 9;
    pub const NOTHING: u64 = 16;
    /// By its name: its number, 10, is that of a line feed, at which the standard output writes what it has so far.
    pub const LIST: &str = "List";
}

/// Why a message can't be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// A value has no form.
    #[error(transparent)]
    Value(#[from] rmp_serde::encode::Error),
    /// It is longer than MessagePack can say.
    #[error(transparent)]
    Length(#[from] std::num::TryFromIntError),
    /// Nobody takes it.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<ValueWriteError<Infallible>> for Unwritable {
    fn from(error: ValueWriteError<Infallible>) -> Self {
        match error {
            ValueWriteError::InvalidMarkerWrite(never) | ValueWriteError::InvalidDataWrite(never) => match never {},
        }
    }
}

impl From<Unwritable> for ShellError {
    fn from(error: Unwritable) -> Self {
        match error {
            Unwritable::Io(cause) => Self::Io(IoError::new_internal(cause, "Can't write to Nushell")),
            other => Self::PluginFailedToEncode { msg: other.to_string() },
        }
    }
}

type Written = Result<(), Unwritable>;

/// Puts a value into a stream.
pub fn data(to: &mut impl Write, stream: usize, value: &Value) -> Written {
    let mut message = ByteBuf::with_capacity(ROOM);
    named(&mut message, "Data")?;
    write_array_len(&mut message, 2)?;
    write_uint(&mut message, stream as u64)?;
    named(&mut message, "List")?;
    write_value(&mut message, value)?;
    Ok(to.write_all(message.as_slice())?)
}

/// Answers a call with a list. It goes out piece by piece, so its values have to be such that can be written.
pub fn list(
    to: &mut impl Write,
    call: usize,
    items: &[Value],
    span: Span,
    metadata: Option<&PipelineMetadata>,
) -> Written {
    let mut message = ByteBuf::with_capacity(PIECE + ROOM);
    named(&mut message, "CallResponse")?;
    write_array_len(&mut message, 2)?;
    write_uint(&mut message, call as u64)?;
    named(&mut message, "PipelineData")?;
    named(&mut message, "Value")?;
    write_array_len(&mut message, 2)?;
    open_list(&mut message, items.len())?;
    for item in items {
        write_value(&mut message, item)?;
        if message.as_slice().len() > PIECE {
            to.write_all(message.as_slice())?;
            message.as_mut_vec().clear();
        }
    }
    write_span(&mut message, span)?;
    rmp_serde::encode::write_named(message.as_mut_vec(), &metadata)?;
    Ok(to.write_all(message.as_slice())?)
}

fn named(to: &mut ByteBuf, name: &str) -> Written {
    write_map_len(to, 1)?;
    Ok(write_str(to, name)?)
}

fn write_value(to: &mut ByteBuf, value: &Value) -> Written {
    match value {
        Value::Nothing { .. } => {
            write_map_len(to, 1)?;
            write_uint(to, variant::NOTHING)?;
            write_array_len(to, 1)?;
        }
        Value::Bool { val, .. } => {
            open(to, variant::BOOL)?;
            let Ok(()) = write_bool(to, *val);
        }
        Value::Int { val, .. } => {
            open(to, variant::INT)?;
            write_sint(to, *val)?;
        }
        Value::Float { val, .. } => {
            open(to, variant::FLOAT)?;
            write_f64(to, *val)?;
        }
        Value::String { val, .. } => {
            open(to, variant::STRING)?;
            write_str(to, val)?;
        }
        Value::Date { val, .. } => {
            open(to, variant::DATE)?;
            rmp_serde::encode::write(to.as_mut_vec(), val)?;
        }
        Value::Record { val, .. } => {
            open(to, variant::RECORD)?;
            write_record(to, val)?;
        }
        Value::List { vals, .. } => {
            open_list(to, vals.len())?;
            vals.iter().try_for_each(|item| write_value(to, item))?;
        }
        rare => return Ok(rmp_serde::encode::write_named(to.as_mut_vec(), rare)?),
    }
    write_span(to, value.span())
}

/// Begins a value that has a span behind it.
fn open(to: &mut ByteBuf, variant: u64) -> Written {
    write_map_len(to, 1)?;
    write_uint(to, variant)?;
    write_array_len(to, 2)?;
    Ok(())
}

/// Begins a list, behind whose items its span stands.
fn open_list(to: &mut ByteBuf, length: usize) -> Written {
    named(to, variant::LIST)?;
    write_array_len(to, 2)?;
    write_array_len(to, u32::try_from(length)?)?;
    Ok(())
}

fn write_record(to: &mut ByteBuf, record: &Record) -> Written {
    write_map_len(to, u32::try_from(record.len())?)?;
    record.iter().try_for_each(|(name, value)| {
        write_str(to, name)?;
        write_value(to, value)
    })
}

fn write_span(to: &mut ByteBuf, span: Span) -> Written {
    write_array_len(to, 2)?;
    write_uint(to, span.start as u64)?;
    write_uint(to, span.end as u64)?;
    Ok(())
}
