//! The profiles that a call names, as arguments or through the pipeline.

use std::collections::HashSet;

use nu_protocol::{LabeledError, PipelineData, ShellError, Span, Spanned, Value};

use crate::commands::common::command::CommandCall;
use crate::config::{Config, Profile};
use crate::context::active_profile::not_found;
use crate::error::{Error, NamedBy, ProfileError, Spans};

/// The names among the arguments, else those in the pipeline. `None` if there is neither; an empty table, however,
/// names no profile.
pub(crate) fn profile_names(
    call: &CommandCall<'_>,
    input: PipelineData,
) -> Result<Option<Vec<Spanned<String>>>, LabeledError> {
    let names = call.rest::<Spanned<String>>(0)?;
    if !names.is_empty() {
        return Ok(Some(names));
    }
    match call.collect(input)? {
        Value::Nothing { .. } => Ok(None),
        input => Ok(Some(names_in(input, call.command)?)),
    }
}

/// The names in a string, a profile's row, or a list or table of these.
pub(crate) fn names_in(input: Value, command: &str) -> Result<Vec<Spanned<String>>, ShellError> {
    let span = input.span();
    let refused = |problem: &str| Err(input_error(problem, &help(command), span));
    match input {
        Value::String { val, .. } => Ok(vec![Spanned { item: val, span }]),
        Value::Record { val, .. } => match val.get("name") {
            Some(Value::String { val, .. }) => Ok(vec![Spanned { item: val.clone(), span }]),
            Some(_) => refused("the `name` of this record is not a string"),
            None => refused("this record has no `name`"),
        },
        Value::List { vals, .. } => {
            let names = vals.into_iter().map(|value| names_in(value, command));
            Ok(names.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        }
        Value::Error { error, .. } => Err(*error),
        other => refused(&format!("this is {}, not a profile", other.get_type())),
    }
}

fn help(command: &str) -> String {
    format!("pipe names of profiles or rows of `aws profiles`, for example `aws profiles | first | {command}`")
}

/// The error of an input that names no profiles.
pub(crate) fn input_error(problem: &str, help: &str, span: Span) -> ShellError {
    let error = ProfileError::Input { problem: problem.to_owned(), help: help.to_owned() };
    Error::from(error).at(&Spans::head(span)).into()
}

pub(crate) fn find_profile<'a>(config: &'a Config, name: &Spanned<String>) -> Result<&'a Profile, LabeledError> {
    let error = || not_found(config, &name.item, NamedBy::Call).at(&Spans::head(name.span));
    config.profile(&name.item).ok_or_else(error)
}

/// The profiles with these names, each once.
pub(crate) fn find_profiles<'a>(
    config: &'a Config,
    names: &[Spanned<String>],
) -> Result<Vec<&'a Profile>, LabeledError> {
    let mut seen = HashSet::new();
    let names = names.iter().filter(|name| seen.insert(name.item.as_str()));
    names.map(|name| find_profile(config, name)).collect()
}
