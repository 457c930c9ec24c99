//! The plugin ends when Nushell says goodbye, even if the connection stays open.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Instant;

use nu_plugin::MsgPackSerializer;
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{CallInfo, EvaluatedCall, PipelineDataHeader, PluginCall, PluginInput, ProtocolInfo};
use nu_protocol::Span;

use crate::support::{PLUGIN, assert_at_once, wait_until};

/// Starts the plugin and a call, in which the plugin asks for the environment and waits for the answer.
fn start() -> (Child, ChildStdin) {
    let mut command = Command::new(PLUGIN);
    let mut plugin =
        command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the plugin starts");
    let mut connection = plugin.stdin.take().expect("a pipe");
    send(&mut connection, &PluginInput::Hello(ProtocolInfo::default()));
    let call = EvaluatedCall { head: Span::unknown(), positional: Vec::new(), named: Vec::new() };
    let call = CallInfo { name: "aws profiles".into(), call, input: PipelineDataHeader::Empty };
    send(&mut connection, &PluginInput::Call(0, PluginCall::Run(call)));
    let mut output = plugin.stdout.take().expect("a pipe");
    let question = b"GetEnvVars";
    let mut text = Vec::new();
    let mut piece = [0; 1024];
    while !text.windows(question.len()).any(|window| window == question) {
        let count = output.read(&mut piece).expect("output");
        assert_ne!(count, 0, "the plugin ended");
        text.extend_from_slice(&piece[..count]);
    }
    // Otherwise the plugin couldn't write any more.
    thread::spawn(move || output.read_to_end(&mut Vec::new()));
    (plugin, connection)
}

fn send(connection: &mut ChildStdin, input: &PluginInput) {
    let mut message = Vec::new();
    MsgPackSerializer.encode(input, &mut message).expect("a message");
    connection.write_all(&message).expect("written");
}

fn assert_ends(plugin: Child) {
    let (began, plugin) = (Instant::now(), RefCell::new(plugin));
    wait_until("the end of the plugin", || plugin.borrow_mut().try_wait().expect("a status").is_some());
    assert_at_once("the end of the plugin", began.elapsed());
}

#[test]
fn the_plugin_ends_after_goodbye() {
    let (plugin, mut connection) = start();
    send(&mut connection, &PluginInput::Goodbye);
    assert_ends(plugin);
}

#[test]
fn the_plugin_ends_with_the_connection() {
    let (plugin, connection) = start();
    drop(connection);
    assert_ends(plugin);
}
