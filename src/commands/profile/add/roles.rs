//! The accounts and roles that get profiles, from the input and the flags.

use nu_protocol::{LabeledError, Record, Span, Spanned, Value};

use crate::commands::common::profile_names::input_error;
use crate::commands::profile::add::Flags;
use crate::config::Config;
use crate::config::identity_center::IdentityCenter;
use crate::error::{Error, ProfileError, Spans, SsoError};

const HELP: &str = "pipe rows of `aws sso roles`: `aws sso roles | first | aws profile add`";

/// A role that gets a profile.
pub(crate) struct RoleInput {
    pub(crate) account_id: String,
    pub(crate) account_name: Option<String>,
    pub(crate) role_name: String,
    pub(crate) session: String,
}

/// A role of which a row and the flags may give only a part.
struct PartialRole {
    account_id: Option<Spanned<String>>,
    account_name: Option<String>,
    role_name: Option<Spanned<String>>,
    session: Option<Spanned<String>>,
    /// Whether the row has an `sso_session` that is null: a legacy sign-in has none.
    is_legacy: bool,
    span: Span,
}

/// The role that the flags give completely, else those of the rows, which the flags complete.
pub(crate) fn roles(input: Value, flags: &Flags, config: &Config, head: Span) -> Result<Vec<RoleInput>, LabeledError> {
    let from_flags = || PartialRole::from_flags(flags, head).complete(config, ["--account", "--role"]);
    let from_row = |row| PartialRole::from_row(row, flags)?.complete(config, ["account_id", "role_name"]);
    match input {
        _ if flags.account.is_some() && flags.role.is_some() => Ok(vec![from_flags()?]),
        Value::Nothing { .. } => Ok(vec![from_flags()?]),
        Value::List { vals, .. } => vals.into_iter().map(from_row).collect(),
        row => Ok(vec![from_row(row)?]),
    }
}

impl PartialRole {
    fn from_flags(flags: &Flags, span: Span) -> Self {
        Self {
            account_id: flags.account.clone(),
            account_name: None,
            role_name: flags.role.clone(),
            session: flags.session.clone(),
            is_legacy: false,
            span,
        }
    }

    fn from_row(row: Value, flags: &Flags) -> Result<Self, LabeledError> {
        let span = row.span();
        let row = match row {
            Value::Record { val, .. } => val,
            Value::Error { error, .. } => return Err((*error).into()),
            other => return Err(input_error(&format!("this is {}, not a row", other.get_type()), HELP, span).into()),
        };
        Ok(Self {
            account_id: column_or_flag(&row, "account_id", flags.account.as_ref())?,
            account_name: text(&row, "account_name")?.map(|name| name.item),
            role_name: column_or_flag(&row, "role_name", flags.role.as_ref())?,
            session: column_or_flag(&row, "sso_session", flags.session.as_ref())?,
            is_legacy: row.get("sso_session").is_some_and(Value::is_nothing),
            span,
        })
    }

    /// The role, if nothing is missing. `names` are the flags or columns of account and role, for the error.
    fn complete(self, config: &Config, names: [&'static str; 2]) -> Result<RoleInput, LabeledError> {
        let (Some(account), Some(role)) = (&self.account_id, &self.role_name) else {
            let parts = names.iter().zip([&self.account_id, &self.role_name]);
            let missing = parts.filter_map(|(name, part)| part.is_none().then_some(*name)).collect();
            return Err(Error::from(ProfileError::Incomplete { missing }).at(&Spans::head(self.span)));
        };
        if account.item.len() != 12 || !account.item.bytes().all(|byte| byte.is_ascii_digit()) {
            let error = SsoError::AccountIdMalformed { id: account.item.clone() };
            return Err(Error::from(error).at(&Spans::head(account.span)));
        }
        let session = self.session(config)?;
        IdentityCenter::from_session(config, &session.item).map_err(|error| error.at(&Spans::head(session.span)))?;
        let (account_id, role_name) = (account.item.clone(), role.item.clone());
        Ok(RoleInput { account_id, account_name: self.account_name, role_name, session: session.item })
    }

    /// The given session, else the only one of the config file.
    fn session(&self, config: &Config) -> Result<Spanned<String>, LabeledError> {
        let mut known: Vec<_> = config.sso_sessions().map(|session| session.name().to_owned()).collect();
        match &self.session {
            Some(session) => Ok(session.clone()),
            None if known.len() == 1 && !self.is_legacy => Ok(Spanned { item: known.remove(0), span: self.span }),
            None => Err(Error::from(SsoError::SessionMissing { known }).at(&Spans::head(self.span))),
        }
    }
}

/// The text of a column, else the flag's. They must not contradict each other.
fn column_or_flag(
    row: &Record,
    column: &str,
    flag: Option<&Spanned<String>>,
) -> Result<Option<Spanned<String>>, LabeledError> {
    match (text(row, column)?, flag) {
        (Some(text), Some(flag)) if text.item != flag.item => {
            let problem = format!("a row has the {column} `{}` instead", text.item);
            Err(input_error(&problem, "select rows with `where`, or leave out this flag", flag.span).into())
        }
        (text, flag) => Ok(text.or_else(|| flag.cloned())),
    }
}

/// The text of a column; `None` if it is absent, null or empty.
fn text(row: &Record, column: &str) -> Result<Option<Spanned<String>>, LabeledError> {
    match row.get(column) {
        None | Some(Value::Nothing { .. }) => Ok(None),
        Some(Value::String { val, internal_span, .. }) => {
            Ok(Some(Spanned { item: val.clone(), span: *internal_span }).filter(|text| !text.item.is_empty()))
        }
        Some(Value::Error { error, .. }) => Err((**error).clone().into()),
        Some(other) => {
            let problem = format!("`{column}` is {}, not a string", other.get_type());
            Err(input_error(&problem, HELP, other.span()).into())
        }
    }
}
