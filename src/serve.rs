//! Serves the plugin to Nushell.

use std::io::{BufRead, Write};

use nu_plugin::{Plugin, PluginCommand, PluginEncoder, serve_plugin};
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{PluginInput, PluginOutput};
use nu_protocol::ShellError;

use crate::commands;
use crate::error::panic::record_panics;
use crate::nu::message_encoder::PackedEncoder;
use crate::nu::versions::UnknownVersions;
use crate::plugin::AwsPlugin;
#[cfg(target_os = "linux")]
use crate::process::pipe;
use crate::process::{open_files, shutdown};

/// Serves the plugin until Nushell stops it or ends. This is in the library and not in `main.rs`, so that its generic
/// code is compiled in parallel with the SDK instead of after it.
pub fn serve() {
    record_panics();
    open_files::raise_limit();
    #[cfg(target_os = "linux")]
    pipe::enlarge_stdout();
    let encoder = PackedEncoder::on_stdin(UnknownVersions::from_process_environment());
    let plugin = AwsPlugin::new(encoder.clone());
    serve_plugin(&plugin, ShutdownEncoder(encoder));
    // Dropping the plugin's runtime would wait for name lookups.
    shutdown::end_process()
}

/// The encoder of the process, which ends with the connection to Nushell.
#[derive(Clone)]
struct ShutdownEncoder(PackedEncoder);

impl PluginEncoder for ShutdownEncoder {
    fn name(&self) -> &str {
        self.0.name()
    }
}

impl Encoder<PluginInput> for ShutdownEncoder {
    fn encode(&self, input: &PluginInput, writer: &mut impl Write) -> Result<(), ShellError> {
        self.0.encode(input, writer)
    }

    /// Nushell says goodbye when nothing waits for the plugin any more.
    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginInput>, ShellError> {
        let input: Result<Option<PluginInput>, _> = self.0.decode(reader);
        if matches!(&input, Ok(None | Some(PluginInput::Goodbye)) | Err(_)) {
            shutdown::begin();
        }
        input
    }
}

impl Encoder<PluginOutput> for ShutdownEncoder {
    /// After the end nothing can be sent, and an error would be printed to a terminal that may still be there.
    fn encode(&self, output: &PluginOutput, writer: &mut impl Write) -> Result<(), ShellError> {
        if shutdown::has_begun() {
            return Ok(());
        }
        match self.0.encode(output, writer) {
            Err(ShellError::Io(_)) => {
                shutdown::begin();
                Ok(())
            }
            result => result,
        }
    }

    fn decode(&self, reader: &mut impl BufRead) -> Result<Option<PluginOutput>, ShellError> {
        self.0.decode(reader)
    }
}

impl Plugin for AwsPlugin {
    fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").into()
    }

    fn commands(&self) -> Vec<Box<dyn PluginCommand<Plugin = Self>>> {
        commands::all()
    }
}

#[cfg(test)]
mod tests {
    use nu_plugin::MsgPackSerializer;
    use nu_plugin_core::Encoder;
    use nu_plugin_protocol::{PluginCallResponse, PluginInput, PluginOutput, ProtocolInfo};
    use nu_protocol::{PluginExample, PluginSignature};

    use super::*;

    /// What `plugin add` receives.
    fn signatures() -> PluginOutput {
        let signature = |command: &dyn PluginCommand<Plugin = AwsPlugin>| PluginSignature {
            sig: command.signature(),
            examples: command.examples().into_iter().map(PluginExample::from).collect(),
        };
        let signatures = AwsPlugin::default().commands().iter().map(|command| signature(&**command)).collect();
        PluginOutput::CallResponse(3, PluginCallResponse::Signature(signatures))
    }

    #[test]
    fn nushell_reads_signatures_without_field_names() {
        let (encoder, mut hello, mut message) = (PackedEncoder::default(), Vec::new(), Vec::new());
        encoder.encode(&PluginInput::Hello(ProtocolInfo::default()), &mut hello).expect("a message");
        let _: Option<PluginInput> = encoder.decode(&mut &hello[..]).expect("a message");
        encoder.encode(&signatures(), &mut message).expect("a message");
        assert!(!String::from_utf8_lossy(&message).contains("required_positional"));
        let mut rest = &message[..];
        let read: Option<PluginOutput> = MsgPackSerializer.decode(&mut rest).expect("a message");
        let to_json = |output: &PluginOutput| serde_json::to_string(output).expect("a text");
        assert_eq!(to_json(&read.expect("a message")), to_json(&signatures()));
        assert!(rest.is_empty());
    }
}
