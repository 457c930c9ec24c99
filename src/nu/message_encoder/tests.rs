use std::pin::pin;
use std::task::{Context, Waker};

use nu_plugin_protocol::{ListStreamInfo, ProtocolInfo, StreamId};
use nu_protocol::{DynamicSuggestion, PipelineMetadata, PluginSignature, Record, Signature, Span, Value, record};
use proptest::prelude::*;

use super::*;
use crate::nu::msgpack::Packer;
use crate::nu::msgpack::value::variant;

/// An encoder that has received the hello of a Nushell of this version.
fn connected_to(version: &str) -> PackedEncoder {
    let encoder = PackedEncoder::default();
    receive_hello(&encoder, version);
    encoder
}

/// The same for an unknown version, which is served all the same.
fn connected_to_unknown_version() -> PackedEncoder {
    let connection = Arc::new(EngineConnection::new(UnknownVersions::Try));
    let encoder = PackedEncoder { connection, ..PackedEncoder::default() };
    receive_hello(&encoder, "0.999.0");
    encoder
}

fn receive_hello(encoder: &PackedEncoder, version: &str) {
    let hello = PluginInput::Hello(ProtocolInfo { version: version.into(), ..ProtocolInfo::default() });
    let mut message = Vec::new();
    MsgPackSerializer.encode(&hello, &mut message).expect("a message");
    let read: Option<PluginInput> = encoder.decode(&mut &message[..]).expect("a message");
    assert!(matches!(read, Some(PluginInput::Hello(_))));
}

fn connected_to_same_version() -> PackedEncoder {
    connected_to(&ProtocolInfo::default().version)
}

fn encoded<E: Encoder<PluginOutput>>(encoder: &E, output: &PluginOutput) -> Vec<u8> {
    let mut message = Vec::new();
    encoder.encode(output, &mut message).expect("a message");
    message
}

fn row(value: Value) -> PluginOutput {
    PluginOutput::Data(7, StreamData::List(value))
}

/// Decodes a message as Nushell does, and checks that no bytes remain.
fn read(mut message: &[u8]) -> PluginOutput {
    let read = MsgPackSerializer.decode(&mut message).expect("a message").expect("a message");
    assert!(message.is_empty(), "{} bytes after the message", message.len());
    read
}

/// Decodes the value of a stream item.
fn read_by_nushell(message: &[u8]) -> Value {
    match read(message) {
        PluginOutput::Data(7, StreamData::List(value)) => value,
        other => panic!("{other:?}"),
    }
}

/// A value as JSON with its spans, which `==` ignores.
fn to_json(value: &Value) -> String {
    serde_json::to_string(value).expect("a text")
}

fn span() -> impl Strategy<Value = Span> {
    (0..usize::MAX / 2, 0..100_000usize).prop_map(|(start, length)| Span::new(start, start + length))
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        span().prop_map(Value::nothing),
        (any::<bool>(), span()).prop_map(|(flag, span)| Value::bool(flag, span)),
        (any::<i64>(), span()).prop_map(|(number, span)| Value::int(number, span)),
        (-1e300..1e300, span()).prop_map(|(number, span)| Value::float(number, span)),
        (".*", span()).prop_map(|(text, span)| Value::string(text, span)),
        (any::<i64>(), span()).prop_map(|(nanoseconds, span)| Value::duration(nanoseconds, span)),
        (any::<i64>(), span()).prop_map(|(bytes, span)| Value::filesize(bytes, span)),
        (proptest::collection::vec(any::<u8>(), 0..9), span()).prop_map(|(bytes, span)| Value::binary(bytes, span)),
        (0..4_000_000_000_000i64, span()).prop_map(|(time, span)| {
            let time = chrono::DateTime::from_timestamp_millis(time).expect("a time");
            Value::date(time.fixed_offset(), span)
        }),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 40, 5, |inner| {
        let fields = proptest::collection::btree_map("[a-zA-Z ]{0,9}", inner.clone(), 0..20);
        prop_oneof![
            (proptest::collection::vec(inner, 0..6), span()).prop_map(|(items, span)| Value::list(items, span)),
            (fields, span()).prop_map(|(fields, span)| Value::record(Record::from_iter(fields), span)),
        ]
    })
}

proptest! {
    #[test]
    fn nushell_reads_the_value_that_was_written(value in any_value()) {
        let message = encoded(&connected_to_same_version(), &row(value.clone()));
        prop_assert_eq!(to_json(&read_by_nushell(&message)), to_json(&value));
    }
}

#[test]
fn a_row_contains_no_names_except_its_columns() {
    let value = Value::test_record(record! {
        "InstanceId" => Value::test_string("i-0123456789abcdef0"),
        "EbsOptimized" => Value::test_bool(true),
        "KernelId" => Value::test_nothing(),
    });
    let message = String::from_utf8_lossy(&encoded(&connected_to_same_version(), &row(value))).into_owned();
    for name in ["String", "Bool", "Nothing", "Record", "val", "span", "start"] {
        assert!(!message.contains(name), "{name} in {message}");
    }
}

fn packed(text: &str) -> Packed {
    Packer::new(Span::test_data()).pack_infallibly(|to| to.string(text))
}

#[test]
fn a_value_stays_packed_until_it_is_written() {
    let encoder = connected_to_same_version();
    let row = |packed| row(encoder.value(packed, Span::test_data()));
    assert_eq!(read_by_nushell(&encoded(&encoder, &row(packed("web-1")))), Value::test_string("web-1"));
    assert!(Packed::from_placeholder(&encoder.value(packed("web-1"), Span::test_data())).is_some());
}

#[test]
fn an_unknown_version_gets_packed_values_as_plain_values() {
    for encoder in [connected_to_unknown_version(), PackedEncoder::default()] {
        assert_eq!(encoder.value(packed("web-1"), Span::test_data()), Value::test_string("web-1"));
    }
}

#[test]
fn an_unknown_version_gets_messages_with_names() {
    let value = Value::test_string("web-1");
    let named = encoded(&MsgPackSerializer, &row(value.clone()));
    assert_eq!(encoded(&connected_to_unknown_version(), &row(value.clone())), named);
    assert_eq!(encoded(&PackedEncoder::default(), &row(value)), named);
}

#[test]
fn other_known_versions_get_packed_rows_but_signatures_and_completions_with_names() {
    for version in ["0.109.1", "0.116.1"] {
        let encoder = connected_to(version);
        let same = encoded(&connected_to_same_version(), &row(Value::test_int(1)));
        assert_eq!(encoded(&encoder, &row(Value::test_int(1))), same, "{version}");
        let signature = PluginSignature { sig: Signature::new("aws"), examples: vec![] };
        let suggestion = DynamicSuggestion { value: "dev".into(), ..DynamicSuggestion::default() };
        for response in [
            PluginCallResponse::Signature(vec![signature]),
            PluginCallResponse::CompletionItems(Some(vec![suggestion])),
        ] {
            let message = PluginOutput::CallResponse(3, response);
            let named = encoded(&MsgPackSerializer, &message);
            assert_eq!(encoded(&encoder, &message), named, "{version}");
            assert!(encoded(&connected_to_same_version(), &message).len() < named.len());
        }
    }
}

/// Packed rows have the numbers of the variants. A Nushell with other numbers would read wrong values.
#[test]
fn the_variants_of_value_have_the_numbers_of_packed_rows() {
    // Those of 0.109 to 0.116.
    let names = [
        "Bool", "Int", "Float", "String", "Glob", "Filesize", "Duration", "Date", "Range", "Record", "List", "Closure",
        "Error", "Binary", "CellPath", "Custom", "Nothing",
    ];
    for (number, name) in names.into_iter().enumerate() {
        // A variant with the wrong content: the error tells which variant was meant.
        let error = |variant: rmpv::Value| {
            let mut message = Vec::new();
            rmpv::encode::write_value(&mut message, &rmpv::Value::Map(vec![(variant, true.into())]))
                .expect("a message");
            rmp_serde::from_slice::<Value>(&message).expect_err("not a value").to_string()
        };
        assert_eq!(error(number.into()), error(name.into()), "{name}");
    }
    let used = [variant::BOOL, variant::INT, variant::FLOAT, variant::STRING, variant::DATE, variant::RECORD];
    let used = used.map(|number| names[usize::from(number)]);
    assert_eq!(used, ["Bool", "Int", "Float", "String", "Date", "Record"]);
    assert_eq!((names[usize::from(variant::NOTHING)], names[10]), ("Nothing", variant::LIST));
}

proptest! {
    #[test]
    fn a_response_can_hold_any_value(value in any_value()) {
        prop_assert_eq!(to_json(&read_response(&connected_to_same_version(), value.clone())), to_json(&value));
    }
}

#[test]
fn a_list_sent_in_several_parts_arrives_complete_with_its_metadata() {
    let rows: Vec<_> = (0..5000).map(|n| Value::test_record(record! { "name" => Value::test_int(n) })).collect();
    let list = Value::list(rows, Span::new(7, 9));
    assert_eq!(to_json(&read_response(&connected_to_same_version(), list.clone())), to_json(&list));
}

/// A lazy list of the numbers from 0.
fn numbers() -> LazyList {
    LazyList::new(9000, Span::new(7, 9), |number, to| to.int(number as i64))
}

#[test]
fn a_lazy_list_arrives_complete_and_is_removed() {
    let encoder = connected_to_same_version();
    let (first, second) = (encoder.list(numbers()), encoder.list(LazyList::new(0, Span::unknown(), |_, _| ())));
    assert_eq!(to_json(&read_response(&encoder.clone(), first.clone())), to_json(&numbers().value()));
    assert!(encoder.lazy_lists.take(&first).is_none(), "it is still there");
    assert_eq!(read_response(&encoder, second), Value::test_list(vec![]));
}

#[test]
fn an_unknown_version_gets_a_lazy_list_as_a_plain_list() {
    let numbers = (0..9000).map(|number| Value::int(number, Span::new(7, 9))).collect();
    let list = Value::list(numbers, Span::new(7, 9));
    assert_eq!(
        to_json(&connected_to_unknown_version().list(crate::nu::message_encoder::tests::numbers())),
        to_json(&list)
    );
}

/// The value that Nushell reads in a response with this value. Also checks that the metadata arrives.
fn read_response(encoder: &PackedEncoder, value: Value) -> Value {
    let metadata = PipelineMetadata { content_type: Some("text/x".into()), ..PipelineMetadata::default() };
    let header = PipelineDataHeader::Value(value, Some(metadata.clone()));
    let answer = PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header));
    let message = encoded(encoder, &answer);
    let read = read(&message);
    let PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header)) = read else { panic!("{read:?}") };
    let PipelineDataHeader::Value(value, received) = header else { panic!("{header:?}") };
    assert_eq!(received, Some(metadata));
    value
}

fn is_gone(consumer: &mut StreamConsumer) -> bool {
    pin!(consumer.gone()).poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

#[test]
fn only_the_consumer_of_a_dropped_stream_is_gone_and_its_mark_is_not_sent() {
    for encoder in [connected_to_same_version(), connected_to_unknown_version()] {
        let (mut consumer, mut other) = (encoder.consumer(), encoder.consumer());
        let metadata = PipelineMetadata { content_type: Some("text/x".into()), ..PipelineMetadata::default() };
        let info = |id, metadata| ListStreamInfo { id, span: Span::test_data(), metadata: Some(metadata) };
        for (id, consumer) in [(7, &consumer), (8, &other)] {
            let header = PipelineDataHeader::ListStream(info(id, consumer.mark_metadata(metadata.clone())));
            let answer = PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header));
            let read = read(&encoded(&encoder, &answer));
            let PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header)) = read else {
                panic!("{read:?}")
            };
            assert_eq!(header, PipelineDataHeader::ListStream(info(id, metadata.clone())));
        }
        let mut message = Vec::new();
        MsgPackSerializer.encode(&PluginInput::Drop(7), &mut message).expect("a message");
        let _: Option<PluginInput> = encoder.decode(&mut &message[..]).expect("a message");
        assert_eq!((is_gone(&mut consumer), is_gone(&mut other)), (true, false));
    }
}

/// The header of a stream with this consumer.
fn header(id: StreamId, consumer: &StreamConsumer) -> PluginOutput {
    let metadata = Some(consumer.mark_metadata(PipelineMetadata::default()));
    let header = PipelineDataHeader::ListStream(ListStreamInfo { id, span: Span::test_data(), metadata });
    PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header))
}

#[test]
fn a_late_header_of_a_dropped_consumer_is_not_bound_to_another() {
    let encoder = connected_to_same_version();
    let late = header(7, &encoder.consumer());
    let mut other = encoder.consumer();
    encoded(&encoder, &late);
    encoder.consumers.end_stream(7);
    assert!(!is_gone(&mut other));
}

#[test]
fn clones_share_the_version_of_nushell() {
    let (reader, writer) = {
        let encoder = PackedEncoder::default();
        (encoder.clone(), encoder)
    };
    receive_hello(&reader, &ProtocolInfo::default().version);
    assert_eq!(
        encoded(&writer, &row(Value::test_int(1))),
        encoded(&connected_to_same_version(), &row(Value::test_int(1)))
    );
}

#[test]
fn an_error_in_a_stream_keeps_its_text() {
    let error = ShellError::NushellFailed { msg: "the stream ended".into() };
    let message = encoded(&connected_to_same_version(), &row(Value::error(error, Span::test_data())));
    assert!(
        matches!(read_by_nushell(&message), Value::Error { error, .. } if error.to_string().contains("the stream ended"))
    );
}
