//! An identity as a row.

use chrono::{DateTime, Utc};
use nu_protocol::{Record, Span, record};

use crate::identity::Identity;
use crate::rows::{text, time, time_left};

pub(crate) const COLUMNS: [&str; 14] = [
    "account_id",
    "account_name",
    "role_name",
    "session_name",
    "profile",
    "region",
    "expires_in",
    "expires_at",
    "sso_session",
    "sign_in_status",
    "sign_in_expires_at",
    "user_id",
    "arn",
    "source",
];

pub(crate) fn row(identity: &Identity, now: DateTime<Utc>, span: Span) -> Record {
    let optional = |value: &Option<String>| text(value.as_deref(), span);
    record! {
        "account_id" => optional(&identity.account_id),
        "account_name" => optional(&identity.account_name),
        "role_name" => optional(&identity.role_name),
        "session_name" => optional(&identity.session_name),
        "profile" => optional(&identity.profile),
        "region" => optional(&identity.region),
        "expires_in" => time_left(identity.expires_at, now, span),
        "expires_at" => time(identity.expires_at, span),
        "sso_session" => optional(&identity.sso_session),
        "sign_in_status" => text(identity.sign_in.map(|sign_in| sign_in.status.as_str()), span),
        "sign_in_expires_at" => time(identity.sign_in.and_then(|sign_in| sign_in.expires_at), span),
        "user_id" => optional(&identity.user_id),
        "arn" => optional(&identity.arn),
        "source" => optional(&identity.source),
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
