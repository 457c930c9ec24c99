use chrono::DateTime;
use nu_protocol::{Record, record};
use proptest::prelude::*;
use rmp::encode::ByteBuf;
use serde::Deserialize;

use super::*;
use crate::aws::xml::Malformed;

const SPAN: Span = Span { start: 70_000, end: 70_017 };

fn packed(write: impl FnOnce(&mut Packer)) -> Packed {
    Packer::new(SPAN).pack_infallibly(write)
}

/// Decodes a value as Nushell does, and checks that no bytes remain.
fn read(mut bytes: &[u8]) -> Value {
    let value = Value::deserialize(&mut rmp_serde::Deserializer::new(&mut bytes)).expect("a value");
    assert!(bytes.is_empty(), "{} bytes after the value", bytes.len());
    value
}

/// A value as JSON with its spans, which `==` ignores.
fn to_json(value: &Value) -> String {
    serde_json::to_string(value).expect("a text")
}

/// Writes a value. Unordered records get their fields from the last to the first.
fn write(value: &Value, is_unordered: bool, to: &mut Packer) {
    match value {
        Value::Nothing { .. } => to.nothing(),
        Value::Bool { val, .. } => to.bool(*val),
        Value::Int { val, .. } => to.int(*val),
        Value::Float { val, .. } => to.float(*val),
        Value::String { val, .. } => to.string(val),
        Value::Date { val, .. } => to.date(*val),
        Value::List { vals, .. } => {
            let list = to.open_list();
            vals.iter().for_each(|item| write(item, is_unordered, to));
            to.close_list(list, vals.len());
        }
        Value::Record { val, .. } if is_unordered => {
            let record = to.unordered_record(val.len());
            for (number, (_, value)) in val.iter().enumerate().rev() {
                let Ok(()) = to.field(&record, number, |to| {
                    write(value, is_unordered, to);
                    Ok::<_, Infallible>(())
                });
            }
            to.close_unordered_record(record, val.len(), |to, fields| {
                for (number, name) in val.columns().enumerate() {
                    to.name(name);
                    to.encoded(fields.get(number).expect("its value"));
                }
            });
        }
        Value::Record { val, .. } => {
            to.open_record(val.len());
            for (name, value) in val.iter() {
                to.name(name);
                write(value, is_unordered, to);
            }
            to.close_record();
        }
        other => panic!("{other:?}"),
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::nothing(SPAN)),
        any::<bool>().prop_map(|flag| Value::bool(flag, SPAN)),
        any::<i64>().prop_map(|number| Value::int(number, SPAN)),
        any::<f64>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(|number| Value::float(number, SPAN)),
        ".{0,40}".prop_map(|text| Value::string(text, SPAN)),
        (0..4_000_000_000_000i64).prop_map(|time| {
            let time = DateTime::from_timestamp_millis(time).expect("a time");
            Value::date(time.fixed_offset(), SPAN)
        }),
    ];
    scalar.prop_recursive(4, 60, 6, |inner| {
        let fields = proptest::collection::btree_map("[a-zA-Z ]{0,9}", inner.clone(), 0..20);
        prop_oneof![
            proptest::collection::vec(inner, 0..6).prop_map(|items| Value::list(items, SPAN)),
            fields.prop_map(|fields| Value::record(Record::from_iter(fields), SPAN)),
        ]
    })
}

proptest! {
    #[test]
    fn nushell_reads_back_the_value_that_was_packed(value in any_value(), is_unordered: bool) {
        let packed = packed(|to| write(&value, is_unordered, to));
        prop_assert_eq!(to_json(&read(packed.bytes())), to_json(&value));
        prop_assert_eq!(to_json(&packed.value()), to_json(&value));
        let mut written = ByteBuf::new();
        write_value(&mut written, &value).expect("a value that can be written");
        prop_assert_eq!(to_json(&read(written.as_slice())), to_json(&value), "encoded by write_value");
    }
}

#[test]
fn an_unwritten_field_is_absent_and_a_later_value_replaces_an_earlier_one() {
    let row = packed(|to| {
        let record = to.unordered_record(2);
        assert!(!to.has_field(&record, 0));
        for text in ["first", "second"] {
            let Ok(()) = to.field(&record, 0, |to| {
                to.string(text);
                Ok::<_, Infallible>(())
            });
        }
        assert!(to.has_field(&record, 0));
        to.close_unordered_record(record, 1, |to, fields| {
            assert!(fields.get(1).is_none() && fields.get(2).is_none());
            to.name("text");
            to.encoded(fields.get(0).expect("its value"));
        });
    });
    assert_eq!(row.value(), Value::test_record(record! { "text" => Value::test_string("second") }));
}

#[test]
fn a_failed_row_leaves_nothing_in_the_next_one() {
    let mut packer = Packer::new(SPAN);
    let failed = packer.pack(|to| {
        let outer = to.unordered_record(3);
        to.field(&outer, 1, |to| {
            let _list = to.open_list();
            let inner = to.unordered_record(2);
            to.field(&inner, 0, |to| {
                to.string("half a row");
                Err(Malformed::new("the other half"))
            })
        })
    });
    assert!(failed.is_err());
    let value = Value::record(record! { "a" => Value::int(-7, SPAN), "b" => Value::nothing(SPAN) }, SPAN);
    let next = packer.pack_infallibly(|to| write(&value, true, to));
    assert_eq!(to_json(&read(next.bytes())), to_json(&value));
    assert!(packer.field_ranges.is_empty() && packer.scratch.as_slice().is_empty());
}

#[test]
fn invalid_bytes_decode_to_an_error_value() {
    assert!(matches!(Packed(vec![0xc1]).value(), Value::Error { .. }));
}

#[test]
fn a_time_keeps_its_fraction_of_a_second() {
    let value = packed(|to| to.date_text("2026-03-01T10:20:30.123Z")).value();
    assert_eq!(value.as_date().expect("a time").to_rfc3339(), "2026-03-01T10:20:30.123+00:00");
}

#[test]
fn only_our_own_placeholder_is_replaced_by_its_packed_value() {
    let packed = packed(|to| to.bool(true));
    let list = Value::list(vec![packed.clone().placeholder(SPAN), Value::nothing(SPAN)], SPAN);
    let mut written = ByteBuf::new();
    write_value(&mut written, &list).expect("a list");
    assert_eq!(read(written.as_slice()), Value::test_list(vec![Value::test_bool(true), Value::test_nothing()]));
    assert_eq!(Packed::from_placeholder(&packed.clone().placeholder(SPAN)), Some(&*packed.0));
    let others = PluginCustomValue::new("their::Type".into(), packed.0, false).into_value(SPAN);
    assert!(Packed::from_placeholder(&others).is_none() && Packed::from_placeholder(&Value::test_nothing()).is_none());
}
