//! The settings in effect as rows.

use std::path::Path;

use nu_protocol::{CollectionColumns, IntoValue, Span, Type, Value, record};

use crate::effective::{EffectiveSetting, SettingSource, SettingValue, Shadowed};
use crate::rows::or_null;

/// The columns of [`row`] with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    let value = || Type::one_of([Type::String, Type::Int, Type::Bool]);
    let shadowed = [("source", Type::String), ("value", value())];
    [
        ("setting", Type::String),
        ("source", or_null(Type::String)),
        ("value", Type::one_of([Type::String, Type::Int, Type::Bool, Type::Nothing])),
        ("note", or_null(Type::String)),
        ("shadowed", Type::Table(shadowed.into())),
    ]
    .into()
}

/// The row of a setting. Its notes are joined by semicolons, and files in the home directory begin with `~`.
pub(crate) fn row(setting: &EffectiveSetting, home: Option<&Path>, span: Span) -> Value {
    let source = setting.source.as_ref().map(|source| source_text(source, home));
    let note = Some(setting.notes.join("; ")).filter(|note| !note.is_empty());
    let shadowed = setting.shadowed.iter().map(|shadowed| shadowed_row(shadowed, home, span));
    let row = record! {
        "setting" => Value::string(&setting.name, span),
        "source" => source.into_value(span),
        "value" => setting.value.as_ref().map_or(Value::nothing(span), |known| value(known, span)),
        "note" => note.into_value(span),
        "shadowed" => Value::list(shadowed.collect(), span),
    };
    Value::record(row, span)
}

/// Short, because narrow terminals cut what is long.
fn source_text(source: &SettingSource, home: Option<&Path>) -> String {
    let text = source.to_string();
    let is_file = matches!(source, SettingSource::Location(_));
    let in_home = home.filter(|_| is_file).and_then(|home| text.strip_prefix(home.to_str()?));
    match in_home.filter(|rest| rest.starts_with(std::path::is_separator)) {
        Some(rest) => format!("~{rest}"),
        None => text,
    }
}

fn shadowed_row(shadowed: &Shadowed, home: Option<&Path>, span: Span) -> Value {
    let row = record! {
        "source" => Value::string(source_text(&shadowed.source, home), span),
        "value" => value(&shadowed.value, span),
    };
    Value::record(row, span)
}

fn value(value: &SettingValue, span: Span) -> Value {
    match value {
        SettingValue::Text(text) => Value::string(text, span),
        SettingValue::Number(number) => Value::int((*number).into(), span),
        SettingValue::Bool(is_on) => Value::bool(*is_on, span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_types_and_missing_ones_are_null() {
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
            "source" => Value::test_string("env AWS_MAX_ATTEMPTS"),
            "value" => Value::test_int(5),
            "note" => Value::test_string("one; two"),
            "shadowed" => Value::test_list(vec![Value::test_record(record! {
                "source" => Value::test_string("--profile"),
                "value" => Value::test_bool(true),
            })]),
        };
        assert_eq!(row(&setting, None, Span::test_data()), Value::test_record(expected));
        let unset = EffectiveSetting { value: None, source: None, shadowed: vec![], notes: vec![], ..setting };
        let row = row(&unset, None, Span::test_data()).into_record().expect("a record");
        assert!(["value", "source", "note"].iter().all(|column| row[*column].is_nothing()), "{row:?}");
        assert_eq!(row["shadowed"], Value::test_list(vec![]));
    }
}
