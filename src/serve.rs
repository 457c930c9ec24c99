//! What Nushell asks of a plugin: its version, its commands, and to be served.

use nu_plugin::{Plugin, PluginCommand, serve_plugin};

use crate::commands;
use crate::nu::encoder::PackedEncoder;
use crate::plugin::AwsPlugin;

/// Serves the plugin until Nushell has no more need of it. Here and not in `main.rs`, so that its generic code is
/// compiled beside the SDK and not after it.
pub fn serve() {
    let encoder = PackedEncoder::default();
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

    /// What `plugin add` is told.
    fn signatures() -> PluginOutput {
        let signature = |command: &dyn PluginCommand<Plugin = AwsPlugin>| PluginSignature {
            sig: command.signature(),
            examples: command.examples().into_iter().map(PluginExample::from).collect(),
        };
        let signatures = AwsPlugin::default().commands().iter().map(|command| signature(&**command)).collect();
        PluginOutput::CallResponse(3, PluginCallResponse::Signature(signatures))
    }

    #[test]
    fn nushell_reads_the_signatures_without_their_names() {
        let (encoder, mut hello, mut message) = (PackedEncoder::default(), Vec::new(), Vec::new());
        encoder.encode(&PluginInput::Hello(ProtocolInfo::default()), &mut hello).expect("a message");
        let _: Option<PluginInput> = encoder.decode(&mut &hello[..]).expect("a message");
        encoder.encode(&signatures(), &mut message).expect("a message");
        assert!(!String::from_utf8_lossy(&message).contains("required_positional"));
        let mut rest = &message[..];
        let read: Option<PluginOutput> = MsgPackSerializer.decode(&mut rest).expect("a message");
        let spelled = |output: &PluginOutput| serde_json::to_string(output).expect("a text");
        assert_eq!(spelled(&read.expect("a message")), spelled(&signatures()));
        assert!(rest.is_empty());
    }
}
