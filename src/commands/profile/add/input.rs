//! The rows and names that `aws profile add` takes from the pipeline.

use nu_protocol::{LabeledError, Record, Span, Spanned, Value};

use crate::commands::common::account_id::account_id;
use crate::commands::common::named_profiles::input_error;
use crate::commands::profile::add::flags::{Flags, Naming};
use crate::config::identity_center::IdentityCenter;
use crate::config::profiles_by_role::ProfilesByRole;
use crate::config::{Config, FileKind, SectionName, SsoProfile, SsoRole};
use crate::error::{Error, ProfileError, Spans, SsoError};
use crate::sso::name_template::TemplateValues;

const HELP: &str = "pipe rows of `aws sso roles` or `aws profiles`: `aws sso roles | first | aws profile add`";

/// The columns with the account and the role, in rows of `aws sso roles` and of `aws profiles`.
const ACCOUNT_ID: [&str; 2] = ["account_id", "sso_account_id"];
const ROLE_NAME: [&str; 2] = ["role_name", "sso_role_name"];

/// A profile that is to be written.
pub(crate) struct ProfileInput {
    /// The name that is given for it alone.
    name: Option<String>,
    /// `None` if the profile exists and keeps its credentials.
    role: Option<RoleInput>,
}

/// A role that gets a profile.
struct RoleInput {
    account_name: Option<String>,
    role: SsoRole,
}

/// A profile of which a row and the flags may give only a part.
struct PartialProfile {
    name: Option<String>,
    account_id: Option<Spanned<String>>,
    account_name: Option<String>,
    role_name: Option<Spanned<String>>,
    session: Option<Spanned<String>>,
    /// Whether the row has an `sso_session` that is null: a legacy sign-in has none.
    is_legacy: bool,
    span: Span,
}

/// The profile that the flags give completely, else those of the rows, which the flags complete.
pub(crate) fn profiles(
    input: Value,
    flags: &Flags,
    config: &Config,
    head: Span,
) -> Result<Vec<ProfileInput>, LabeledError> {
    let from_flags = || PartialProfile::from_flags(flags, head).complete(flags, config, ["--account", "--role"]);
    let from_row = |row| {
        let names = [ACCOUNT_ID[0], ROLE_NAME[0]];
        PartialProfile::from_row(row, flags, config)?.complete(flags, config, names)
    };
    match input {
        _ if flags.account.is_some() && flags.role.is_some() => Ok(vec![from_flags()?]),
        Value::Nothing { .. } => Ok(vec![from_flags()?]),
        Value::List { vals, .. } => vals.into_iter().map(from_row).collect(),
        row => Ok(vec![from_row(row)?]),
    }
}

impl ProfileInput {
    /// What is written. If a template names a role's profile, that is one which the role already has.
    pub(crate) fn into_profile(self, flags: &Flags, existing: &ProfilesByRole) -> SsoProfile {
        let name = match (&flags.naming, self.name, &self.role) {
            (Naming::Template(template) | Naming::Row(template), None, Some(input)) => {
                let SsoRole { session, account_id, role_name } = &input.role;
                let name = template.name(&TemplateValues {
                    account_id,
                    account_name: input.account_name.as_deref(),
                    role_name,
                    sso_session: session,
                    region: flags.region.as_deref(),
                });
                existing.name(Some(session), account_id, role_name, &name).to_owned()
            }
            (_, name, _) => name.unwrap_or_default(),
        };
        let role = self.role.map(|input| input.role);
        SsoProfile { name, role, region: flags.region.clone(), output: flags.output.clone() }
    }
}

impl PartialProfile {
    fn from_flags(flags: &Flags, span: Span) -> Self {
        let name = match &flags.naming {
            Naming::Name(name) => Some(name.clone()),
            Naming::Template(_) | Naming::Row(_) => None,
        };
        Self {
            name,
            account_id: flags.account.clone(),
            account_name: flags.account_name.clone(),
            role_name: flags.role.clone(),
            session: flags.session.clone(),
            is_legacy: false,
            span,
        }
    }

    fn from_row(row: Value, flags: &Flags, config: &Config) -> Result<Self, LabeledError> {
        let span = row.span();
        let from_flags = Self::from_flags(flags, span);
        let row = match row {
            Value::Record { val, .. } => val,
            Value::String { val, .. } if config.profile(&val).is_some() => {
                let is_template = matches!(flags.naming, Naming::Template(_));
                return Ok(Self { name: from_flags.name.or((!is_template).then_some(val)), ..from_flags });
            }
            Value::Error { error, .. } => return Err((*error).into()),
            other => return Err(input_error(&format!("this is {}, not a row", other.get_type()), HELP, span).into()),
        };
        let name = if let Naming::Row(_) = flags.naming { text(&row, "name")? } else { None };
        if let Some(name) = name.as_ref().filter(|name| config.profile(&name.item).is_none()) {
            let section = SectionName::profile(&name.item);
            section.validate(FileKind::Config).map_err(|error| Error::from(error).at(&Spans::head(name.span)))?;
        }
        Ok(Self {
            name: from_flags.name.or(name.map(|name| name.item)),
            account_id: column_or_flag(&row, &ACCOUNT_ID, flags.account.as_ref())?,
            account_name: text(&row, "account_name")?.map(|name| name.item).or(from_flags.account_name),
            role_name: column_or_flag(&row, &ROLE_NAME, flags.role.as_ref())?,
            session: column_or_flag(&row, &["sso_session"], flags.session.as_ref())?,
            is_legacy: row.get("sso_session").is_some_and(Value::is_nothing),
            span,
        })
    }

    /// The profile, if nothing is missing. `names` are the flags or columns of account and role, for the error.
    fn complete(self, flags: &Flags, config: &Config, names: [&'static str; 2]) -> Result<ProfileInput, LabeledError> {
        let is_partial =
            self.account_id.is_none() || self.role_name.is_none() || (self.session.is_none() && self.is_legacy);
        let exists = self.name.as_ref().is_some_and(|name| config.profile(name).is_some());
        if is_partial && exists && [&flags.account, &flags.role, &flags.session].iter().all(|flag| flag.is_none()) {
            return Ok(ProfileInput { name: self.name, role: None });
        }
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
        let role = SsoRole { session: session.item, account_id: account.item.clone(), role_name: role.item.clone() };
        Ok(ProfileInput { name: self.name, role: Some(RoleInput { account_name: self.account_name, role }) })
    }

    /// The given session, else the only one of the config file.
    fn session(&self, config: &Config) -> Result<Spanned<String>, LabeledError> {
        if let Some(session) = &self.session {
            return Ok(session.clone());
        }
        let mut known: Vec<_> = config.sso_sessions().map(|session| session.name().to_owned()).collect();
        match known.len() {
            1 if !self.is_legacy => Ok(Spanned { item: known.remove(0), span: self.span }),
            _ => Err(Error::from(SsoError::SessionMissing { known }).at(&Spans::head(self.span))),
        }
    }
}

/// The text of the first of these columns that has one, else the flag's. They must not contradict each other.
fn column_or_flag(
    row: &Record,
    columns: &[&str],
    flag: Option<&Spanned<String>>,
) -> Result<Option<Spanned<String>>, LabeledError> {
    for column in columns {
        match (text(row, column)?, flag) {
            (Some(text), Some(flag)) if text.item != flag.item => {
                let problem = format!("a row has the {column} `{}` instead", text.item);
                return Err(input_error(&problem, "select rows with `where`, or leave out this flag", flag.span).into());
            }
            (Some(text), _) => return Ok(Some(text)),
            (None, _) => {}
        }
    }
    Ok(flag.cloned())
}

/// The text of a column; `None` if it is absent, null or empty.
fn text(row: &Record, column: &str) -> Result<Option<Spanned<String>>, LabeledError> {
    match row.get(column) {
        None | Some(Value::Nothing { .. }) => Ok(None),
        Some(Value::String { val, internal_span, .. }) => {
            Ok(Some(Spanned { item: val.clone(), span: *internal_span }).filter(|text| !text.item.is_empty()))
        }
        Some(Value::Error { error, .. }) => Err((**error).clone().into()),
        Some(number @ Value::Int { internal_span, .. })
            if ACCOUNT_ID.contains(&column)
                && let Some(item) = account_id(number) =>
        {
            Ok(Some(Spanned { item, span: *internal_span }))
        }
        Some(other) => {
            let problem = format!("`{column}` is {}, not a string", other.get_type());
            Err(input_error(&problem, HELP, other.span()).into())
        }
    }
}
