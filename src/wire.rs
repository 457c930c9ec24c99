//! What is written to Nushell: its MessagePack, with rows in the short form.
//!
//! [`MsgPackSerializer`] writes every value as `{"String": {"val": …, "span": {"start": …, "end": …}}}`. Nushell's reader
//! takes as well what serde makes of a type without names, `{3: [val, [start, end]]}`, and reads it in a third less time.
//! The numbers hold for one version of Nushell's types, so any other Nushell gets the names.

mod row;

use std::io::{BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use nu_plugin::{MsgPackSerializer, PluginEncoder};
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{PluginInput, PluginOutput, ProtocolInfo, StreamData};
use nu_protocol::ShellError;
use nu_protocol::shell_error::io::IoError;

/// The encoding. Its clones know together which Nushell is at the other end.
#[derive(Debug, Clone, Default)]
pub struct Wire {
    has_our_types: Arc<AtomicBool>,
}

impl PluginEncoder for Wire {
    fn name(&self) -> &str {
        MsgPackSerializer.name()
    }
}

impl Encoder<PluginInput> for Wire {
    fn encode(&self, input: &PluginInput, writer: &mut impl Write) -> Result<(), ShellError> {
        MsgPackSerializer.encode(input, writer)
    }

    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginInput>, ShellError> {
        let input = MsgPackSerializer.decode(reader)?;
        if let Some(PluginInput::Hello(theirs)) = &input {
            self.has_our_types.store(theirs.version == ProtocolInfo::default().version, Ordering::Relaxed);
        }
        Ok(input)
    }
}

impl Encoder<PluginOutput> for Wire {
    fn encode(&self, output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
        match output {
            PluginOutput::Data(stream, StreamData::List(value)) if self.has_our_types.load(Ordering::Relaxed) => {
                let message = row::message(*stream, value)?;
                writer
                    .write_all(&message)
                    .map_err(|cause| ShellError::Io(IoError::new_internal(cause, "Can't write a row")))
            }
            _ => MsgPackSerializer.encode(output, writer),
        }
    }

    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginOutput>, ShellError> {
        MsgPackSerializer.decode(reader)
    }
}

#[cfg(test)]
mod tests;
