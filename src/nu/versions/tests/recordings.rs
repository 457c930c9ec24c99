//! What versions of Nushell really send: `scripts/record` has recorded it, and here it is read without a Nushell.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use nu_plugin_protocol::{
    CallInfo, EngineCallResponse, GetCompletionArgType, PipelineDataHeader, PluginCall, PluginInput, StreamData,
};
use nu_protocol::ast::PathMember;
use nu_protocol::casing::Casing;
use nu_protocol::{DataSource, PipelineMetadata, Record, SignalAction, Signals, Span, Value, record};

use super::*;
use crate::nu::msgpack::Packed;
use crate::nu::versions::connection::EngineConnection;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings")
}

/// The versions that are recorded.
fn versions() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the recordings").map(|entry| entry.expect("an entry").path());
    let folders = entries.filter(|path| path.is_dir());
    let mut versions: Vec<_> =
        folders.map(|path| path.file_name().and_then(|name| name.to_str()).expect("a version").to_owned()).collect();
    versions.sort();
    versions
}

/// The messages of a recording as nu-plugin gets them.
fn messages(version: &str, topic: &str) -> Vec<PluginInput> {
    let bytes = fs::read(folder().join(version).join(topic).with_extension("msgpack")).expect("a recording");
    let (connection, mut reader) = (EngineConnection::default(), &bytes[..]);
    assert_eq!(connection.greet(&mut reader, &ProtocolInfo::default()).version, version);
    let read = || connection.read(&mut reader).unwrap_or_else(|error| panic!("{version}, {topic}: {error:?}"));
    std::iter::from_fn(read).collect()
}

/// The call of a command in the recording `commands`, and the messages up to the next call.
fn call(version: &str, name: &str) -> (CallInfo<PipelineDataHeader>, Vec<PluginInput>) {
    let mut messages = messages(version, "commands").into_iter();
    let is_call = |message: &PluginInput| matches!(message, PluginInput::Call(..));
    let call = messages.find_map(|message| match message {
        PluginInput::Call(_, PluginCall::Run(call)) if call.name == name => Some(call),
        _ => None,
    });
    (call.expect("a call"), messages.take_while(|message| !is_call(message)).collect())
}

/// The environment of the call of `aws profile clear`.
fn environment(version: &str) -> impl Fn(&str) -> Value {
    let variables = call(version, "aws profile clear").1.into_iter().find_map(|message| match message {
        PluginInput::EngineCallResponse(_, EngineCallResponse::ValueMap(variables)) => Some(variables),
        _ => None,
    });
    let variables = variables.expect("an environment");
    move |name| variables.get(name).expect("a variable").clone()
}

fn items(list: &Value) -> &[Value] {
    list.as_list().expect("a list")
}

fn assert_path(version: &str, path: &Value, members: &[PathMember]) {
    let path = path.as_cell_path().expect("a cell path");
    // `==` ignores the casing.
    let casing = |members: &[PathMember]| -> Vec<_> {
        let is_insensitive =
            |member: &PathMember| matches!(member, PathMember::String { casing: Casing::Insensitive, .. });
        members.iter().map(is_insensitive).collect()
    };
    assert_eq!((&path.members[..], casing(&path.members)), (members, casing(members)), "{version}");
}

/// The first five numbers of a range.
fn numbers(range: &Value) -> Vec<f64> {
    let range = range.as_range().expect("a range").into_range_iter(Span::unknown(), Signals::empty());
    range.take(5).map(|number| number.coerce_float().expect("a number")).collect()
}

fn member(name: &str, optional: bool, casing: Casing) -> PathMember {
    PathMember::string(name.into(), optional, casing, Span::unknown())
}

/// The metadata of a call's input.
fn metadata(input: PipelineDataHeader) -> PipelineMetadata {
    let metadata = match input {
        PipelineDataHeader::Value(_, metadata) => metadata,
        PipelineDataHeader::ListStream(info) => info.metadata,
        PipelineDataHeader::ByteStream(info) => info.metadata,
        PipelineDataHeader::Empty => None,
    };
    metadata.expect("metadata")
}

fn is_from_file(metadata: &PipelineMetadata) -> bool {
    matches!(&metadata.data_source, DataSource::FilePath(path) if path.ends_with("x.json"))
}

#[test]
fn each_known_version_or_one_with_the_same_differences_is_recorded() {
    let recorded: Vec<_> = versions().iter().map(|version| engine(version)).collect();
    for engine in &recorded {
        assert!(engine.known.is_some(), "{engine:?}");
    }
    for known in KNOWN {
        assert!(recorded.iter().any(|engine| engine.differences == known.differences), "{known:?}");
    }
    for end in [KNOWN.first(), KNOWN.last()] {
        assert!(recorded.iter().any(|engine| engine.known == end), "{end:?}");
    }
}

#[test]
fn plugin_add_asks_for_metadata_and_signatures() {
    for version in versions() {
        let messages = messages(&version, "add");
        let [
            PluginInput::Hello(hello),
            PluginInput::Call(0, PluginCall::Metadata),
            PluginInput::Call(1, PluginCall::Signature),
            PluginInput::Goodbye,
        ] = &messages[..]
        else {
            panic!("{version}: {messages:?}")
        };
        assert_eq!(hello.version, ProtocolInfo::default().version);
    }
}

#[test]
fn a_value_is_the_input_with_its_metadata() {
    for version in versions() {
        let (call, _) = call(&version, "aws whoami");
        let [(flag, Some(profiles))] = &call.call.named[..] else { panic!("{version}: {:?}", call.call) };
        assert_eq!((&*flag.item, items(profiles)), ("profile", &["b", "c"].map(Value::test_string)[..]), "{version}");
        let PipelineDataHeader::Value(value, _) = &call.input else { panic!("{version}: {:?}", call.input) };
        assert_eq!(*value, Value::test_record(record! { "a" => Value::test_int(1) }), "{version}");
        assert!(is_from_file(&metadata(call.input)), "{version}");
    }
}

#[test]
fn bytes_of_a_file_are_the_input_with_their_metadata() {
    for version in versions() {
        let (call, messages) = call(&version, "aws sso roles");
        let PipelineDataHeader::ByteStream(info) = &call.input else { panic!("{version}: {:?}", call.input) };
        let bytes = messages.iter().filter_map(|message| match message {
            PluginInput::Data(id, StreamData::Raw(Ok(bytes))) if *id == info.id => Some(&bytes[..]),
            _ => None,
        });
        assert_eq!(bytes.collect::<Vec<_>>().concat(), br#"{"a": 1}"#, "{version}");
        assert!(messages.iter().any(|message| matches!(message, PluginInput::End(id) if *id == info.id)), "{version}");
        let metadata = metadata(call.input);
        assert!(is_from_file(&metadata), "{version}");
        assert_eq!(metadata.content_type.as_deref(), Some("application/json"), "{version}");
    }
}

#[test]
fn rows_of_ls_are_the_input_with_their_metadata() {
    for version in versions() {
        let (call, messages) = call(&version, "aws profile remove");
        let PipelineDataHeader::ListStream(info) = &call.input else { panic!("{version}: {:?}", call.input) };
        let rows = messages.iter().filter_map(|message| match message {
            PluginInput::Data(id, StreamData::List(row)) if *id == info.id => row.as_record().ok(),
            _ => None,
        });
        let rows: Vec<_> = rows.collect();
        let [row] = &rows[..] else { panic!("{version}: {rows:?}") };
        assert_eq!(row.get("name"), Some(&Value::test_string("x.json")), "{version}");
        assert_eq!(row.get("size"), Some(&Value::test_filesize(8)), "{version}");
        let metadata = metadata(call.input);
        assert_eq!(
            (&metadata.data_source, &metadata.path_columns[..]),
            (&DataSource::None, &["name".into()][..]),
            "{version}"
        );
    }
}

#[test]
fn the_environment_has_cell_paths_and_ranges() {
    for version in versions() {
        let variable = environment(&version);
        let paths = variable("PATHS");
        let [path, long] = items(&paths) else { panic!("{version}: {paths:?}") };
        let first = member("a", false, Casing::Sensitive);
        assert_path(&version, path, std::slice::from_ref(&first));
        let row = PathMember::int(0, false, Span::unknown());
        let last = member("a b", false, Casing::Insensitive);
        assert_path(&version, long, &[member("servers", true, Casing::Sensitive), row, last]);

        let ranges = variable("RANGES");
        let expected: [&[f64]; 6] =
            [&[1., 2., 3.], &[9., 8., 7., 6., 5.], &[1., 3., 5., 7., 9.], &[7., 8., 9., 10., 11.], &[0.5, 1.5], &[1.5]];
        assert_eq!(items(&ranges).iter().map(numbers).collect::<Vec<_>>(), expected, "{version}");

        let nested = variable("NESTED");
        let closure = nested.as_record().ok().and_then(|nested| nested.get("closure")).expect("a closure");
        let captures = &closure.as_closure().expect("a closure").captures;
        let captured: Vec<_> = captures.iter().map(|(_, value)| value).collect();
        let is_range = |value: &&&Value| matches!(value, Value::Range { .. });
        assert_eq!(captured.len(), 2, "{version}: {captured:?}");
        assert_path(&version, captured.iter().find(|value| !is_range(value)).expect("a cell path"), &[first]);
        assert_eq!(numbers(captured.iter().find(is_range).expect("a range")), [1., 2., 3.], "{version}");
    }
}

#[test]
fn the_answers_to_hide_env_are_read() {
    for version in versions() {
        let (_, messages) = call(&version, "aws profile clear");
        let has = |is_one: fn(&EngineCallResponse<PipelineDataHeader>) -> bool| {
            messages.iter().any(|message| matches!(message, PluginInput::EngineCallResponse(_, it) if is_one(it)))
        };
        assert!(has(|response| matches!(response, EngineCallResponse::Identifier(_))), "{version}: {messages:?}");
        let is_empty = |response: &_| matches!(response, EngineCallResponse::PipelineData(PipelineDataHeader::Empty));
        assert!(has(is_empty), "{version}: {messages:?}");
    }
}

#[test]
fn a_completion_names_its_argument() {
    for version in versions() {
        let messages = messages(&version, "completion");
        let call = messages.iter().find_map(|message| match message {
            PluginInput::Call(_, PluginCall::GetCompletion(call)) => Some(call),
            _ => None,
        });
        let call = call.expect("a completion");
        assert_eq!(call.name, "aws ec2 instances", "{version}");
        assert!(matches!(&call.arg_type, GetCompletionArgType::Flag(flag) if flag == "profile"), "{version}: {call:?}");
        let is_answered = messages.iter().any(|message| matches!(message, PluginInput::EngineCallResponse(..)));
        assert_eq!(is_answered, !engine(&version).has(IsolatedCompletions), "{version}");
    }
}

#[test]
fn ctrl_c_is_read() {
    for version in versions() {
        let messages = messages(&version, "interrupt");
        let signal = |message: &PluginInput| matches!(message, PluginInput::Signal(SignalAction::Interrupt));
        assert!(messages.iter().any(signal), "{version}: {messages:?}");
    }
}

/// A value of each variant that is packed by number.
fn packed_record() -> Record {
    let span = Span::new(3, 4);
    let date = DateTime::parse_from_rfc3339("2026-01-02T03:04:05+02:00").expect("a date");
    record! {
        "bool" => Value::bool(true, span),
        "int" => Value::int(-5, span),
        "float" => Value::float(2.5, span),
        "string" => Value::string("text", span),
        "date" => Value::date(date, span),
        "record" => Value::record(record! { "a" => Value::string("b", span) }, span),
        "list" => Value::list(vec![Value::int(1, span), Value::int(2, span)], span),
        "nothing" => Value::nothing(span),
    }
}

/// Nushell got this record in the packed form, and sent it back with names.
#[test]
fn each_version_reads_packed_values_as_they_are() {
    let hex = fs::read_to_string(folder().join("packed.hex")).expect("the packed record");
    let packed = Packed::from_value(&Value::record(packed_record(), Span::unknown())).expect("a packed record");
    // The record's own span follows.
    assert!(
        hex::encode(packed.bytes()).starts_with(hex.trim()),
        "tests/recordings/packed.hex isn't what is packed now"
    );
    for version in versions() {
        let read = environment(&version)("PACKED").into_record().expect("a record");
        let json = |record: &Record| serde_json::to_string(record).expect("a text");
        assert_eq!(json(&read), json(&packed_record()), "{version}");
    }
}
