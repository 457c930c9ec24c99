//! The words of a call: those of its flags, and those that come through the pipeline.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, PipelineData, Spanned, Value};

use crate::commands::profile::input::names_in;
use crate::error::{Error, Spans};

/// What profiles are given as.
pub(crate) const HELP: &str = "pipe names of profiles, or rows of `aws profiles`";

/// Words of a call.
#[derive(Debug)]
pub(crate) struct Words {
    /// Each with its place.
    pub(crate) words: Vec<Spanned<String>>,
    /// Whether they are a list, if only of one.
    pub(crate) is_list: bool,
}

/// A flag that takes a word or a list of words. For a value of another type the error is made from the type's name.
pub(crate) fn words(
    call: &EvaluatedCall,
    flag: &str,
    wrong_type: fn(String) -> Error,
) -> Result<Option<Words>, LabeledError> {
    let text = |value: Value| {
        let (span, kind) = (value.span(), value.get_type());
        let item = value.coerce_into_string().map_err(|_| {
            let found = kind.to_string().split('<').next().unwrap_or_default().to_owned();
            wrong_type(found).at(&Spans::head(span))
        });
        Ok::<_, LabeledError>(Spanned { item: item?, span })
    };
    Ok(match call.get_flag_value(flag) {
        None => None,
        Some(Value::List { vals, .. }) => {
            let words = vals.into_owned().into_iter().map(text).collect::<Result<_, _>>()?;
            Some(Words { words, is_list: true })
        }
        Some(value) => Some(Words { words: vec![text(value)?], is_list: false }),
    })
}

/// What comes through the pipeline.
pub(crate) enum Piped {
    /// Nothing, or nothing that could be profiles.
    Nothing,
    /// Profiles. An empty table is nobody, and not everybody.
    Profiles(Words),
    /// The item of a closure, with the names that it would be if it were profiles.
    Item(Vec<Spanned<String>>),
}

/// The profiles that come through the pipeline.
///
/// In a closure the item comes through the pipeline, wanted or not: `each {|region| aws ec2 instances -r $region }`. So
/// a text that the call itself uses is taken for one, a list of them too, and a row whose name, or, where it has none,
/// anything in it is used.
pub(crate) fn piped(call: &EvaluatedCall, input: PipelineData) -> Result<Piped, LabeledError> {
    let input = input.into_value(call.head)?;
    let is_item = match &input {
        Value::Error { .. } => false,
        Value::List { vals, .. } => !vals.is_empty() && vals.iter().all(|value| is_used_by(call, value)),
        Value::String { .. } => is_used_by(call, &input),
        Value::Record { val, .. } => match val.get("name") {
            Some(name) => is_used_by(call, name),
            None => val.values().any(|value| is_used_by(call, value)),
        },
        _ => return Ok(Piped::Nothing),
    };
    if is_item {
        return Ok(Piped::Item(names_in(input, HELP).unwrap_or_default()));
    }
    let is_list = matches!(input, Value::List { .. });
    Ok(Piped::Profiles(Words { words: names_in(input, HELP)?, is_list }))
}

/// Whether a text is one of the call's own words, or a part of one, such as a filter's value.
fn is_used_by(call: &EvaluatedCall, text: &Value) -> bool {
    let flags = call.named.iter().filter_map(|(_, value)| value.as_ref());
    matches!(text, Value::String { .. }) && call.positional.iter().chain(flags).any(|word| has(word, text))
}

/// Whether a value is this text, or has it in it.
fn has(value: &Value, text: &Value) -> bool {
    match value {
        Value::List { vals, .. } => vals.iter().any(|value| has(value, text)),
        Value::Record { val, .. } => val.values().any(|value| has(value, text)),
        value => value == text,
    }
}
