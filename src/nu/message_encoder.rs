//! Encodes messages for Nushell: MessagePack, with rows in the [packed](crate::nu::msgpack) form.
//!
//! The packed form replaces names by indexes that hold for one version of Nushell's types. Any other Nushell gets the
//! names that [`MsgPackSerializer`] writes.

pub(crate) mod lazy_lists;
pub(crate) mod messages;
pub(crate) mod stream_consumer;

use std::io::{BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) use lazy_lists::LazyList;
use nu_plugin::{MsgPackSerializer, PluginEncoder};
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{PipelineDataHeader, PluginCallResponse, PluginInput, PluginOutput, ProtocolInfo, StreamData};
use nu_protocol::{ShellError, Span, Value};
pub(crate) use stream_consumer::StreamConsumer;

use crate::nu::message_encoder::lazy_lists::LazyLists;
use crate::nu::message_encoder::stream_consumer::StreamConsumers;
use crate::nu::msgpack::Packed;

/// Clones share the version of the connected Nushell, the lazy lists and the stream consumers.
#[derive(Clone, Default)]
pub(crate) struct PackedEncoder {
    has_our_types: Arc<AtomicBool>,
    lazy_lists: LazyLists,
    consumers: StreamConsumers,
}

impl PackedEncoder {
    /// A packed value as a [`Value`] for a response, a stream item or a list item. It stays packed if Nushell has our
    /// version of the types.
    pub(crate) fn value(&self, packed: Packed, span: Span) -> Value {
        if self.has_our_types() { packed.placeholder(span) } else { packed.value() }
    }

    /// A list as the value of a response. If Nushell has our version of the types, the items are made while it is sent.
    pub(crate) fn list(&self, list: LazyList) -> Value {
        if self.has_our_types() { self.lazy_lists.put(list) } else { list.value() }
    }

    /// Registers the consumer of a response's stream. The stream's header must
    /// [carry its number](StreamConsumer::mark_metadata).
    pub(crate) fn consumer(&self) -> StreamConsumer {
        self.consumers.register()
    }

    fn has_our_types(&self) -> bool {
        self.has_our_types.load(Ordering::Relaxed)
    }
}

impl PluginEncoder for PackedEncoder {
    fn name(&self) -> &str {
        MsgPackSerializer.name()
    }
}

impl Encoder<PluginInput> for PackedEncoder {
    fn encode(&self, input: &PluginInput, writer: &mut impl Write) -> Result<(), ShellError> {
        MsgPackSerializer.encode(input, writer)
    }

    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginInput>, ShellError> {
        let input = MsgPackSerializer.decode(reader)?;
        match &input {
            Some(PluginInput::Hello(theirs)) => {
                self.has_our_types.store(theirs.version == ProtocolInfo::default().version, Ordering::Relaxed);
            }
            Some(PluginInput::Drop(stream)) => self.consumers.end_stream(*stream),
            _ => (),
        }
        Ok(input)
    }
}

impl Encoder<PluginOutput> for PackedEncoder {
    fn encode(&self, output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
        let without_mark = self.consumers.bind_stream(output);
        match without_mark.as_ref().unwrap_or(output) {
            output if !self.has_our_types() => encode_with_names(output, writer),
            PluginOutput::Data(stream, StreamData::List(value)) => {
                Ok(messages::write_stream_item(writer, *stream, value)?)
            }
            PluginOutput::CallResponse(
                call,
                PluginCallResponse::PipelineData(PipelineDataHeader::Value(value, metadata)),
            ) => match self.lazy_lists.take(value) {
                Some(list) => Ok(messages::write_lazy_list(writer, *call, &list, metadata.as_ref())?),
                None => Ok(messages::write_value_response(writer, *call, value, metadata.as_ref())?),
            },
            output @ PluginOutput::CallResponse(_, PluginCallResponse::Signature(_)) => {
                Ok(messages::write_without_names(writer, output)?)
            }
            output => encode_with_names(output, writer),
        }
    }

    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginOutput>, ShellError> {
        MsgPackSerializer.decode(reader)
    }
}

/// Encodes a message with names and writes it at once: the serializer makes many small writes, and stdout would flush
/// them by the kilobyte.
fn encode_with_names(output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
    let mut message = Vec::new();
    MsgPackSerializer.encode(output, &mut message)?;
    writer.write_all(&message).map_err(|cause| messages::MessageError::from(cause).into())
}

#[cfg(test)]
mod tests;
