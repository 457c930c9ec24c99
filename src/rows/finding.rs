//! A finding of `aws profile check` as a row.

use nu_protocol::{CollectionColumns, IntoValue, Span, Type, Value, record};

use crate::config::lint::{Finding, Fix};
use crate::rows::or_null;

/// The columns of [`row`] with their types.
pub(crate) fn columns() -> CollectionColumns<Type> {
    [
        ("severity", Type::String),
        ("profile", or_null(Type::String)),
        ("message", Type::String),
        ("fix", or_null(Type::String)),
        ("file", or_null(Type::String)),
        ("line", or_null(Type::Int)),
        ("code", Type::String),
    ]
    .into()
}

/// The row of a finding. `profile` is null for a finding about a file or an sso-session.
pub(crate) fn row(finding: &Finding, span: Span) -> Value {
    let location = finding.location.as_ref();
    let row = record! {
        "severity" => Value::string(finding.severity.as_str(), span),
        "profile" => finding.profile().into_value(span),
        "message" => Value::string(&finding.message, span),
        "fix" => finding.fix.as_ref().map(Fix::text).into_value(span),
        "file" => location.map(|location| location.path.display().to_string()).into_value(span),
        "line" => location.and_then(|location| i64::try_from(location.line).ok()).into_value(span),
        "code" => Value::string(finding.code, span),
    };
    Value::record(row, span)
}
