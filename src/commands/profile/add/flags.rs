//! What a call says beside the rows.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, ShellError, Span, Spanned};

use crate::commands::common::flags::{output, region};
use crate::error::Spans;
use crate::sso::NameTemplate;

/// The argument and flags of a call.
pub(crate) struct Flags {
    pub(crate) naming: Naming,
    /// Where the name or the template stands, else the command.
    pub(crate) naming_span: Span,
    pub(crate) session: Option<Spanned<String>>,
    pub(crate) account: Option<Spanned<String>>,
    pub(crate) role: Option<Spanned<String>>,
    pub(crate) region: Option<String>,
    pub(crate) output: Option<String>,
    pub(crate) force: bool,
    pub(crate) dry_run: bool,
}

/// How profiles get their names.
pub(crate) enum Naming {
    /// By this name.
    Name(String),
    /// From account and role.
    Template(NameTemplate),
}

impl Flags {
    pub(crate) fn of(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        let region = region(call)?.map(|region| region.item);
        let naming = naming(call, region.as_deref())?;
        Ok(Self {
            naming: naming.item,
            naming_span: naming.span,
            session: call.get_flag("sso-session")?,
            account: call.get_flag("account")?,
            role: call.get_flag("role")?,
            region,
            output: output(call)?.map(|output| output.item),
            force: call.has_flag("force")?,
            dry_run: call.has_flag("dry-run")?,
        })
    }
}

fn naming(call: &EvaluatedCall, region: Option<&str>) -> Result<Spanned<Naming>, LabeledError> {
    let (name, template) = (call.opt::<Spanned<String>>(0)?, call.get_flag::<Spanned<String>>("name")?);
    let (text, span) = match (name, template) {
        (Some(name), Some(template)) => return Err(one_too_many(name.span, template.span).into()),
        (Some(Spanned { item, span }), None) => return Ok(Spanned { item: Naming::Name(item), span }),
        (None, Some(Spanned { item, span })) => (item, span),
        (None, None) => (NameTemplate::DEFAULT.to_owned(), call.head),
    };
    let template = NameTemplate::parse(&text, region).map_err(|error| error.at(&Spans::head(span)))?;
    Ok(Spanned { item: Naming::Template(template), span })
}

fn one_too_many(name: Span, template: Span) -> ShellError {
    ShellError::IncompatibleParameters {
        left_message: "the name of one profile".into(),
        left_span: name,
        right_message: "a template for names".into(),
        right_span: template,
    }
}
