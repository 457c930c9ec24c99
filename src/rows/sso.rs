//! Sign-ins, accounts and roles of IAM Identity Center as rows.

use chrono::{DateTime, Utc};
use nu_protocol::{CollectionColumns, Span, Type, Value, record};

use crate::cli_cache::token::{SignInStatus, Token};
use crate::config::identity_center::IdentityCenter;
use crate::rows::{or_null, text, time, time_left};
use crate::sso::portal::{Account, AssignedRole};
use crate::sso::sessions::SsoSession;

/// A row of `aws sso login`. `sso_session` is null for the start URL of legacy profiles, which has no name.
pub(crate) fn login_row(center: &IdentityCenter, token: &Token, span: Span) -> Value {
    let row = record! {
        "sso_session" => text(center.session.as_deref(), span),
        "status" => text(Some(token.status(Utc::now()).as_str()), span),
        "expires_at" => time(Some(token.expires_at), span),
        "region" => text(Some(&center.region), span),
        "start_url" => text(Some(&center.start_url), span),
    };
    Value::record(row, span)
}

/// The columns of [`session_row`] with their types.
pub(crate) fn session_columns() -> CollectionColumns<Type> {
    [
        ("sso_session", or_null(Type::String)),
        ("status", Type::String),
        ("expires_in", or_null(Type::Duration)),
        ("expires_at", or_null(Type::Date)),
        ("region", or_null(Type::String)),
        ("start_url", or_null(Type::String)),
    ]
    .into()
}

/// A row of `aws sso sessions`: an Identity Center of the config with its sign-in. `expires_in` is negative for an
/// expired sign-in. `long` adds `profiles`, `scopes` and `registration_expires_at`.
pub(crate) fn session_row(session: &SsoSession<'_>, long: bool, now: DateTime<Utc>, span: Span) -> Value {
    let token = session.token.as_ref();
    let expires_at = token.map(|token| token.expires_at);
    let list = |texts: Vec<&str>| Value::list(texts.into_iter().map(|text| Value::string(text, span)).collect(), span);
    let mut row = record! {
        "sso_session" => text(session.name.as_deref(), span),
        "status" => text(Some(SignInStatus::from_token(token, now).as_str()), span),
        "expires_in" => time_left(expires_at, now, span),
        "expires_at" => time(expires_at, span),
        "region" => text(session.region.as_deref(), span),
        "start_url" => text(session.start_url.as_deref(), span),
    };
    if long {
        row.push("profiles", list(session.profiles.clone()));
        row.push("scopes", list(session.scopes.iter().map(String::as_str).collect()));
        let registration = token.and_then(|token| token.registration.as_ref());
        row.push("registration_expires_at", time(registration.map(|registration| registration.expires_at), span));
    }
    Value::record(row, span)
}

/// A row of `aws sso logout`. `was` is the status before.
pub(crate) fn logout_row(center: &IdentityCenter, was: SignInStatus, span: Span) -> Value {
    let row = record! {
        "sso_session" => text(center.session.as_deref(), span),
        "status" => text(Some(SignInStatus::SignedOut.as_str()), span),
        "was" => text(Some(was.as_str()), span),
        "region" => text(Some(center.region.as_str()).filter(|region| !region.is_empty()), span),
        "start_url" => text(Some(&center.start_url), span),
    };
    Value::record(row, span)
}

/// A row of `aws sso accounts`: an account in which the user has a role.
pub(crate) fn account_row(account: &Account, session: Option<&str>, span: Span) -> Value {
    let row = record! {
        "account_id" => text(Some(&account.account_id), span),
        "account_name" => text(account.account_name.as_deref(), span),
        "email" => text(account.email.as_deref(), span),
        "sso_session" => text(session, span),
    };
    Value::record(row, span)
}

/// A row of `aws sso roles`: a role that the user has in an account. `profile` is the profile for it.
pub(crate) fn role_row(role: &AssignedRole, session: Option<&str>, profile: Option<&str>, span: Span) -> Value {
    let row = record! {
        "account_id" => text(Some(&role.account.account_id), span),
        "account_name" => text(role.account.account_name.as_deref(), span),
        "role_name" => text(Some(&role.role_name), span),
        "profile" => text(profile, span),
        "sso_session" => text(session, span),
    };
    Value::record(row, span)
}
