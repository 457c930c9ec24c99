//! The profiles and ids in a call's input.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, PipelineData, Spanned, Value};

use crate::commands::common::command::CommandCall;
use crate::commands::common::named_profiles::{PipedNames, profile_of_row};
use crate::ec2::Resource;

/// What a call gets through the pipeline.
pub(crate) enum Input {
    /// No input, or one that can't be profiles.
    None,
    /// Profiles and ids. An empty table selects no profile.
    Names { names: PipedNames, is_list: bool },
    /// The item of a closure, with the names that it would have if it were profiles.
    ClosureItem(Vec<Spanned<String>>),
}

/// Reads the profiles in the input, and ids if the command lists a resource.
///
/// In a closure, the item is the input of every command: `each {|region| aws ec2 instances -r $region }`. Therefore an
/// input that is also an argument of the call is not taken for profiles: a string, a list of such strings, or a record
/// whose profile (or, if it has none, any value) is an argument.
pub(crate) fn read_input(
    call: &CommandCall<'_>,
    input: PipelineData,
    resource: Option<&Resource>,
) -> Result<Input, LabeledError> {
    let input = call.collect(input)?;
    let is_closure_item = match &input {
        Value::Error { .. } => false,
        Value::List { vals, .. } => !vals.is_empty() && vals.iter().all(|value| is_argument(call, value)),
        Value::String { .. } => is_argument(call, &input),
        Value::Record { val, .. } => match profile_of_row(val).filter(|profile| !profile.is_nothing()) {
            Some(profile) => is_argument(call, profile),
            None => val.values().any(|value| is_argument(call, value)),
        },
        _ => return Ok(Input::None),
    };
    let is_list = matches!(input, Value::List { .. });
    // A row of EC2 names its profile beside much else, so it is no misunderstood profile.
    let may_be_profile = input.as_record().map_or(true, |row| profile_of_row(row).is_some());
    let names = PipedNames::read(input, call.command, resource);
    if is_closure_item {
        let names = names.ok().filter(|names| may_be_profile && names.ids.is_empty());
        let profiles = names.map(|names| names.profiles);
        return Ok(Input::ClosureItem(profiles.unwrap_or_default()));
    }
    Ok(Input::Names { names: names?, is_list })
}

/// Whether a string is one of the call's arguments, or a part of one, such as a filter's value.
pub(crate) fn is_argument(call: &EvaluatedCall, string: &Value) -> bool {
    let flags = call.named.iter().filter_map(|(_, value)| value.as_ref());
    matches!(string, Value::String { .. }) && call.positional.iter().chain(flags).any(|arg| contains(arg, string))
}

fn contains(value: &Value, string: &Value) -> bool {
    match value {
        Value::List { vals, .. } => vals.iter().any(|value| contains(value, string)),
        Value::Record { val, .. } => val.values().any(|value| contains(value, string)),
        value => value == string,
    }
}
