//! The flags that send a parameter of the operation.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Flag, LabeledError, Signature, SyntaxShape, Value};

use crate::aws::timestamp;
use crate::commands::common::target_flags::string_or_list;
use crate::ec2::Resource;
use crate::ec2::operation::Parameter;
use crate::ec2::parameter_flag::{Argument, DefaultValue, ParameterFlag, Takes};
use crate::error::{Ec2Error, Error, Spans};
use crate::text::quote::quoted;

/// Adds the flags of a resource.
pub(crate) fn parameter_flags(signature: Signature, resource: &Resource) -> Signature {
    resource.flags.iter().fold(signature, |signature, flag| {
        let is_list = matches!(resource.operation.parameter(flag.parameter), Some(Parameter::List { .. }));
        let declared = Flag { short: flag.short, ..Flag::new(flag.name).desc(flag.description) };
        signature.param(match flag.takes {
            Takes::Switch => declared,
            Takes::Time => declared.arg(SyntaxShape::DateTime),
            Takes::Texts(_) | Takes::TextsOrAll(..) if is_list => declared.arg(string_or_list()),
            Takes::Texts(_) | Takes::TextsOrAll(..) => declared.arg(SyntaxShape::String),
        })
    })
}

/// The values that Tab offers for a flag.
pub(crate) fn parameter_values(resource: &Resource, flag: &str) -> Vec<String> {
    match resource.flags.iter().find(|known| known.name == flag).map(|flag| flag.takes) {
        Some(Takes::Texts(offered) | Takes::TextsOrAll(offered, _)) => {
            offered.iter().map(|text| quoted(text)).collect()
        }
        _ => Vec::new(),
    }
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
            Some(given) => values(flag, given)?,
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
fn values(flag: &ParameterFlag, given: Value) -> Result<Vec<String>, LabeledError> {
    match (flag.takes, given) {
        // `--all=false`
        (Takes::Switch, _) => Ok(Vec::new()),
        (Takes::Time, Value::Date { val, .. }) => Ok(vec![timestamp::format(val.to_utc())]),
        (takes, given) => {
            let texts = texts(flag, given)?;
            let is_all = |text: &String| matches!(takes, Takes::TextsOrAll(_, all) if text == all);
            Ok(if texts.iter().any(is_all) { Vec::new() } else { texts })
        }
    }
}

fn texts(flag: &ParameterFlag, given: Value) -> Result<Vec<String>, LabeledError> {
    match given {
        other if matches!(flag.takes, Takes::Time) => Err(wrong_type(flag, &other)),
        Value::List { vals, .. } => {
            let texts = vals.into_owned().into_iter().map(|value| texts(flag, value)).collect::<Result<Vec<_>, _>>()?;
            Ok(texts.concat())
        }
        Value::String { val, .. } | Value::Glob { val, .. } => Ok(vec![val]),
        Value::Int { val, .. } => Ok(vec![val.to_string()]),
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
