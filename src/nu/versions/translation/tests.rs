use nu_plugin::MsgPackSerializer;
use nu_plugin_core::Encoder;
use nu_plugin_protocol::{PipelineDataHeader, PluginInput, StreamData};
use nu_protocol::engine::Closure;
use nu_protocol::{Id, Value, record};
use proptest::prelude::*;

use super::*;
use crate::nu::versions::UnknownVersions;
use crate::nu::versions::message_tree::to_bytes;

fn oldest() -> EngineVersion {
    EngineVersion::new("0.109.1".into(), UnknownVersions::Refuse)
}

fn tree(bytes: &[u8]) -> Tree {
    rmpv::decode::read_value(&mut &bytes[..]).expect("a message")
}

fn map<const N: usize>(entries: [(&str, Tree); N]) -> Tree {
    Tree::Map(entries.into_iter().map(|(name, content)| (name.into(), content)).collect())
}

fn member() -> impl Strategy<Value = PathMember> {
    let casing = prop_oneof![Just(Casing::Sensitive), Just(Casing::Insensitive)];
    prop_oneof![
        (".*", any::<bool>(), casing).prop_map(|(name, optional, casing)| PathMember::string(
            name,
            optional,
            casing,
            Span::unknown()
        )),
        (any::<u32>(), any::<bool>()).prop_map(|(row, optional)| PathMember::int(
            row as usize,
            optional,
            Span::unknown()
        )),
    ]
}

/// A cell path as 0.109 to 0.113 send it.
fn structured(path: &CellPath) -> Tree {
    let span = || map([("start", 1.into()), ("end", 2.into())]);
    let member = |member: &PathMember| match member {
        PathMember::String { val, optional, casing, .. } => {
            let casing = Tree::from(if *casing == Casing::Sensitive { "Sensitive" } else { "Insensitive" });
            let (val, optional) = (val.as_str().into(), (*optional).into());
            map([("String", map([("val", val), ("span", span()), ("optional", optional), ("casing", casing)]))])
        }
        PathMember::Int { val, optional, .. } => {
            let (val, optional) = ((*val).into(), (*optional).into());
            map([("Int", map([("val", val), ("span", span()), ("optional", optional)]))])
        }
    };
    map([("members", Tree::Array(path.members.iter().map(member).collect()))])
}

/// A range as 0.109 to 0.113 send it: its step leads to its end.
fn any_range() -> impl Strategy<Value = Tree> {
    let start = -1_000_000i64..1_000_000;
    let parts = (start, 1i64..1000, 0i64..1_000_000, any::<bool>(), 0..3, any::<bool>());
    parts.prop_map(|(start, step, distance, is_falling, end, is_float)| {
        let sign = if is_falling { -1 } else { 1 };
        // Eighths are exact.
        let number = |eighths: i64| if is_float { Tree::from(eighths as f64 / 8.0) } else { eighths.into() };
        let last = number(start + sign * distance);
        let end = match end {
            0 => map([("Included", last)]),
            1 => map([("Excluded", last)]),
            _ => "Unbounded".into(),
        };
        let parts = map([("start", number(start)), ("step", number(sign * step)), ("end", end)]);
        map([(if is_float { "FloatRange" } else { "IntRange" }, parts)])
    })
}

proptest! {
    #[test]
    fn a_translated_cell_path_is_equal(members in proptest::collection::vec(member(), 0..5)) {
        let path = CellPath { members };
        let text = cell_path(&structured(&path));
        prop_assert!(text.is_some(), "{path:?}");
        let read = text.and_then(|text| text.parse::<CellPath>().ok());
        prop_assert_eq!(format!("{:?}", read), format!("{:?}", Some(path)));
    }

    #[test]
    fn a_cell_path_with_ordinary_names_has_a_text(names in proptest::collection::vec("[a-zA-Z0-9_:. äλ-]{1,12}", 1..4)) {
        let name = |name| PathMember::string(name, true, Casing::Insensitive, Span::unknown());
        let path = CellPath { members: names.into_iter().map(name).collect() };
        prop_assert!(cell_path(&structured(&path)).is_some(), "{path}");
    }

    #[test]
    fn a_translated_range_is_equal(structure in any_range()) {
        let expected = match parse(&structure).expect("a range") {
            StructuredRange::IntRange(range) => Range::from(range),
            StructuredRange::FloatRange(range) => Range::from(range),
        };
        let text = range(&structure);
        prop_assert!(text.is_some(), "{structure}");
        prop_assert_eq!(text.and_then(|text| text.parse().ok()), Some(expected));
    }
}

/// A value of 0.109 as a stream's item, read as one of ours.
fn translated(value: Tree) -> Value {
    let mut message = map([("Data", Tree::Array(vec![7.into(), map([("List", value)])]))]);
    translate(&mut message, &oldest());
    match MsgPackSerializer.decode(&mut &to_bytes(&message).expect("bytes")[..]) {
        Ok(Some(PluginInput::Data(7, StreamData::List(value)))) => value,
        other => panic!("{other:?}"),
    }
}

/// Our value as 0.109 would send it: it has no cell path or range.
fn sent(value: &Value) -> Tree {
    tree(&rmp_serde::to_vec_named(value).expect("a value"))
}

fn structured_value(variant: &str, content: Tree) -> Tree {
    let span = map([("start", 3.into()), ("end", 9.into())]);
    map([(variant, map([("val", content), ("span", span)]))])
}

#[test]
fn what_has_no_text_becomes_null() {
    let range = |start: i64, step: i64| {
        let range = map([("start", start.into()), ("step", step.into()), ("end", "Unbounded".into())]);
        translated(structured_value("Range", map([("IntRange", range)])))
    };
    assert_eq!(range(1, 2), Value::test_range("1..3..".parse::<Range>().expect("a range")));
    let null = range(i64::MAX, 2);
    assert_eq!((null.is_nothing(), null.span()), (true, Span::new(3, 9)));
}

#[test]
fn columns_with_the_names_of_variants_and_fields_stay_as_they_are() {
    let text = |text: &str| Value::test_string(text);
    for record in [
        record! { "CellPath" => text("a") },
        record! { "Range" => text("b"), "val" => text("c") },
        record! { "data_source" => text("Ls"), "content_type" => text("json") },
        record! { "val" => Value::test_record(record! { "members" => Value::test_list(vec![]) }) },
        record! { "List" => Value::test_list(vec![text("d")]), "Record" => Value::test_record(record! {}) },
    ] {
        let value = Value::test_record(record);
        assert_eq!(translated(sent(&value)), value);
    }
}

#[test]
fn cell_paths_are_found_in_records_lists_and_captures() {
    let path = CellPath { members: vec![PathMember::int(3, false, Span::unknown())] };
    let old = structured_value("CellPath", structured(&path));
    let expected = Value::cell_path(path, Span::new(3, 9));
    let around = |inner: &Value| {
        let closure = Closure { block_id: Id::new(1), captures: vec![(Id::new(2), inner.clone())] };
        let list = Value::test_list(vec![Value::test_int(1), Value::test_closure(closure)]);
        Value::test_record(record! { "a" => list })
    };
    let mut value = sent(&around(&Value::test_string("here")));
    // Puts the old cell path in the place of the text.
    fn put(tree: &mut Tree, old: &Tree) {
        if field(tree, "String").is_some() {
            *tree = old.clone();
            return;
        }
        match tree {
            Tree::Map(entries) => entries.iter_mut().for_each(|(_, content)| put(content, old)),
            Tree::Array(items) => items.iter_mut().for_each(|item| put(item, old)),
            _ => (),
        }
    }
    put(&mut value, &old);
    assert_eq!(serde_json::to_string(&translated(value)).ok(), serde_json::to_string(&around(&expected)).ok());
}

#[test]
fn metadata_gets_its_new_fields() {
    for (source, columns) in [("Ls", vec!["name"]), ("None", vec![])] {
        let metadata = map([("data_source", source.into()), ("content_type", "text/x".into())]);
        let header = map([("Value", Tree::Array(vec![sent(&Value::test_int(1)), metadata]))]);
        let response = map([("PipelineData", header)]);
        let mut message = map([("EngineCallResponse", Tree::Array(vec![5.into(), response]))]);
        translate(&mut message, &oldest());
        let read: Option<PluginInput> =
            MsgPackSerializer.decode(&mut &to_bytes(&message).expect("bytes")[..]).expect("a message");
        let Some(PluginInput::EngineCallResponse(5, response)) = read else { panic!("{read:?}") };
        let nu_plugin_protocol::EngineCallResponse::PipelineData(PipelineDataHeader::Value(_, Some(metadata))) =
            response
        else {
            panic!("{response:?}")
        };
        assert_eq!(metadata.path_columns, columns);
        assert_eq!(metadata.content_type.as_deref(), Some("text/x"));
    }
}
