use std::io::{BufReader, Read};

use nu_plugin_protocol::{ListStreamInfo, PipelineDataHeader, PluginCall, PluginCallResponse};
use nu_protocol::{PluginMetadata, Span};

use super::*;

/// Hands out one byte at a time, and counts them.
struct Bytes<'a>(&'a [u8], usize);

impl Read for Bytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        (buffer[0], self.0) = (*first, rest);
        self.1 += 1;
        Ok(1)
    }
}

fn message(input: &PluginInput) -> Vec<u8> {
    let mut message = Vec::new();
    MsgPackSerializer.encode(input, &mut message).expect("a message");
    message
}

fn hello(version: &str) -> Vec<u8> {
    message(&PluginInput::Hello(ProtocolInfo { version: version.into(), ..ProtocolInfo::default() }))
}

/// Announces our version after having read the bytes one by one.
fn greet(connection: &EngineConnection, bytes: &[u8]) -> String {
    connection.greet(&mut BufReader::with_capacity(1, Bytes(bytes, 0)), &ProtocolInfo::default()).version
}

fn ours() -> String {
    ProtocolInfo::default().version
}

#[test]
fn the_version_of_nushell_is_announced_and_nu_plugin_reads_its_own() {
    for version in ["0.109.1", "0.114.0", "0.115.1", "0.116.3", "0.116.1-nightly.2", "0.117.0", "1.0.0", "0.1.0"] {
        let connection = EngineConnection::default();
        assert_eq!(greet(&connection, &hello(version)), version);
        let Ok(Some(PluginInput::Hello(read))) = connection.read(&mut &[][..]) else { panic!("no hello") };
        assert_eq!(read.version, ours(), "{version}");
        assert!(matches!(connection.read(&mut &[][..]), Ok(None)), "{version}: it was read twice");
    }
}

#[test]
fn only_the_hello_is_read_before_ours_is_written() {
    let bytes = [hello("0.109.1"), message(&PluginInput::Goodbye)].concat();
    let mut reader = BufReader::with_capacity(1, Bytes(&bytes, 0));
    let connection = EngineConnection::default();
    connection.greet(&mut reader, &ProtocolInfo::default());
    assert_eq!(reader.get_ref().1, hello("0.109.1").len());
    assert!(matches!(connection.read(&mut reader), Ok(Some(PluginInput::Hello(_)))));
    assert!(matches!(connection.read(&mut reader), Ok(Some(PluginInput::Goodbye))));
    assert!(matches!(connection.read(&mut reader), Ok(None)));
}

#[test]
fn an_end_before_the_hello_is_an_end() {
    let whole = hello("0.116.1");
    for length in 0..whole.len() {
        let connection = EngineConnection::default();
        assert_eq!(greet(&connection, &whole[..length]), ours(), "{length} bytes");
        assert!(matches!(connection.read(&mut &[][..]), Ok(None)), "{length} bytes");
    }
}

#[test]
fn nonsense_is_an_error_and_another_message_is_passed_on() {
    for nonsense in [&b"\xc1"[..], b"{\"Hello\": {}}", b"\x81\xa5Hello\xc0", b"\x93\x01\x02\x03"] {
        let connection = EngineConnection::default();
        assert_eq!(greet(&connection, nonsense), ours());
        assert!(connection.read(&mut &[][..]).is_err(), "{nonsense:?}");
    }
    let connection = EngineConnection::default();
    assert_eq!(greet(&connection, &message(&PluginInput::Goodbye)), ours());
    assert!(matches!(connection.read(&mut &[][..]), Ok(Some(PluginInput::Goodbye))));
}

/// A connection to a Nushell of this version, after the hellos.
fn connected(version: &str, unknown: UnknownVersions) -> EngineConnection {
    let connection = EngineConnection::new(unknown);
    greet(&connection, &hello(version));
    assert!(matches!(connection.read(&mut &[][..]), Ok(Some(PluginInput::Hello(_)))));
    connection
}

/// A call of an unknown kind, with a stream as input.
fn call(id: usize, name: &str) -> Vec<u8> {
    let span =
        |start: usize, end: usize| rmpv::Value::Map(vec![("start".into(), start.into()), ("end".into(), end.into())]);
    let map = |entries: Vec<(&str, rmpv::Value)>| {
        rmpv::Value::Map(entries.into_iter().map(|(name, content)| (name.into(), content)).collect())
    };
    let input = map(vec![("ListStream", map(vec![("id", 7.into()), ("new", "field".into())]))]);
    let run = map(vec![("call", map(vec![("head", span(3, 9)), ("args", true.into())])), ("input", input)]);
    let call = map(vec![("Call", rmpv::Value::Array(vec![id.into(), map(vec![(name, run)])]))]);
    to_bytes(&call).expect("a message")
}

fn metadata(id: usize) -> PluginOutput {
    PluginOutput::CallResponse(id, PluginCallResponse::Metadata(PluginMetadata::new()))
}

#[test]
fn every_call_of_an_unknown_version_gets_the_error_and_its_input_is_dropped() {
    let connection = connected("0.117.0", UnknownVersions::Refuse);
    let other = message(&PluginInput::Ack(3));
    let bytes = [other.clone(), call(5, "Run"), other, call(6, "Else"), message(&PluginInput::Goodbye)].concat();
    let mut reader = &bytes[..];
    for id in [5, 6] {
        let read = connection.read(&mut reader);
        assert!(matches!(read, Ok(Some(PluginInput::Call(read, PluginCall::Metadata))) if read == id), "{read:?}");
    }
    assert!(matches!(connection.read(&mut reader), Ok(Some(PluginInput::Goodbye))));
    assert!(matches!(connection.read(&mut reader), Ok(None)));

    let output = connection.refuse(&metadata(5)).expect("a refusal");
    let [PluginOutput::Drop(7), PluginOutput::CallResponse(5, PluginCallResponse::Error(error))] = &output[..] else {
        panic!("{output:?}")
    };
    let text = format!("{error:?}");
    for part in ["aws::nushell::version", "knows Nushell 0.109 to 0.116, and this is 0.117.0", "cargo install"] {
        assert!(text.contains(part), "{text}");
    }
    let ShellError::LabeledError(error) = error else { panic!("{text}") };
    assert_eq!(error.labels[0].span, Span::new(3, 9));
    let output = connection.refuse(&metadata(6)).expect("a refusal");
    assert!(matches!(output[..], [PluginOutput::CallResponse(6, PluginCallResponse::Error(_))]), "{output:?}");
    assert!(connection.refuse(&PluginOutput::Ack(3)).is_none());
}

#[test]
fn known_versions_and_unknown_ones_that_are_tried_are_not_refused() {
    let header = PipelineDataHeader::ListStream(ListStreamInfo::new(7, Span::unknown()));
    let response = PluginOutput::CallResponse(5, PluginCallResponse::PipelineData(header));
    for (version, unknown) in [("0.109.1", UnknownVersions::Refuse), ("0.117.0", UnknownVersions::Try)] {
        let connection = connected(version, unknown);
        assert!(connection.refuse(&response).is_none(), "{version}");
        assert!(matches!(connection.read(&mut &message(&PluginInput::Ack(3))[..]), Ok(Some(PluginInput::Ack(3)))));
    }
}

#[test]
fn a_decode_error_says_which_versions_are_tested() {
    let unreadable = call(5, "Else");
    for version in ["0.117.0", "0.116.1", "0.109.1"] {
        let connection = connected(version, UnknownVersions::Try);
        let error = connection.read(&mut &unreadable[..]).expect_err("an error").to_string();
        let text = format!("{error:?}");
        let error = connection.read(&mut &unreadable[..]).expect_err("an error");
        let text = format!("{text} {error:?}");
        assert!(text.contains(&format!("tested with Nushell 0.109 to 0.116, and this is {version}")), "{text}");
    }
    let error = connected(&ours(), UnknownVersions::Refuse).read(&mut &unreadable[..]).expect_err("an error");
    assert!(!format!("{error:?}").contains("tested with"), "{error:?}");
}
