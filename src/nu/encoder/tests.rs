use std::pin::pin;
use std::task::{Context, Waker};

use nu_plugin_protocol::{ListStreamInfo, StreamId};
use nu_protocol::{PipelineMetadata, Record, Span, Value, record};
use proptest::prelude::*;

use super::*;
use crate::nu::msgpack::Packer;

/// The encoding after a Nushell of this version has said hello.
fn told(version: &str) -> PackedEncoder {
    let encoder = PackedEncoder::default();
    hear_hello(&encoder, version);
    encoder
}

fn hear_hello(encoder: &PackedEncoder, version: &str) {
    let hello = PluginInput::Hello(ProtocolInfo { version: version.into(), ..ProtocolInfo::default() });
    let mut message = Vec::new();
    MsgPackSerializer.encode(&hello, &mut message).expect("a message");
    let read: Option<PluginInput> = encoder.decode(&mut &message[..]).expect("a message");
    assert!(matches!(read, Some(PluginInput::Hello(_))));
}

fn told_ours() -> PackedEncoder {
    told(&ProtocolInfo::default().version)
}

fn encoded<E: Encoder<PluginOutput>>(encoder: &E, output: &PluginOutput) -> Vec<u8> {
    let mut message = Vec::new();
    encoder.encode(output, &mut message).expect("a message");
    message
}

fn row(value: Value) -> PluginOutput {
    PluginOutput::Data(7, StreamData::List(value))
}

/// What Nushell's own reader makes of a message, of which it has to leave nothing.
fn read(mut message: &[u8]) -> PluginOutput {
    let read = MsgPackSerializer.decode(&mut message).expect("a message").expect("a message");
    assert!(message.is_empty(), "{} bytes behind the message", message.len());
    read
}

/// The value that it reads in a stream.
fn read_by_nushell(message: &[u8]) -> Value {
    match read(message) {
        PluginOutput::Data(7, StreamData::List(value)) => value,
        other => panic!("{other:?}"),
    }
}

/// A value with its spans, which its comparison leaves out.
fn spelled(value: &Value) -> String {
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
        let message = encoded(&told_ours(), &row(value.clone()));
        prop_assert_eq!(spelled(&read_by_nushell(&message)), spelled(&value));
    }
}

#[test]
fn a_row_has_no_names_but_those_of_its_columns() {
    let value = Value::test_record(record! {
        "InstanceId" => Value::test_string("i-0123456789abcdef0"),
        "EbsOptimized" => Value::test_bool(true),
        "KernelId" => Value::test_nothing(),
    });
    let message = String::from_utf8_lossy(&encoded(&told_ours(), &row(value))).into_owned();
    for name in ["String", "Bool", "Nothing", "Record", "val", "span", "start"] {
        assert!(!message.contains(name), "{name} in {message}");
    }
}

/// A packed text.
fn packed(text: &str) -> Packed {
    Packer::new(Span::test_data()).pack_infallibly(|to| to.string(text))
}

#[test]
fn a_packed_value_stays_so_until_it_is_written() {
    let encoder = told_ours();
    let row = |packed| row(encoder.value(packed, Span::test_data()));
    assert_eq!(read_by_nushell(&encoded(&encoder, &row(packed("web-1")))), Value::test_string("web-1"));
    assert!(Packed::from_placeholder(&encoder.value(packed("web-1"), Span::test_data())).is_some());
}

#[test]
fn another_nushell_gets_the_value_that_was_packed() {
    for encoder in [told("0.115.0"), PackedEncoder::default()] {
        assert_eq!(encoder.value(packed("web-1"), Span::test_data()), Value::test_string("web-1"));
    }
}

#[test]
fn another_nushell_gets_the_names() {
    let value = Value::test_string("web-1");
    let named = encoded(&MsgPackSerializer, &row(value.clone()));
    assert_eq!(encoded(&told("0.115.0"), &row(value.clone())), named);
    assert_eq!(encoded(&PackedEncoder::default(), &row(value)), named);
}

proptest! {
    #[test]
    fn an_answer_is_the_value_whatever_it_is(value in any_value()) {
        prop_assert_eq!(spelled(&answered_by(&told_ours(), value.clone())), spelled(&value));
    }
}

#[test]
fn a_long_list_comes_whole_with_what_is_said_of_it() {
    let rows: Vec<_> = (0..5000).map(|n| Value::test_record(record! { "name" => Value::test_int(n) })).collect();
    let list = Value::list(rows, Span::new(7, 9));
    assert_eq!(spelled(&answered_by(&told_ours(), list.clone())), spelled(&list));
}

/// The numbers from 0.
fn numbers() -> LazyList {
    LazyList::new(9000, Span::new(7, 9), |number, to| to.int(number as i64))
}

#[test]
fn a_list_may_be_made_while_it_is_sent() {
    let encoder = told_ours();
    let (first, second) = (encoder.list(numbers()), encoder.list(LazyList::new(0, Span::unknown(), |_, _| ())));
    assert_eq!(spelled(&answered_by(&encoder.clone(), first.clone())), spelled(&numbers().value()));
    assert!(encoder.pending.take(&first).is_none(), "it is still there");
    assert_eq!(answered_by(&encoder, second), Value::test_list(vec![]));
}

#[test]
fn another_nushell_gets_the_list_at_once() {
    let numbers = (0..9000).map(|number| Value::int(number, Span::new(7, 9))).collect();
    let list = Value::list(numbers, Span::new(7, 9));
    assert_eq!(spelled(&told("0.115.0").list(crate::nu::encoder::tests::numbers())), spelled(&list));
}

/// What Nushell reads in the answer that is this value. What is said of it comes through as well.
fn answered_by(encoder: &PackedEncoder, value: Value) -> Value {
    let metadata = PipelineMetadata { content_type: Some("text/x".into()), ..PipelineMetadata::default() };
    let header = PipelineDataHeader::Value(value, Some(metadata.clone()));
    let answer = PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header));
    let message = encoded(encoder, &answer);
    let read = read(&message);
    let PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header)) = read else { panic!("{read:?}") };
    let PipelineDataHeader::Value(value, said) = header else { panic!("{header:?}") };
    assert_eq!(said, Some(metadata));
    value
}

/// Whether the consumer is gone.
fn has_gone(consumer: &mut StreamConsumer) -> bool {
    pin!(consumer.gone()).poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

#[test]
fn a_consumer_learns_that_its_stream_was_dropped_and_its_mark_is_not_sent() {
    for encoder in [told_ours(), told("0.115.0")] {
        let (mut consumer, mut other) = (encoder.consumer(), encoder.consumer());
        let metadata = PipelineMetadata { content_type: Some("text/x".into()), ..PipelineMetadata::default() };
        let info = |id, metadata| ListStreamInfo { id, span: Span::test_data(), metadata: Some(metadata) };
        for (id, consumer) in [(7, &consumer), (8, &other)] {
            let header = PipelineDataHeader::ListStream(info(id, consumer.mark(metadata.clone())));
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
        assert_eq!((has_gone(&mut consumer), has_gone(&mut other)), (true, false));
    }
}

/// What begins a stream of this consumer.
fn header(id: StreamId, consumer: &StreamConsumer) -> PluginOutput {
    let metadata = Some(consumer.mark(PipelineMetadata::default()));
    let header = PipelineDataHeader::ListStream(ListStreamInfo { id, span: Span::test_data(), metadata });
    PluginOutput::CallResponse(3, PluginCallResponse::PipelineData(header))
}

#[test]
fn a_stream_of_a_dropped_consumer_belongs_to_no_other() {
    let encoder = told_ours();
    let late = header(7, &encoder.consumer());
    let mut other = encoder.consumer();
    encoded(&encoder, &late);
    encoder.consumers.goes(7);
    assert!(!has_gone(&mut other));
}

#[test]
fn clones_know_together_who_listens() {
    let (reader, writer) = {
        let encoder = PackedEncoder::default();
        (encoder.clone(), encoder)
    };
    hear_hello(&reader, &ProtocolInfo::default().version);
    assert_eq!(encoded(&writer, &row(Value::test_int(1))), encoded(&told_ours(), &row(Value::test_int(1))));
}

#[test]
fn an_error_among_the_rows_keeps_its_text() {
    let error = ShellError::NushellFailed { msg: "the stream ended".into() };
    let message = encoded(&told_ours(), &row(Value::error(error, Span::test_data())));
    assert!(
        matches!(read_by_nushell(&message), Value::Error { error, .. } if error.to_string().contains("the stream ended"))
    );
}
