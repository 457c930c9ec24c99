//! The line of a call with flags corrected, which the help of an error shows.

use nu_protocol::{LabeledError, Record, Value};

use crate::commands::common::command::CommandCall;
use crate::commands::common::context::CommandContext;
use crate::commands::common::target_flags::TargetFlags;
use crate::error::Spans;
use crate::text::quote::quoted_value;

/// The call with these ids and with these values of flags. It asks the same profiles and regions.
pub(crate) fn corrected_line(
    call: &CommandCall<'_>,
    targets: &TargetFlags,
    ids: &[&str],
    corrected: &[(&str, Value)],
) -> Result<String, LabeledError> {
    let config = CommandContext::new(call, Spans::head(call.head))?.config;
    let (input, piped_flags) = targets.piped(call, &config);
    let given = call.named.iter().map(|(name, value)| (name.item.as_str(), value.clone()));
    // An MFA code works only once.
    let is_kept = |name: &str| name != "mfa-code" && corrected.iter().all(|(flag, _)| *flag != name);
    let others = given.chain(piped_flags).filter(|(name, _)| is_kept(name));
    let flags = others.chain(corrected.iter().map(|(flag, value)| (*flag, Some(value.clone()))));
    let ids = ids.iter().map(|id| format!(" {}", quoted_value(id)));
    Ok(format!("{input}{}{}{}", call.command, ids.collect::<String>(), flags.map(flag_text).collect::<String>()))
}

/// The record of a call's `--filter`, empty without one.
pub(crate) fn given_filters(call: &CommandCall<'_>) -> Record {
    let given = call.get_flag_value("filter").and_then(|filters| filters.into_record().ok());
    given.unwrap_or_default()
}

fn flag_text((name, value): (&str, Option<Value>)) -> String {
    match value {
        None => format!(" --{name}"),
        // A switch takes no other form.
        Some(Value::Bool { val, .. }) => format!(" --{name}={val}"),
        Some(value) => format!(" --{name} {}", literal(&value)),
    }
}

/// A value as it is written in Nushell.
fn literal(value: &Value) -> String {
    let join = |items: Vec<String>, separator| items.join(separator);
    match value {
        Value::String { val, .. } | Value::Glob { val, .. } => quoted_value(val),
        Value::Int { val, .. } => val.to_string(),
        Value::Bool { val, .. } => val.to_string(),
        Value::Date { val, .. } => val.to_rfc3339(),
        Value::List { vals, .. } => format!("[{}]", join(vals.iter().map(literal).collect(), " ")),
        Value::Record { val, .. } => {
            let entries = val.iter().map(|(key, value)| format!("{}: {}", quoted_value(key), literal(value)));
            format!("{{{}}}", join(entries.collect(), ", "))
        }
        other => quoted_value(&other.coerce_str().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use nu_protocol::record;

    use super::*;

    #[test]
    fn a_value_is_written_as_in_nushell() {
        let names = Value::test_list(vec![Value::test_string("t3.*"), Value::test_string("m7i.large")]);
        let filter = record! {"instance-type" => names, "tag:env" => Value::test_int(3)};
        let filter = flag_text(("filter", Some(Value::test_record(filter))));
        assert_eq!(filter, " --filter {instance-type: ['t3.*' m7i.large], \"tag:env\": 3}");
        assert_eq!(flag_text(("all-regions", None)), " --all-regions");
        assert_eq!(flag_text(("strict", Some(Value::test_bool(false)))), " --strict=false");
        let time = chrono::DateTime::parse_from_rfc3339("2026-03-01T11:20:30Z").expect("a time");
        assert_eq!(literal(&Value::test_date(time)), "2026-03-01T11:20:30+00:00");
    }
}
