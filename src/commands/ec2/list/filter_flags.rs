//! `--filter` and `--state`: EC2's own filters from a record and a list.

use nu_plugin::EngineInterface;
use nu_protocol::{Flag, LabeledError, Signature, Span, SyntaxShape, Value};

use crate::commands::common::command::CommandCall;
use crate::commands::common::target_flags::{TargetFlags, string_or_list};
use crate::commands::ec2::list::parameter_flags::parameter_values;
use crate::commands::ec2::list::unknown_filters::UnknownFilters;
use crate::ec2::filter::Filter;
use crate::ec2::{Resource, States};
use crate::error::{Ec2Error, Error, Spans};
use crate::rows::api::ColumnOptions;
use crate::text::selection::{Case, select};

/// Adds `--filter`, and `--state` if the resource has states.
pub(crate) fn filter_flags(signature: Signature, resource: &Resource) -> Signature {
    let signature = signature.param(
        Flag::new("filter")
            .arg(SyntaxShape::Record(vec![].into()))
            .desc(format!("Let EC2 filter: {}.", resource.help.filter)),
    );
    if resource.state_filter.is_none() {
        return signature;
    }
    signature.param(
        Flag::new("state")
            .short('s')
            .arg(string_or_list())
            .desc(format!("List only {} in these states: {}.", resource.plural, resource.help.state)),
    )
}

/// The values that Tab offers for the flags of a list.
pub(crate) fn flag_values(resource: &'static Resource, flag: &str) -> Vec<String> {
    match flag {
        "columns" => {
            let columns = resource.schema().columns(ColumnOptions::default());
            columns.iter().map(|column| column.name.to_owned()).collect()
        }
        "state" => resource.states().iter().flat_map(|states| states.values).map(|state| state.to_string()).collect(),
        // Nushell asks for nothing behind the first name of a record.
        "filter" => resource.operation.filter_names().map(|name| format!("{{{name}:")).collect(),
        name => parameter_values(resource, name),
    }
}

/// The filters of a call, and those of them that EC2 may not know, whose positions are added to the spans. Errors are
/// labelled at the filter's name or at its value.
pub(crate) fn filters(
    resource: &Resource,
    call: &CommandCall<'_>,
    flags: &mut TargetFlags,
) -> Result<(Vec<Filter>, UnknownFilters), LabeledError> {
    let (mut filters, mut unknown) = (Vec::new(), UnknownFilters::default());
    if let Some(given) = call.get_flag_value("filter") {
        let span = given.span();
        for (name, value) in given.into_record()? {
            if !resource.has_filter(&name) {
                flags.spans.args.push((name.clone(), key_span(call.engine, span, &name)));
                unknown.add(resource, call, flags, &name)?;
            }
            filters.push(filter(resource, &name, value, call, || key_span(call.engine, span, &name))?);
        }
    }
    if let Some(given) = call.get_flag_value("state")
        && let Some(States { filter: name, values }) = resource.states()
    {
        if let Some(span) = call.get_flag_span("state").filter(|_| filters.iter().any(|f| f.name() == name)) {
            return Err(Error::from(Ec2Error::StatesTwice { filter: name }).at(&Spans::head(span)));
        }
        let span = given.span();
        filters.push(filter(resource, name, selected(given, values), call, || span)?);
    }
    Ok((filters, unknown))
}

/// The states that names, patterns and exclusions select. The filter reports those that nothing matches.
fn selected(given: Value, states: &[&str]) -> Value {
    let span = given.span();
    let items = given.as_list().unwrap_or(std::slice::from_ref(&given));
    let items = items.iter().map(Value::as_str).collect::<Result<Vec<_>, _>>();
    match items.ok().and_then(|items| select(&items, states, Case::Ignored).ok()) {
        Some(states) => Value::list(states.into_iter().map(|state| Value::string(state, span)).collect(), span),
        None => given,
    }
}

fn filter(
    resource: &Resource,
    name: &str,
    value: Value,
    call: &CommandCall<'_>,
    name_span: impl FnOnce() -> Span,
) -> Result<Filter, LabeledError> {
    let values = match value {
        Value::List { vals, .. } => vals.into_owned(),
        single => vec![single],
    };
    let mut args: Vec<(String, Span)> = Vec::with_capacity(values.len());
    for value in values {
        let text = match written_number(call.engine, &value) {
            Some(text) => text,
            None => filter_text(name, &value).map_err(|error| error.at(&Spans::head(value.span())))?,
        };
        args.push((text, value.span()));
    }
    let texts = args.iter().map(|(text, _)| text.clone()).collect();
    Filter::new(resource, name, texts).map_err(|error| {
        if !matches!(error, Error::Ec2(Ec2Error::UnknownState { .. })) {
            args = vec![(name.to_owned(), name_span())];
        }
        error.at(&Spans { args, ..Spans::head(call.head) })
    })
}

/// The text that EC2 compares with: booleans as `true` and `false`, times in UTC with milliseconds.
fn filter_text(name: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String { val, .. } | Value::Glob { val, .. } => Ok(val.clone()),
        Value::Int { val, .. } => Ok(val.to_string()),
        Value::Float { val, .. } => Ok(val.to_string()),
        Value::Bool { val, .. } => Ok(val.to_string()),
        Value::Date { val, .. } => Ok(val.to_utc().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()),
        other => {
            let problem = format!("takes text, numbers, booleans and times, not {}", other.get_type());
            Err(Ec2Error::FilterValue { name: name.into(), problem }.into())
        }
    }
}

/// A number as the line has it: the id of an account or a tag may begin or end with zeros, which the value has lost.
fn written_number(engine: &EngineInterface, value: &Value) -> Option<String> {
    let written = || String::from_utf8(engine.get_span_contents(value.span()).ok()?).ok();
    match value {
        Value::Int { val, .. } => written().filter(|text| text.parse() == Ok(*val)),
        Value::Float { val, .. } => written().filter(|text| text.parse() == Ok(*val)),
        _ => None,
    }
}

/// Where a record's key stands. Values know their place, keys don't, so the record's own text is searched.
fn key_span(engine: &EngineInterface, record: Span, key: &str) -> Span {
    let text = engine.get_span_contents(record).unwrap_or_default();
    let start = text.windows(key.len().max(1)).position(|window| window == key.as_bytes());
    start.map_or(record, |start| Span::new(record.start + start, record.start + start + key.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: Value) -> String {
        filter_text("launch-time", &value).expect("a text")
    }

    #[test]
    fn values_become_the_text_that_ec2_compares_with() {
        assert_eq!(text(Value::test_bool(true)), "true");
        assert_eq!(text(Value::test_int(3)), "3");
        assert_eq!(text(Value::test_float(1.5)), "1.5");
        let time = chrono::DateTime::parse_from_rfc3339("2026-03-01T11:20:30.5+01:00").expect("a time");
        assert_eq!(text(Value::test_date(time)), "2026-03-01T10:20:30.500Z");
    }

    #[test]
    fn a_value_that_is_no_word_is_refused() {
        let error = filter_text("tag:env", &Value::test_nothing()).expect_err("refused");
        assert_eq!(error.code(), "aws::ec2::filter_value");
    }
}
