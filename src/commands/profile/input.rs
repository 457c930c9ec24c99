//! Profiles that come through the pipeline.

use nu_protocol::{ShellError, Span, Spanned, Value};

use crate::error::{Error, ProfileError, Spans};

/// The names in a text, a profile's row, or a list or table of these.
pub(crate) fn names_in(input: Value, help: &str) -> Result<Vec<Spanned<String>>, ShellError> {
    let span = input.span();
    match input {
        Value::String { val, .. } => Ok(vec![Spanned { item: val, span }]),
        Value::Record { val, .. } => match val.get("name") {
            Some(Value::String { val, .. }) => Ok(vec![Spanned { item: val.clone(), span }]),
            Some(_) => Err(refused("the `name` of this record is no text", help, span)),
            None => Err(refused("this record has no `name`", help, span)),
        },
        Value::List { vals, .. } => {
            let names = vals.into_iter().map(|value| names_in(value, help));
            Ok(names.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        }
        Value::Error { error, .. } => Err(*error),
        other => Err(refused(&format!("{}, where a profile is needed", other.get_type()), help, span)),
    }
}

/// The error of a pipeline that brings something else.
pub(crate) fn refused(problem: &str, help: &str, span: Span) -> ShellError {
    let error = ProfileError::Input { problem: problem.to_owned(), help: help.to_owned() };
    Error::from(error).at(&Spans::head(span)).into()
}
