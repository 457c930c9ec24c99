//! An identity as a row.

use chrono::{DateTime, Utc};
use nu_protocol::{Record, Span, record};

use crate::identity::Identity;
use crate::rows::{text, time, time_left};

pub(crate) const COLUMNS: [&str; 12] = [
    "account_id",
    "account_name",
    "role_name",
    "session_name",
    "profile",
    "region",
    "expires_in",
    "expires_at",
    "sso_session",
    "user_id",
    "arn",
    "source",
];

pub(crate) fn row(identity: &Identity, now: DateTime<Utc>, span: Span) -> Record {
    let text = |value: &Option<String>| text(value.as_deref(), span);
    record! {
        "account_id" => text(&identity.account_id),
        "account_name" => text(&identity.account_name),
        "role_name" => text(&identity.role_name),
        "session_name" => text(&identity.session_name),
        "profile" => text(&identity.profile),
        "region" => text(&identity.region),
        "expires_in" => time_left(identity.expires_at, now, span),
        "expires_at" => time(identity.expires_at, span),
        "sso_session" => text(&identity.sso_session),
        "user_id" => text(&identity.user_id),
        "arn" => text(&identity.arn),
        "source" => text(&identity.source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_declared_columns() {
        let row = row(&Identity::default(), Utc::now(), Span::test_data());
        assert!(row.columns().eq(COLUMNS.iter()), "{row:?}");
    }
}
