//! Serves the plugin to Nushell.

use nu_plugin::{Plugin, PluginCommand, serve_plugin};

use crate::commands;
use crate::error::panic::record_panics;
use crate::nu::message_encoder::PackedEncoder;
use crate::nu::versions::UnknownVersions;
use crate::plugin::AwsPlugin;

/// Serves the plugin until Nushell stops it. This is in the library and not in `main.rs`, so that its generic code is
/// compiled in parallel with the SDK instead of after it.
pub fn serve() {
    record_panics();
    let encoder = PackedEncoder::on_stdin(UnknownVersions::from_process_environment());
    serve_plugin(&AwsPlugin::new(encoder.clone()), encoder);
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
