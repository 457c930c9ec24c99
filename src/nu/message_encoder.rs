//! Encodes messages for Nushell: MessagePack, with rows in the [packed](crate::nu::msgpack) form.
//!
//! The packed form replaces names by indexes. They hold for the [known versions](crate::nu::versions) of Nushell. Any other
//! version gets the names that [`MsgPackSerializer`] writes.

pub(crate) mod lazy_lists;
pub(crate) mod messages;
pub(crate) mod stream_consumer;

use std::io::{BufRead, Write, stdin};
use std::sync::Arc;

pub(crate) use lazy_lists::LazyList;
use nu_plugin::{MsgPackSerializer, PluginEncoder};
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{PipelineDataHeader, PluginCallResponse, PluginInput, PluginOutput, StreamData};
use nu_protocol::{ShellError, Span, Value};
pub(crate) use stream_consumer::StreamConsumer;

use crate::nu::message_encoder::lazy_lists::LazyLists;
use crate::nu::message_encoder::stream_consumer::StreamConsumers;
use crate::nu::msgpack::Packed;
use crate::nu::versions::connection::EngineConnection;
use crate::nu::versions::{Difference, EngineVersion, UnknownVersions};

/// Clones share the connection to Nushell, the lazy lists and the stream consumers.
#[derive(Clone, Default)]
pub(crate) struct PackedEncoder {
    connection: Arc<EngineConnection>,
    /// Whether Nushell's Hello is read from stdin before ours is written.
    is_on_stdin: bool,
    lazy_lists: LazyLists,
    consumers: StreamConsumers,
}

impl PackedEncoder {
    /// The encoder of a plugin that Nushell has started: it reads from stdin.
    pub(crate) fn on_stdin(unknown: UnknownVersions) -> Self {
        Self { connection: Arc::new(EngineConnection::new(unknown)), is_on_stdin: true, ..Self::default() }
    }

    /// A packed value as a [`Value`] for a response, a stream item or a list item. It stays packed if Nushell reads that.
    pub(crate) fn value(&self, packed: Packed, span: Span) -> Value {
        if self.is_packing() { packed.placeholder(span) } else { packed.value() }
    }

    /// A list as the value of a response. If Nushell reads packed items, they are made while it is sent.
    pub(crate) fn list(&self, list: LazyList) -> Value {
        if self.is_packing() { self.lazy_lists.put(list) } else { list.value() }
    }

    /// Registers the consumer of a response's stream. The stream's header must
    /// [carry its number](StreamConsumer::mark_metadata).
    pub(crate) fn consumer(&self) -> StreamConsumer {
        self.consumers.register()
    }

    /// Whether a completion can ask Nushell for the caller's environment.
    pub(crate) fn has_environment_in_completions(&self) -> bool {
        self.connection.engine().is_none_or(|engine| !engine.has(Difference::IsolatedCompletions))
    }

    /// Whether Nushell's `table` shortens every column to show more of them.
    pub(crate) fn engine_shortens_columns(&self) -> bool {
        self.connection.engine().is_some_and(EngineVersion::shortens_columns)
    }

    fn is_packing(&self) -> bool {
        self.connection.engine().is_some_and(EngineVersion::reads_packed_values)
    }

    fn has_our_types(&self) -> bool {
        self.connection.engine().is_some_and(EngineVersion::is_ours)
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
        let input = self.connection.read(reader)?;
        if let Some(PluginInput::Drop(stream)) = &input {
            self.consumers.end_stream(*stream);
        }
        Ok(input)
    }
}

impl Encoder<PluginOutput> for PackedEncoder {
    fn encode(&self, output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
        if let PluginOutput::Hello(ours) = output
            && self.is_on_stdin
        {
            let hello = self.connection.greet(&mut stdin().lock(), ours);
            return encode_with_names(&PluginOutput::Hello(hello), writer);
        }
        if let Some(refusal) = self.connection.refuse(output) {
            return refusal.iter().try_for_each(|output| encode_with_names(output, writer));
        }
        let without_mark = self.consumers.bind_stream(output);
        match without_mark.as_ref().unwrap_or(output) {
            output if !self.is_packing() => encode_with_names(output, writer),
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
            output @ PluginOutput::CallResponse(
                _,
                PluginCallResponse::Signature(_) | PluginCallResponse::CompletionItems(_),
            ) if self.has_our_types() => Ok(messages::write_without_names(writer, output)?),
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
