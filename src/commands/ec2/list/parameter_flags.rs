//! The flags that send a parameter of the operation.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Flag, LabeledError, Signature, Spanned, SyntaxShape, Value};

use crate::aws::timestamp;
use crate::commands::common::target_flags::string_or_list;
use crate::ec2::Resource;
use crate::ec2::operation::Parameter;
use crate::ec2::parameter_flag::{Argument, DefaultValue, ParameterFlag, Takes};
use crate::error::{Ec2Error, Error, Spans};
use crate::text::quote::quoted;
use crate::text::selection::{Case, select};
use crate::text::suggest::suggest;

/// Adds the flags of a resource.
pub(crate) fn parameter_flags(signature: Signature, resource: &Resource) -> Signature {
    resource.flags.iter().fold(signature, |signature, flag| {
        let is_list = matches!(resource.operation.parameter(flag.parameter), Some(Parameter::List { .. }));
        let declared = Flag { short: flag.short, ..Flag::new(flag.name).desc(flag.description) };
        signature.param(match flag.takes {
            Takes::Switch => declared,
            Takes::Time => declared.arg(SyntaxShape::DateTime),
            _ if is_list => declared.arg(string_or_list()),
            _ => declared.arg(SyntaxShape::String),
        })
    })
}

/// The values that Tab offers for a flag.
pub(crate) fn parameter_values(resource: &Resource, flag: &str) -> Vec<String> {
    let flag = resource.flags.iter().find(|known| known.name == flag);
    flag.iter().flat_map(|flag| flag.takes.known_texts()).map(|text| quoted(text)).collect()
}

/// The parameters that the flags of a call send.
pub(crate) fn arguments(
    resource: &Resource,
    call: &EvaluatedCall,
    has_no_ids: bool,
) -> Result<Vec<Argument>, LabeledError> {
    let mut arguments = Vec::new();
    for flag in resource.flags {
        let Some(parameter) = resource.operation.parameter(flag.parameter) else { continue };
        let values = match call.get_flag_value(flag.name) {
            _ if matches!(flag.takes, Takes::Switch) && call.has_flag(flag.name)? => vec![true.to_string()],
            Some(given) => values(flag, parameter, given)?,
            None => {
                flag.default.filter(|_| has_no_ids).map(|default| default_values(default, call)).unwrap_or_default()
            }
        };
        if !values.is_empty() {
            arguments.push(Argument { parameter, values });
        }
    }
    Ok(arguments)
}

/// What a flag sends.
fn values(flag: &ParameterFlag, parameter: &Parameter, given: Value) -> Result<Vec<String>, LabeledError> {
    match (flag.takes, given) {
        // `--all=false`
        (Takes::Switch, _) => Ok(Vec::new()),
        (Takes::Time, Value::Date { val, .. }) => Ok(vec![timestamp::format(val.to_utc())]),
        (Takes::Time, other) => Err(wrong_type(flag, &other)),
        (Takes::OneOf(known), given) => selected(flag, known, parameter, &texts(flag, given)?),
        (takes @ (Takes::Texts(known) | Takes::TextsOrAll(known, _)), given) => {
            let in_known_case = |text: Spanned<String>| {
                let known = known.iter().find(|known| known.eq_ignore_ascii_case(&text.item));
                known.map_or(text.item, |known| (*known).to_owned())
            };
            let texts: Vec<_> = texts(flag, given)?.into_iter().map(in_known_case).collect();
            let is_all = |text: &String| matches!(takes, Takes::TextsOrAll(_, all) if text == all);
            Ok(if texts.iter().any(is_all) { Vec::new() } else { texts })
        }
    }
}

/// The values that texts select of those that there are.
fn selected(
    flag: &ParameterFlag,
    known: &'static [&'static str],
    parameter: &Parameter,
    texts: &[Spanned<String>],
) -> Result<Vec<String>, LabeledError> {
    let items: Vec<_> = texts.iter().map(|text| text.item.as_str()).collect();
    let selected = select(&items, known, Case::Ignored).and_then(|values| match (parameter, values.len()) {
        (Parameter::Single { .. }, 2..) => Err(0),
        _ => Ok(values.into_iter().map(str::to_owned).collect()),
    });
    selected.map_err(|wrong| {
        let Spanned { item: value, span } = texts[wrong].clone();
        let nearest = suggest(&value, known);
        Error::from(Ec2Error::UnknownFlagValue { flag: flag.name, value, known, nearest }).at(&Spans::head(span))
    })
}

fn texts(flag: &ParameterFlag, given: Value) -> Result<Vec<Spanned<String>>, LabeledError> {
    let span = given.span();
    match given {
        Value::List { vals, .. } => {
            let texts = vals.into_owned().into_iter().map(|value| texts(flag, value)).collect::<Result<Vec<_>, _>>()?;
            Ok(texts.concat())
        }
        Value::String { val, .. } | Value::Glob { val, .. } => Ok(vec![Spanned { item: val, span }]),
        Value::Int { val, .. } => Ok(vec![Spanned { item: val.to_string(), span }]),
        other => Err(wrong_type(flag, &other)),
    }
}

fn wrong_type(flag: &ParameterFlag, given: &Value) -> LabeledError {
    let takes = if matches!(flag.takes, Takes::Time) { "a time" } else { "a text or a list of texts" };
    let error = Ec2Error::FlagValue { flag: flag.name, takes, found: given.get_type().to_string() };
    Error::from(error).at(&Spans::head(given.span()))
}

fn default_values(default: DefaultValue, call: &EvaluatedCall) -> Vec<String> {
    match default {
        DefaultValue::Now => vec![timestamp::format(timestamp::now())],
        DefaultValue::Texts { unless, .. } if unless.iter().any(|flag| call.get_flag_value(flag).is_some()) => {
            Vec::new()
        }
        DefaultValue::Texts { texts, .. } => texts.iter().map(|text| (*text).to_owned()).collect(),
    }
}
