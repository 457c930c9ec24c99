//! Writes messages without the names of their fields.

use std::io::Write;

use nu_plugin_protocol::PluginOutput;
use nu_protocol::shell_error::io::IoError;
use nu_protocol::{PipelineMetadata, ShellError, Value};
use rmp::encode::{ByteBuf, write_array_len, write_map_len, write_str, write_uint};

use crate::nu::message_encoder::lazy_lists::LazyList;
use crate::nu::msgpack::{self, infallible, open_list, write_span, write_value};

/// The initial size of a message: a row of EC2 instances with its 68 columns.
const MESSAGE_CAPACITY: usize = 8 * 1024;

/// A list is written in parts of this many bytes, so that Nushell reads the first items while the last ones are encoded.
const PART_SIZE: usize = 32 * 1024;

/// Why a message can't be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MessageError {
    /// A value has no packed form.
    #[error(transparent)]
    Value(#[from] msgpack::EncodeError),
    /// A message or its metadata can't be serialized.
    #[error(transparent)]
    Message(#[from] rmp_serde::encode::Error),
    /// A list is too long for MessagePack.
    #[error(transparent)]
    Length(#[from] std::num::TryFromIntError),
    /// Nushell has closed the connection.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<MessageError> for ShellError {
    fn from(error: MessageError) -> Self {
        match error {
            MessageError::Io(cause) => Self::Io(IoError::new_internal(cause, "Can't write to Nushell")),
            other => Self::PluginFailedToEncode { msg: other.to_string() },
        }
    }
}

/// Writes an item of a stream.
pub(crate) fn write_stream_item(to: &mut impl Write, stream: usize, value: &Value) -> Result<(), MessageError> {
    let mut message = ByteBuf::with_capacity(MESSAGE_CAPACITY);
    open_variant(&mut message, "Data");
    open_pair(&mut message, stream);
    open_variant(&mut message, "List");
    write_value(&mut message, value)?;
    Ok(to.write_all(message.as_slice())?)
}

/// Writes a message without the names of its fields. Its types must not skip fields when they are serialized.
pub(crate) fn write_without_names(to: &mut impl Write, output: &PluginOutput) -> Result<(), MessageError> {
    Ok(to.write_all(&rmp_serde::to_vec(output)?)?)
}

/// Writes a response with a value. A list is written in parts, so all its items must have a packed form.
pub(crate) fn write_value_response(
    to: &mut impl Write,
    call: usize,
    value: &Value,
    metadata: Option<&PipelineMetadata>,
) -> Result<(), MessageError> {
    let mut chunked = ChunkedMessage::value_response(to, call);
    match value {
        Value::List { vals, .. } => {
            open_list(&mut chunked.message, u32::try_from(vals.len())?);
            for item in vals {
                write_value(&mut chunked.message, item)?;
                chunked.send_if_long()?;
            }
            write_span(&mut chunked.message, value.span());
        }
        other => write_value(&mut chunked.message, other)?,
    }
    chunked.end(metadata)
}

/// Writes a response with a list and makes each item just before it is sent.
pub(crate) fn write_lazy_list(
    to: &mut impl Write,
    call: usize,
    list: &LazyList,
    metadata: Option<&PipelineMetadata>,
) -> Result<(), MessageError> {
    let mut chunked = ChunkedMessage::value_response(to, call);
    open_list(&mut chunked.message, u32::try_from(list.length())?);
    for item in list.items() {
        chunked.message.as_mut_vec().extend_from_slice(item.bytes());
        chunked.send_if_long()?;
    }
    write_span(&mut chunked.message, list.span());
    chunked.end(metadata)
}

/// A message that is sent in parts of [`PART_SIZE`].
struct ChunkedMessage<'a, W> {
    to: &'a mut W,
    message: ByteBuf,
}

impl<'a, W: Write> ChunkedMessage<'a, W> {
    /// Begins a response. The caller writes its value into `message`, then calls [`end`](Self::end).
    fn value_response(to: &'a mut W, call: usize) -> Self {
        let mut message = ByteBuf::with_capacity(PART_SIZE + MESSAGE_CAPACITY);
        open_variant(&mut message, "CallResponse");
        open_pair(&mut message, call);
        open_variant(&mut message, "PipelineData");
        open_variant(&mut message, "Value");
        infallible(write_array_len(&mut message, 2));
        Self { to, message }
    }

    fn send_if_long(&mut self) -> Result<(), MessageError> {
        if self.message.as_slice().len() > PART_SIZE { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Result<(), MessageError> {
        self.to.write_all(self.message.as_slice())?;
        self.message.as_mut_vec().clear();
        Ok(())
    }

    /// Writes the metadata after the value and sends the rest.
    fn end(mut self, metadata: Option<&PipelineMetadata>) -> Result<(), MessageError> {
        rmp_serde::encode::write_named(self.message.as_mut_vec(), &metadata)?;
        self.send()
    }
}

/// Begins an enum variant: a map from its name to its content.
fn open_variant(to: &mut ByteBuf, name: &str) {
    infallible(write_map_len(to, 1));
    infallible(write_str(to, name));
}

/// Begins a pair with a number as its first element.
fn open_pair(to: &mut ByteBuf, number: usize) {
    infallible(write_array_len(to, 2));
    infallible(write_uint(to, number as u64));
}
