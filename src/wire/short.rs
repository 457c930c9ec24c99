//! The messages that carry packed values.

use std::convert::Infallible;
use std::io::Write;

use nu_protocol::shell_error::io::IoError;
use nu_protocol::{PipelineMetadata, ShellError, Span, Value};
use rmp::encode::{ByteBuf, ValueWriteError, write_array_len, write_map_len, write_str, write_uint};

use crate::packed::{self, Packed, open_list, write_span, write_value};

/// Room for a row of EC2, which has 68 columns.
const ROOM: usize = 8 * 1024;

/// How much of a list is written at once: Nushell reads its beginning while the end is put together.
const PIECE: usize = 32 * 1024;

/// Why a message can't be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// A value has no form.
    #[error(transparent)]
    Value(#[from] packed::Unwritable),
    /// What is said of a list has no form.
    #[error(transparent)]
    Metadata(#[from] rmp_serde::encode::Error),
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

/// Answers a call with a value that is a list, or packed. A list goes out piece by piece, so its items have to be such
/// that can be written.
pub fn answer(to: &mut impl Write, call: usize, value: &Value, metadata: Option<&PipelineMetadata>) -> Written {
    let mut message = ByteBuf::with_capacity(PIECE + ROOM);
    named(&mut message, "CallResponse")?;
    write_array_len(&mut message, 2)?;
    write_uint(&mut message, call as u64)?;
    named(&mut message, "PipelineData")?;
    named(&mut message, "Value")?;
    write_array_len(&mut message, 2)?;
    match (value, Packed::of_carrier(value)) {
        (Value::List { vals, .. }, _) => list(to, &mut message, vals, value.span())?,
        (_, Some(packed)) => {
            to.write_all(message.as_slice())?;
            to.write_all(packed)?;
            message.as_mut_vec().clear();
        }
        _ => write_value(&mut message, value)?,
    }
    rmp_serde::encode::write_named(message.as_mut_vec(), &metadata)?;
    Ok(to.write_all(message.as_slice())?)
}

fn list(to: &mut impl Write, message: &mut ByteBuf, items: &[Value], span: Span) -> Written {
    open_list(message, items.len())?;
    for item in items {
        write_value(message, item)?;
        if message.as_slice().len() > PIECE {
            to.write_all(message.as_slice())?;
            message.as_mut_vec().clear();
        }
    }
    write_span(message, span);
    Ok(())
}

fn named(to: &mut ByteBuf, name: &str) -> Written {
    write_map_len(to, 1)?;
    Ok(write_str(to, name)?)
}
