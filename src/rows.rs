//! Domain and SDK types as records of Nushell.

pub(crate) mod api;
pub(crate) mod credentials;
pub(crate) mod effective;
pub(crate) mod failure;
pub(crate) mod finding;
pub(crate) mod identity;
pub(crate) mod login;
pub(crate) mod profile;
pub(crate) mod region;
pub(crate) mod sso;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use nu_protocol::{IntoValue, Span, Type, Value};

use crate::config::first_line;

/// The type of a column that may be null.
fn or_null(known: Type) -> Type {
    Type::one_of([known, Type::Nothing])
}

/// What a cell shows of a text from the AWS files or from AWS: only the first line, and null instead of an empty text.
fn cell_text(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.filter(|text| !text.is_empty()).map(first_line)
}

fn text(text: Option<&str>, span: Span) -> Value {
    cell_text(text).map(Cow::into_owned).into_value(span)
}

fn time(time: Option<DateTime<Utc>>, span: Span) -> Value {
    time.map_or(Value::nothing(span), |time| Value::date(time.fixed_offset(), span))
}

/// The duration until a time, in whole seconds; negative if the time has passed.
fn time_left(time: Option<DateTime<Utc>>, now: DateTime<Utc>, span: Span) -> Value {
    let nanoseconds = time.and_then(|time| (time - now).num_seconds().checked_mul(1_000_000_000));
    nanoseconds.map_or(Value::nothing(span), |nanoseconds| Value::duration(nanoseconds, span))
}
