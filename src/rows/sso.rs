//! Sign-ins, accounts and roles of an Identity Center as rows.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use nu_protocol::{CollectionColumns, Span, Type, Value};

use crate::cli_cache::token::{SignInStatus, Token};
use crate::config::first_line;
use crate::config::identity_center::IdentityCenter;
use crate::sso::portal::{Account, AssignedRole};
use crate::sso::sessions::SsoSession;

/// The columns of [`login_row`] with their types.
pub(crate) fn login_columns() -> CollectionColumns<Type> {
    typed(&[
        ("session", Type::String),
        ("start_url", Type::String),
        ("region", Type::String),
        ("status", Type::String),
        ("expires_at", Type::Date),
    ])
}

/// A sign-in: the answer of `aws sso login`. `session` is the start URL where the session has no name.
pub(crate) fn login_row(center: &IdentityCenter, token: &Token, span: Span) -> Value {
    row(
        [
            ("session", text(Some(center.key()), span)),
            ("start_url", text(Some(&center.start_url), span)),
            ("region", text(Some(&center.region), span)),
            ("status", text(Some(token.status(Utc::now()).as_str()), span)),
            ("expires_at", time(Some(token.expires_at), span)),
        ],
        span,
    )
}

/// The columns of [`session_row`] with their types.
pub(crate) fn session_columns() -> CollectionColumns<Type> {
    let words = || Type::List(Box::new(Type::String));
    typed(&[
        ("name", or_null(Type::String)),
        ("start_url", or_null(Type::String)),
        ("region", or_null(Type::String)),
        ("scopes", words()),
        ("status", Type::String),
        ("expires_at", or_null(Type::Date)),
        ("expires_in", or_null(Type::Duration)),
        ("registration_expires_at", or_null(Type::Date)),
        ("profiles", words()),
    ])
}

/// An Identity Center of the config with its sign-in: a row of `aws sso sessions`. `expires_in` is negative for a
/// sign-in that is past its time.
pub(crate) fn session_row(session: &SsoSession, now: DateTime<Utc>, span: Span) -> Value {
    let token = session.token.as_ref();
    let expires_at = token.map(|token| token.expires_at);
    // Fractions of a second would only be noise.
    let expires_in = expires_at.and_then(|at| (at - now).num_seconds().checked_mul(1_000_000_000));
    let words = |words: &[String]| Value::list(words.iter().map(|word| Value::string(word, span)).collect(), span);
    row(
        [
            ("name", text(session.name.as_deref(), span)),
            ("start_url", text(session.start_url.as_deref(), span)),
            ("region", text(session.region.as_deref(), span)),
            ("scopes", words(&session.scopes)),
            ("status", text(Some(token.map_or(SignInStatus::SignedOut, |token| token.status(now)).as_str()), span)),
            ("expires_at", time(expires_at, span)),
            ("expires_in", expires_in.map_or(Value::nothing(span), |nanos| Value::duration(nanos, span))),
            ("registration_expires_at", time(token.and_then(|t| t.registration.as_ref()).map(|r| r.expires_at), span)),
            ("profiles", words(&session.profiles)),
        ],
        span,
    )
}

/// The columns of [`logout_row`] with their types.
pub(crate) fn logout_columns() -> CollectionColumns<Type> {
    typed(&[
        ("session", Type::String),
        ("start_url", Type::String),
        ("region", Type::String),
        ("was", Type::String),
        ("status", Type::String),
    ])
}

/// A sign-out: the answer of `aws sso logout`. `was` is the status before.
pub(crate) fn logout_row(center: &IdentityCenter, was: SignInStatus, span: Span) -> Value {
    row(
        [
            ("session", text(Some(center.key()), span)),
            ("start_url", text(Some(&center.start_url), span)),
            ("region", text(Some(&center.region), span)),
            ("was", text(Some(was.as_str()), span)),
            ("status", text(Some(SignInStatus::SignedOut.as_str()), span)),
        ],
        span,
    )
}

/// The columns of [`account_row`] with their types.
pub(crate) fn account_columns() -> CollectionColumns<Type> {
    typed(&[
        ("account_id", Type::String),
        ("account_name", or_null(Type::String)),
        ("email", or_null(Type::String)),
        ("sso_session", or_null(Type::String)),
    ])
}

/// An account in which the user has a role: a row of `aws sso accounts`.
pub(crate) fn account_row(account: &Account, session: Option<&str>, span: Span) -> Value {
    row(
        [
            ("account_id", text(Some(&account.account_id), span)),
            ("account_name", text(account.account_name.as_deref(), span)),
            ("email", text(account.email.as_deref(), span)),
            ("sso_session", text(session, span)),
        ],
        span,
    )
}

/// The columns of [`role_row`] with their types.
pub(crate) fn role_columns() -> CollectionColumns<Type> {
    typed(&[
        ("account_id", Type::String),
        ("account_name", or_null(Type::String)),
        ("role_name", Type::String),
        ("sso_session", or_null(Type::String)),
        ("profile", or_null(Type::String)),
    ])
}

/// A role that the user has in an account: a row of `aws sso roles`. `profile` is the profile that stands for it.
pub(crate) fn role_row(role: &AssignedRole, session: Option<&str>, profile: Option<&str>, span: Span) -> Value {
    row(
        [
            ("account_id", text(Some(&role.account.account_id), span)),
            ("account_name", text(role.account.account_name.as_deref(), span)),
            ("role_name", text(Some(&role.role_name), span)),
            ("sso_session", text(session, span)),
            ("profile", text(profile, span)),
        ],
        span,
    )
}

fn or_null(of: Type) -> Type {
    Type::one_of([of, Type::Nothing])
}

fn text(text: Option<&str>, span: Span) -> Value {
    shown(text).map_or(Value::nothing(span), |text| Value::string(text, span))
}

/// What a cell shows of a text of the AWS files or of AWS: nothing if it is empty, and its first line.
pub(crate) fn shown(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.filter(|text| !text.is_empty()).map(first_line)
}

fn time(time: Option<DateTime<Utc>>, span: Span) -> Value {
    time.map_or(Value::nothing(span), |time| Value::date(time.fixed_offset(), span))
}

fn row<const N: usize>(columns: [(&str, Value); N], span: Span) -> Value {
    Value::record(columns.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), span)
}

fn typed(columns: &[(&str, Type)]) -> CollectionColumns<Type> {
    columns.iter().map(|(name, of)| ((*name).to_owned(), of.clone())).collect::<Vec<_>>().into()
}
