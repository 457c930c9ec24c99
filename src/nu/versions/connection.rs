//! The connection to Nushell: its version is learned first, then its messages are read as those of our own version.

use std::io::BufRead;
use std::sync::{Mutex, OnceLock, PoisonError};

use nu_plugin::MsgPackSerializer;
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{PluginInput, PluginOutput, ProtocolInfo};
use nu_protocol::ShellError;

use crate::nu::versions::message_tree::{Input, read_tree, to_bytes};
use crate::nu::versions::refusal::Refusals;
use crate::nu::versions::translation::translate;
use crate::nu::versions::{Difference, EngineVersion, UnknownVersions, known_versions};

#[derive(Default)]
pub(crate) struct EngineConnection {
    unknown: UnknownVersions,
    engine: OnceLock<EngineVersion>,
    /// What [`greet`](Self::greet) has read, until nu-plugin reads it.
    read_ahead: Mutex<Option<Input>>,
    refusals: Refusals,
}

impl EngineConnection {
    pub(crate) fn new(unknown: UnknownVersions) -> Self {
        Self { unknown, ..Self::default() }
    }

    /// Reads Nushell's Hello, which Nushell sends without waiting for ours, and returns ours with Nushell's version. If
    /// Nushell says something else, ours stays as it is.
    pub(crate) fn greet(&self, reader: &mut dyn BufRead, ours: &ProtocolInfo) -> ProtocolInfo {
        let input = self.read(reader);
        *self.read_ahead.lock().unwrap_or_else(PoisonError::into_inner) = Some(input);
        let version = self.engine().map_or(&*ours.version, EngineVersion::text);
        ProtocolInfo { version: version.into(), ..ours.clone() }
    }

    /// Reads the next message. Nushell's Hello comes with our own version, because nu-plugin accepts no other.
    pub(crate) fn read(&self, reader: &mut dyn BufRead) -> Input {
        let read_ahead = self.read_ahead.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(input) = read_ahead {
            return input;
        }
        let input = match self.engine() {
            Some(engine) if engine.is_refused() => self.refusals.read(reader),
            Some(engine) if engine.has(Difference::StructuredPaths) => read_translated(reader, engine),
            _ => decode(reader),
        };
        let mut input = input.map_err(|error| self.explained(error))?;
        if let Some(PluginInput::Hello(theirs)) = &mut input {
            let version = std::mem::replace(&mut theirs.version, ProtocolInfo::default().version);
            self.engine.get_or_init(|| EngineVersion::new(version, self.unknown));
        }
        Ok(input)
    }

    /// What a version that is refused gets instead of this message.
    pub(crate) fn refuse(&self, output: &PluginOutput) -> Option<Vec<PluginOutput>> {
        let engine = self.engine().filter(|engine| engine.is_refused())?;
        self.refusals.refuse(output, engine)
    }

    /// Nushell's version, once it has said it.
    pub(crate) fn engine(&self) -> Option<&EngineVersion> {
        self.engine.get()
    }

    /// Adds the tested versions to a decode error, because another version may be its cause.
    fn explained(&self, error: ShellError) -> ShellError {
        match (error, self.engine()) {
            (ShellError::PluginFailedToDecode { msg }, Some(engine)) if !engine.is_ours() => {
                let (known, version) = (known_versions(), engine.text());
                let msg = format!("{msg} (nu_plugin_aws is tested with Nushell {known}, and this is {version})");
                ShellError::PluginFailedToDecode { msg }
            }
            (error, _) => error,
        }
    }
}

fn read_translated(reader: &mut dyn BufRead, engine: &EngineVersion) -> Input {
    let Some(mut message) = read_tree(reader)? else { return Ok(None) };
    translate(&mut message, engine);
    decode(&mut &to_bytes(&message)?[..])
}

/// One reader type for all, so that the decoder, which is large, is compiled once.
fn decode(mut reader: &mut dyn BufRead) -> Input {
    MsgPackSerializer.decode(&mut reader)
}

#[cfg(test)]
mod tests;
