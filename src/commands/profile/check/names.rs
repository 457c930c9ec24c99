//! Which profiles are to be checked.

use nu_plugin::EvaluatedCall;
use nu_protocol::{PipelineData, ShellError, Spanned, Value};

use crate::commands::profile::input::names_in;

const HELP: &str = "`aws profiles | where region == eu-west-2 | aws profile check`";

/// The names in the call, else those in the pipeline; `None` if there is neither, which means everything. An empty
/// table in the pipeline is nobody.
pub(crate) fn names(call: &EvaluatedCall, input: PipelineData) -> Result<Option<Vec<Spanned<String>>>, ShellError> {
    let names = call.rest::<Spanned<String>>(0)?;
    if !names.is_empty() {
        return Ok(Some(names));
    }
    match input.into_value(call.head)? {
        Value::Nothing { .. } => Ok(None),
        input => names_in(input, HELP).map(Some),
    }
}
