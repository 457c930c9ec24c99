//! A finding of the linter as a row.

use nu_protocol::{CollectionColumns, Span, Type, Value};

use crate::config::lint::{Finding, Fix};

/// The columns that keep their width in a narrow terminal, the most telling first.
pub(crate) const FIRST_COLUMNS: [&str; 4] = ["profile", "severity", "message", "fix"];

/// The columns of [`row`] with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    let or_null = |of: Type| Type::one_of([of, Type::Nothing]);
    let columns = [
        ("profile", or_null(Type::String)),
        ("severity", Type::String),
        ("code", Type::String),
        ("message", Type::String),
        ("file", or_null(Type::String)),
        ("line", or_null(Type::Int)),
        ("fix", or_null(Type::String)),
    ];
    columns.map(|(name, of)| (name.to_owned(), of)).to_vec().into()
}

/// The row of a finding. `profile` is null if it is about a file or an SSO session.
pub(crate) fn row(finding: &Finding, span: Span) -> Value {
    let text = |text: Option<&str>| text.map_or(Value::nothing(span), |text| Value::string(text, span));
    let place = finding.location.as_ref();
    let file = place.map(|place| place.path.display().to_string());
    let line = place.and_then(|place| i64::try_from(place.line).ok());
    let columns = [
        ("profile", text(finding.profile())),
        ("severity", text(Some(finding.severity.as_str()))),
        ("code", text(Some(finding.code))),
        ("message", text(Some(&finding.message))),
        ("file", text(file.as_deref())),
        ("line", line.map_or(Value::nothing(span), |line| Value::int(line, span))),
        ("fix", text(finding.fix.as_ref().map(Fix::text).as_deref())),
    ];
    Value::record(columns.map(|(name, value)| (name.to_owned(), value)).into_iter().collect(), span)
}
