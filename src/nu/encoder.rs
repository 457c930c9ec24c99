//! Encodes messages for Nushell: MessagePack, with rows in the [packed](crate::nu::msgpack) form.
//!
//! The packed form has numbers that are valid for one version of Nushell's types. Any other Nushell gets the names that
//! [`MsgPackSerializer`] writes.

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

use crate::nu::encoder::lazy_lists::LazyLists;
use crate::nu::encoder::stream_consumer::StreamConsumers;
use crate::nu::msgpack::Packed;

/// The encoder. Clones share what they know about the Nushell at the other end.
#[derive(Clone, Default)]
pub(crate) struct PackedEncoder {
    has_our_types: Arc<AtomicBool>,
    pending: LazyLists,
    consumers: StreamConsumers,
}

impl PackedEncoder {
    /// A packed value as a [`Value`] for a response, a stream item or a list item. It stays packed if Nushell has the version
    /// of our types.
    pub(crate) fn value(&self, packed: Packed, span: Span) -> Value {
        if self.has_our_types() { packed.placeholder(span) } else { packed.value() }
    }

    /// A list as the value of a response. If Nushell has the version of our types, the items are made while it is sent.
    pub(crate) fn list(&self, list: LazyList) -> Value {
        if self.has_our_types() { self.pending.put(list) } else { list.value() }
    }

    /// A consumer for the stream of a response. The stream's header has to [carry](StreamConsumer::mark) it.
    pub(crate) fn consumer(&self) -> StreamConsumer {
        self.consumers.gather()
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
            Some(PluginInput::Drop(stream)) => self.consumers.goes(*stream),
            _ => (),
        }
        Ok(input)
    }
}

impl Encoder<PluginOutput> for PackedEncoder {
    fn encode(&self, output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
        let learnt = self.consumers.learn(output);
        match learnt.as_ref().unwrap_or(output) {
            output if !self.has_our_types() => whole(output, writer),
            PluginOutput::Data(stream, StreamData::List(value)) => Ok(messages::data(writer, *stream, value)?),
            PluginOutput::CallResponse(
                call,
                PluginCallResponse::PipelineData(PipelineDataHeader::Value(value, metadata)),
            ) => match self.pending.take(value) {
                Some(list) => Ok(messages::pending(writer, *call, &list, metadata.as_ref())?),
                None => Ok(messages::answer(writer, *call, value, metadata.as_ref())?),
            },
            output @ PluginOutput::CallResponse(_, PluginCallResponse::Signature(_)) => {
                Ok(messages::message(writer, output)?)
            }
            output => whole(output, writer),
        }
    }

    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginOutput>, ShellError> {
        MsgPackSerializer.decode(reader)
    }
}

/// Writes a message with names in one write: the serializer produces many small parts, and stdout would pass them on by
/// the kilobyte.
fn whole(output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
    let mut message = Vec::new();
    MsgPackSerializer.encode(output, &mut message)?;
    writer.write_all(&message).map_err(|cause| messages::Unwritable::from(cause).into())
}

#[cfg(test)]
mod tests;
