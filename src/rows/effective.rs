//! Settings that hold as rows.

use nu_protocol::{CollectionColumns, Record, Span, Type, Value, record};

use crate::effective::{EffectiveSetting, SettingValue, Shadowed};

/// The columns of [`row`] with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    let or_null = |kind: Type| Type::one_of([kind, Type::Nothing]);
    let value = || Type::one_of([Type::String, Type::Int, Type::Bool]);
    let losers = [("source".to_owned(), Type::String), ("value".to_owned(), value())];
    let columns = [
        ("setting", Type::String),
        ("value", Type::one_of([Type::String, Type::Int, Type::Bool, Type::Nothing])),
        ("source", or_null(Type::String)),
        ("shadowed", Type::Table(losers.to_vec().into())),
        ("note", or_null(Type::String)),
    ];
    columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec().into()
}

/// A setting. Several notes are one text.
pub(crate) fn row(setting: &EffectiveSetting, span: Span) -> Value {
    let source = setting.source.as_ref().map(ToString::to_string);
    let note = Some(setting.notes.join("; ")).filter(|note| !note.is_empty());
    let text = |text: Option<String>| text.map_or_else(|| Value::nothing(span), |text| Value::string(text, span));
    let shadowed = setting.shadowed.iter().map(|loser| Value::record(shadowed(loser, span), span));
    let row = record! {
        "setting" => Value::string(&setting.name, span),
        "value" => setting.value.as_ref().map_or_else(|| Value::nothing(span), |said| value(said, span)),
        "source" => text(source),
        "shadowed" => Value::list(shadowed.collect(), span),
        "note" => text(note),
    };
    Value::record(row, span)
}

fn shadowed(loser: &Shadowed, span: Span) -> Record {
    record! {
        "source" => Value::string(loser.source.to_string(), span),
        "value" => value(&loser.value, span),
    }
}

fn value(value: &SettingValue, span: Span) -> Value {
    match value {
        SettingValue::Text(text) => Value::string(text, span),
        SettingValue::Number(number) => Value::int((*number).into(), span),
        SettingValue::Bool(yes) => Value::bool(*yes, span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effective::SettingSource;

    #[test]
    fn a_row_has_types_and_no_empty_texts() {
        let variable = |name: &str| SettingSource::Variable(name.into());
        let setting = EffectiveSetting {
            name: "max_attempts".into(),
            value: Some(SettingValue::Number(5)),
            source: Some(variable("AWS_MAX_ATTEMPTS")),
            shadowed: vec![Shadowed { source: SettingSource::Flag, value: SettingValue::Bool(true) }],
            notes: vec!["one".into(), "two".into()],
        };
        let expected = record! {
            "setting" => Value::test_string("max_attempts"),
            "value" => Value::test_int(5),
            "source" => Value::test_string("env AWS_MAX_ATTEMPTS"),
            "shadowed" => Value::test_list(vec![Value::test_record(record! {
                "source" => Value::test_string("--profile"),
                "value" => Value::test_bool(true),
            })]),
            "note" => Value::test_string("one; two"),
        };
        assert_eq!(row(&setting, Span::test_data()), Value::test_record(expected));
        let unset = EffectiveSetting { value: None, source: None, shadowed: vec![], notes: vec![], ..setting };
        let row = row(&unset, Span::test_data()).into_record().expect("a record");
        assert!(["value", "source", "note"].iter().all(|column| row[*column].is_nothing()), "{row:?}");
        assert_eq!(row["shadowed"], Value::test_list(vec![]));
    }
}
