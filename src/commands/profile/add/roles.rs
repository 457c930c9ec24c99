//! The accounts and roles that are to have profiles.

use nu_protocol::{LabeledError, Record, Span, Spanned, Value};

use crate::commands::profile::add::flags::Flags;
use crate::commands::profile::input::refused;
use crate::config::Config;
use crate::config::identity_center::IdentityCenter;
use crate::error::{Error, ProfileError, Spans, SsoError};

const HELP: &str = "`aws sso roles` has such rows";

/// A role of an account that is to have a profile.
pub(crate) struct Role {
    pub(crate) account_id: String,
    pub(crate) account_name: Option<String>,
    pub(crate) role_name: String,
    pub(crate) session: String,
}

/// What a row or the flags say of a role so far.
struct Draft {
    account_id: Option<Spanned<String>>,
    account_name: Option<String>,
    role_name: Option<Spanned<String>>,
    session: Option<Spanned<String>>,
    /// Somebody says that there is no session: a legacy sign-in.
    is_legacy: bool,
    span: Span,
}

/// The role that the flags name, else those of the rows; the flags say what the rows leave open.
pub(crate) fn roles(input: Value, flags: &Flags, config: &Config, head: Span) -> Result<Vec<Role>, LabeledError> {
    if flags.account.is_some() && flags.role.is_some() {
        return Ok(vec![Draft::of_flags(flags, head).role(config, &[])?]);
    }
    match input {
        Value::Nothing { .. } => Ok(vec![Draft::of_flags(flags, head).role(config, &["--account", "--role"])?]),
        Value::List { vals, .. } => vals.into_iter().map(|row| of_row(row, flags, config)).collect(),
        row => Ok(vec![of_row(row, flags, config)?]),
    }
}

fn of_row(row: Value, flags: &Flags, config: &Config) -> Result<Role, LabeledError> {
    let span = row.span();
    match row {
        Value::Record { val, .. } => Draft::of_row(&val, flags, span)?.role(config, &["account_id", "role_name"]),
        Value::Error { error, .. } => Err((*error).into()),
        other => Err(refused(&format!("{}, where a row is needed", other.get_type()), HELP, span).into()),
    }
}

impl Draft {
    fn of_flags(flags: &Flags, span: Span) -> Self {
        Self {
            account_id: flags.account.clone(),
            account_name: None,
            role_name: flags.role.clone(),
            session: flags.session.clone(),
            is_legacy: false,
            span,
        }
    }

    fn of_row(row: &Record, flags: &Flags, span: Span) -> Result<Self, LabeledError> {
        Ok(Self {
            account_id: said(row, "account_id", flags.account.as_ref())?,
            account_name: text(row, "account_name")?.map(|name| name.item),
            role_name: said(row, "role_name", flags.role.as_ref())?,
            session: said(row, "sso_session", flags.session.as_ref())?,
            is_legacy: row.get("sso_session").is_some_and(Value::is_nothing),
            span,
        })
    }

    /// The role, if nothing is missing. `names` is what account and role are called here.
    fn role(self, config: &Config, names: &[&'static str]) -> Result<Role, LabeledError> {
        let here = Spans::head(self.span);
        let (Some(account), Some(role)) = (&self.account_id, &self.role_name) else {
            let parts = names.iter().zip([&self.account_id, &self.role_name]);
            let missing = parts.filter_map(|(name, part)| part.is_none().then_some(*name)).collect();
            return Err(Error::from(ProfileError::Incomplete { missing }).at(&here));
        };
        if account.item.len() != 12 || !account.item.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(
                Error::from(SsoError::AccountIdMalformed { id: account.item.clone() }).at(&Spans::head(account.span))
            );
        }
        let session = self.session(config)?;
        IdentityCenter::from_session(config, &session.item).map_err(|error| error.at(&Spans::head(session.span)))?;
        let (account_id, role_name) = (account.item.clone(), role.item.clone());
        Ok(Role { account_id, account_name: self.account_name, role_name, session: session.item })
    }

    /// The session that is named, else the only one that there is.
    fn session(&self, config: &Config) -> Result<Spanned<String>, LabeledError> {
        let mut known: Vec<_> = config.sso_sessions().map(|session| session.name().to_owned()).collect();
        match &self.session {
            Some(session) => Ok(session.clone()),
            None if known.len() == 1 && !self.is_legacy => Ok(Spanned { item: known.remove(0), span: self.span }),
            None => Err(Error::from(SsoError::SessionMissing { known }).at(&Spans::head(self.span))),
        }
    }
}

/// What the row says in this column, else what the flag says.
fn said(row: &Record, column: &str, flag: Option<&Spanned<String>>) -> Result<Option<Spanned<String>>, LabeledError> {
    match (text(row, column)?, flag) {
        (Some(text), Some(flag)) if text.item != flag.item => {
            let problem = format!("the {column} of a row is `{}`, which is not this", text.item);
            Err(refused(&problem, "pick rows with `where`, or leave this flag out", flag.span).into())
        }
        (text, flag) => Ok(text.or_else(|| flag.cloned())),
    }
}

/// A column's text; `None` if there is none.
fn text(row: &Record, column: &str) -> Result<Option<Spanned<String>>, LabeledError> {
    match row.get(column) {
        None | Some(Value::Nothing { .. }) => Ok(None),
        Some(Value::String { val, internal_span, .. }) => {
            Ok(Some(Spanned { item: val.clone(), span: *internal_span }).filter(|text| !text.item.is_empty()))
        }
        Some(Value::Error { error, .. }) => Err((**error).clone().into()),
        Some(other) => {
            Err(refused(&format!("{column} is {}, where a text is needed", other.get_type()), HELP, other.span())
                .into())
        }
    }
}
