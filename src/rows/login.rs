//! Sign-ins to the console as rows.

use chrono::Utc;
use nu_protocol::{Span, Value, record};

use crate::aws::arn::Arn;
use crate::cli_cache::console_sessions::{ConsoleSession, StoredConsoleSession};
use crate::cli_cache::token::SignInStatus;
use crate::rows::{text, time};

/// The row of `aws login`. `expires_at` is about the keys, which are renewed until `refreshable_until`.
pub(crate) fn login_row(profile: &str, arn: &str, session: &ConsoleSession, span: Span) -> Value {
    let row = record! {
        "profile" => text(Some(profile), span),
        "account_id" => text(session.account_id.as_deref(), span),
        "arn" => text(Some(arn), span),
        "region" => text(session.sign_in_region.as_deref(), span),
        "status" => text(Some(session.status(Utc::now()).as_str()), span),
        "expires_at" => time(Some(session.expires_at), span),
        "refreshable_until" => time(session.refreshable_until(), span),
    };
    Value::record(row, span)
}

/// A row of `aws logout`. `was` is the status before, and `expires_at` is until when the keys that programs have stay good.
pub(crate) fn logout_row(
    profile: Option<&str>,
    session: &StoredConsoleSession,
    was: SignInStatus,
    span: Span,
) -> Value {
    let account_id = session.arn.as_deref().and_then(Arn::parse).and_then(|arn| arn.account_id());
    let row = record! {
        "profile" => text(profile, span),
        "status" => text(Some(SignInStatus::SignedOut.as_str()), span),
        "was" => text(Some(was.as_str()), span),
        "expires_at" => time(session.keys_expire_at(), span),
        "account_id" => text(account_id, span),
        "arn" => text(session.arn.as_deref(), span),
    };
    Value::record(row, span)
}
