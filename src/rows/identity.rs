//! An identity as a row.

use chrono::{DateTime, Utc};
use nu_protocol::{IntoValue, Record, Span, Type, Value};

use crate::identity::Identity;

/// The columns of a row, with their types. Any but `expires_at` and `expires_in` is a text, and any may be null.
pub(crate) const COLUMNS: [&str; 12] = [
    "account_id",
    "account_name",
    "arn",
    "user_id",
    "role_name",
    "session_name",
    "profile",
    "region",
    "sso_session",
    "source",
    "expires_at",
    "expires_in",
];

/// The type of a column.
pub(crate) fn type_of(column: &str) -> Type {
    let known = match column {
        "expires_at" => Type::Date,
        "expires_in" => Type::Duration,
        _ => Type::String,
    };
    Type::one_of([known, Type::Nothing])
}

/// The row of an identity at this time.
pub(crate) fn row(identity: Identity, now: DateTime<Utc>, span: Span) -> Record {
    // Fractions of seconds are of no use to anybody.
    let expires_in = identity.expires_at.map(|end| (end - now).num_seconds() * 1_000_000_000);
    let mut row = Record::with_capacity(COLUMNS.len());
    for column in COLUMNS {
        let text = match column {
            "account_id" => &identity.account_id,
            "account_name" => &identity.account_name,
            "arn" => &identity.arn,
            "user_id" => &identity.user_id,
            "role_name" => &identity.role_name,
            "session_name" => &identity.session_name,
            "profile" => &identity.profile,
            "region" => &identity.region,
            "sso_session" => &identity.sso_session,
            _ => &identity.source,
        };
        let value = match column {
            "expires_at" => identity.expires_at.map(|end| Value::date(end.fixed_offset(), span)),
            "expires_in" => expires_in.map(|left| Value::duration(left, span)),
            _ => Some(text.as_deref().into_value(span)),
        };
        row.push(column, value.unwrap_or(Value::nothing(span)));
    }
    row
}
