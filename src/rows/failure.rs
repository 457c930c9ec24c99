//! The failure of a target as a row.

use nu_protocol::{IntoValue, Record, Span, Value, record};

use crate::error::Error;
use crate::fanout::channel::Failure;
use crate::text::control::printable;

/// The column with the error, which is null in other rows.
pub(crate) const ERROR: &str = "Error";

/// The columns that tell about a failure.
pub(crate) const COLUMNS: [&str; 3] = ["Profile", "Region", ERROR];

/// The position of a column in a table with `--error-rows`. Those about a failure come first, so that every terminal has
/// room for them.
pub(crate) fn position(column: &str) -> usize {
    COLUMNS.iter().position(|known| known.eq_ignore_ascii_case(column)).unwrap_or(COLUMNS.len())
}

/// The columns of a table with `--error-rows`.
pub(crate) fn with_error(columns: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut columns: Vec<_> = columns.chain([ERROR]).collect();
    columns.sort_by_key(|column| position(column));
    columns
}

/// A row without a failure, with these columns. Those that it lacks are null.
pub(crate) fn arranged(mut row: Record, columns: &[&str], span: Span) -> Record {
    let mut value = |column| row.remove(column).unwrap_or(Value::nothing(span));
    columns.iter().map(|&column| (column.to_owned(), value(column))).collect()
}

/// The row of a failed target, with the same columns as the other rows. All are null but [`ERROR`] and those that identify
/// the target.
pub(crate) fn row<'a>(failure: &Failure, columns: impl Iterator<Item = &'a str>, span: Span) -> Record {
    let Failure { profile, account_id, region, error } = failure;
    let value = |column| match column {
        "Profile" | "profile" => profile.as_deref().into_value(span),
        "AccountId" | "account_id" => account_id.as_deref().into_value(span),
        "Region" | "region" => region.as_deref().into_value(span),
        ERROR => error_value(error, span),
        _ => Value::nothing(span),
    };
    columns.map(|column| (column.to_owned(), value(column))).collect()
}

fn error_value(error: &Error, span: Span) -> Value {
    let error = record! {
        "code" => Value::string(error.code(), span),
        "message" => Value::string(printable(&error.full_message()), span),
        "help" => error.help().map(|help| printable(&help).into_owned()).into_value(span),
    };
    Value::record(error, span)
}
