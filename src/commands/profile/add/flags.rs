//! The arguments of `aws profile add`.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, ShellError, Span, Spanned};

use crate::cli_cache::account_names::AccountNames;
use crate::commands::common::checked_flags;
use crate::error::{Error, Spans, SsoError};
use crate::sso::NameTemplate;
use crate::text::suggest::suggest;

/// The arguments of a call.
pub(crate) struct Flags {
    pub(crate) naming: Naming,
    /// The span of the name or the template, else of the command.
    pub(crate) naming_span: Span,
    pub(crate) session: Option<Spanned<String>>,
    /// The account's id.
    pub(crate) account: Option<Spanned<String>>,
    /// The account's name, if it was given instead of the id.
    pub(crate) account_name: Option<String>,
    pub(crate) role: Option<Spanned<String>>,
    pub(crate) region: Option<String>,
    pub(crate) output: Option<String>,
    pub(crate) force: bool,
    pub(crate) dry_run: bool,
}

pub(crate) enum Naming {
    /// The name of a single profile.
    Name(String),
    Template(NameTemplate),
    /// The name in the row, else this template.
    Row(NameTemplate),
}

impl Flags {
    pub(crate) fn from_call(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        let region = checked_flags::region(call)?.map(|region| region.item);
        let naming = Naming::from_call(call, region.as_deref())?;
        Ok(Self {
            naming: naming.item,
            naming_span: naming.span,
            session: call.get_flag("sso-session")?,
            account: call.get_flag("account")?,
            account_name: None,
            role: call.get_flag("role")?,
            region,
            output: checked_flags::output(call)?.map(|output| output.item),
            force: call.has_flag("force")?,
            dry_run: call.has_flag("dry-run")?,
        })
    }
}

impl Flags {
    /// Replaces the name of an account by its id, if it is the name of one account alone.
    pub(crate) fn find_account(&mut self, names: &AccountNames) -> Result<(), LabeledError> {
        let is_name = |account: &&mut Spanned<String>| !account.item.bytes().all(|byte| byte.is_ascii_digit());
        let Some(account) = self.account.as_mut().filter(is_name) else { return Ok(()) };
        let name = account.item.clone();
        let ids: Vec<_> = names.iter().filter(|(_, known)| **known == name).map(|(id, _)| id).collect();
        let error = match ids.as_slice() {
            [id] => {
                account.item = (*id).clone();
                self.account_name = Some(name);
                return Ok(());
            }
            [] => SsoError::AccountNameUnknown { nearest: suggest(&name, names.values()), name },
            many => SsoError::AccountAmbiguous { count: many.len(), name },
        };
        Err(Error::from(error).at(&Spans::head(account.span)))
    }
}

impl Naming {
    fn from_call(call: &EvaluatedCall, region: Option<&str>) -> Result<Spanned<Self>, LabeledError> {
        let parse = |text: &str, span| NameTemplate::parse(text, region).map_err(|error| error.at(&Spans::head(span)));
        let (item, span) = match (call.opt::<Spanned<String>>(0)?, call.get_flag::<Spanned<String>>("name")?) {
            (Some(name), Some(template)) => return Err(name_and_template(name.span, template.span).into()),
            (Some(name), None) => (Self::Name(name.item), name.span),
            (None, Some(template)) => (Self::Template(parse(&template.item, template.span)?), template.span),
            (None, None) => (Self::Row(parse(NameTemplate::DEFAULT, call.head)?), call.head),
        };
        Ok(Spanned { item, span })
    }
}

fn name_and_template(name: Span, template: Span) -> ShellError {
    ShellError::IncompatibleParameters {
        left_message: "the name of one profile".into(),
        left_span: name,
        right_message: "a template for names".into(),
        right_span: template,
    }
}
