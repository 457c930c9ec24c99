//! Messages without the names of their fields.

use std::io::Write;

use nu_plugin_protocol::PluginOutput;
use nu_protocol::shell_error::io::IoError;
use nu_protocol::{PipelineMetadata, ShellError, Value};
use rmp::encode::{ByteBuf, write_array_len, write_map_len, write_str, write_uint};

use crate::nu::encoder::lazy_lists::LazyList;
use crate::nu::msgpack::{self, infallible, open_list, write_span, write_value};

/// The initial size of a message: a row of EC2 instances with its 68 columns.
const MESSAGE_CAPACITY: usize = 8 * 1024;

/// A list is written in parts of this many bytes, so that Nushell reads the first items while the last ones are encoded.
const PART_SIZE: usize = 32 * 1024;

/// Why a message can't be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    /// A value has no packed form.
    #[error(transparent)]
    Value(#[from] msgpack::Unwritable),
    /// A message or its metadata can't be serialized.
    #[error(transparent)]
    Message(#[from] rmp_serde::encode::Error),
    /// A list is too long for MessagePack.
    #[error(transparent)]
    Length(#[from] std::num::TryFromIntError),
    /// Nushell doesn't read any more.
    #[error(transparent)]
    Io(#[from] std::io::Error),
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

/// Writes an item of a stream.
pub(crate) fn data(to: &mut impl Write, stream: usize, value: &Value) -> Written {
    let mut message = ByteBuf::with_capacity(MESSAGE_CAPACITY);
    named(&mut message, "Data");
    pair(&mut message, stream);
    named(&mut message, "List");
    write_value(&mut message, value)?;
    Ok(to.write_all(message.as_slice())?)
}

/// Writes a message without the names of its fields. Its types must not skip fields when they are serialized.
pub(crate) fn message(to: &mut impl Write, output: &PluginOutput) -> Written {
    Ok(to.write_all(&rmp_serde::to_vec(output)?)?)
}

/// Writes a response with a value. A list is written in parts, so all its items must have a packed form.
pub(crate) fn answer(to: &mut impl Write, call: usize, value: &Value, metadata: Option<&PipelineMetadata>) -> Written {
    let mut outgoing = Outgoing::answer(to, call);
    match value {
        Value::List { vals, .. } => {
            open_list(&mut outgoing.message, u32::try_from(vals.len())?);
            for item in vals {
                write_value(&mut outgoing.message, item)?;
                outgoing.send_if_long()?;
            }
            write_span(&mut outgoing.message, value.span());
        }
        other => write_value(&mut outgoing.message, other)?,
    }
    outgoing.end(metadata)
}

/// Writes a response with a list whose items are made now.
pub(crate) fn pending(
    to: &mut impl Write,
    call: usize,
    list: &LazyList,
    metadata: Option<&PipelineMetadata>,
) -> Written {
    let mut outgoing = Outgoing::answer(to, call);
    open_list(&mut outgoing.message, u32::try_from(list.length())?);
    for item in list.items() {
        outgoing.message.as_mut_vec().extend_from_slice(item.bytes());
        outgoing.send_if_long()?;
    }
    write_span(&mut outgoing.message, list.span());
    outgoing.end(metadata)
}

/// A message that is written in parts.
struct Outgoing<'a, W> {
    to: &'a mut W,
    message: ByteBuf,
}

impl<'a, W: Write> Outgoing<'a, W> {
    /// A response. Its value follows.
    fn answer(to: &'a mut W, call: usize) -> Self {
        let mut message = ByteBuf::with_capacity(PART_SIZE + MESSAGE_CAPACITY);
        named(&mut message, "CallResponse");
        pair(&mut message, call);
        named(&mut message, "PipelineData");
        named(&mut message, "Value");
        infallible(write_array_len(&mut message, 2));
        Self { to, message }
    }

    fn send_if_long(&mut self) -> Written {
        if self.message.as_slice().len() > PART_SIZE { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Written {
        self.to.write_all(self.message.as_slice())?;
        self.message.as_mut_vec().clear();
        Ok(())
    }

    /// Writes the metadata behind the value and sends the rest.
    fn end(mut self, metadata: Option<&PipelineMetadata>) -> Written {
        rmp_serde::encode::write_named(self.message.as_mut_vec(), &metadata)?;
        self.send()
    }
}

fn named(to: &mut ByteBuf, name: &str) {
    infallible(write_map_len(to, 1));
    infallible(write_str(to, name));
}

/// Begins a pair with a number as its first element.
fn pair(to: &mut ByteBuf, number: usize) {
    infallible(write_array_len(to, 2));
    infallible(write_uint(to, number as u64));
}
