//! The failure of a target as a row.

use nu_protocol::{IntoValue, Record, Span, Value, record};

use crate::error::Error;
use crate::fanout::channel::Failure;
use crate::text::control::printable;

/// The column with the error, which is null in other rows.
pub(crate) const ERROR: &str = "Error";

/// The row of a failed target, with the same columns as the other rows. All are null but those that identify the target.
pub(crate) fn row<'a>(failure: &Failure, columns: impl Iterator<Item = &'a str>, span: Span) -> Record {
    let Failure { profile, account_id, region, error } = failure;
    let value = |column| match column {
        "Profile" | "profile" => profile.as_deref().into_value(span),
        "AccountId" | "account_id" => account_id.as_deref().into_value(span),
        "Region" | "region" => region.as_deref().into_value(span),
        _ => Value::nothing(span),
    };
    let mut row: Record = columns.map(|column| (column.to_owned(), value(column))).collect();
    row.push(ERROR, error_value(error, span));
    row
}

fn error_value(error: &Error, span: Span) -> Value {
    let error = record! {
        "code" => Value::string(error.code(), span),
        "message" => Value::string(printable(&error.full_message()), span),
        "help" => error.help().map(|help| printable(&help).into_owned()).into_value(span),
    };
    Value::record(error, span)
}
