//! The messages in the short form.

use std::convert::Infallible;
use std::io::Write;

use nu_plugin_protocol::PluginOutput;
use nu_protocol::shell_error::io::IoError;
use nu_protocol::{PipelineMetadata, ShellError, Span, Value};
use rmp::encode::{ByteBuf, ValueWriteError, write_array_len, write_map_len, write_str, write_uint};

use super::PendingList;
use crate::packed::{self, open_list, write_span, write_value};

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
    /// A message, or what is said of a list, has no form.
    #[error(transparent)]
    Message(#[from] rmp_serde::encode::Error),
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

/// Writes a message without the names of the fields in it, all of which have to be written always.
pub fn message(to: &mut impl Write, output: &PluginOutput) -> Written {
    Ok(to.write_all(&rmp_serde::to_vec(output)?)?)
}

/// Answers a call with a list of values that can be written.
pub fn list(
    to: &mut impl Write,
    call: usize,
    items: &[Value],
    span: Span,
    metadata: Option<&PipelineMetadata>,
) -> Written {
    answer(to, call, (items.len(), span), metadata, |pieces| {
        items.iter().try_for_each(|item| {
            write_value(&mut pieces.message, item)?;
            pieces.send_if_long()
        })
    })
}

/// Answers a call with a list that is made now.
pub fn pending(to: &mut impl Write, call: usize, list: &PendingList, metadata: Option<&PipelineMetadata>) -> Written {
    answer(to, call, (list.length(), list.span()), metadata, |pieces| {
        list.items().try_for_each(|item| {
            pieces.message.as_mut_vec().extend_from_slice(item.bytes());
            pieces.send_if_long()
        })
    })
}

/// A message that goes out piece by piece.
struct Pieces<'a, W> {
    to: &'a mut W,
    message: ByteBuf,
}

impl<W: Write> Pieces<'_, W> {
    fn send_if_long(&mut self) -> Written {
        if self.message.as_slice().len() > PIECE { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Written {
        self.to.write_all(self.message.as_slice())?;
        self.message.as_mut_vec().clear();
        Ok(())
    }
}

/// Answers a call with a list of that length and span.
fn answer<W: Write>(
    to: &mut W,
    call: usize,
    (length, span): (usize, Span),
    metadata: Option<&PipelineMetadata>,
    write_items: impl FnOnce(&mut Pieces<W>) -> Written,
) -> Written {
    let mut pieces = Pieces { to, message: ByteBuf::with_capacity(PIECE + ROOM) };
    let message = &mut pieces.message;
    named(message, "CallResponse")?;
    write_array_len(message, 2)?;
    write_uint(message, call as u64)?;
    named(message, "PipelineData")?;
    named(message, "Value")?;
    write_array_len(message, 2)?;
    open_list(message, length)?;
    write_items(&mut pieces)?;
    write_span(&mut pieces.message, span);
    rmp_serde::encode::write_named(pieces.message.as_mut_vec(), &metadata)?;
    pieces.send()
}

fn named(to: &mut ByteBuf, name: &str) -> Written {
    write_map_len(to, 1)?;
    Ok(write_str(to, name)?)
}
