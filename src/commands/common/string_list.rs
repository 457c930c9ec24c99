//! Flags that take a string or a list of strings.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Spanned, Value};

use crate::error::{Error, Spans};

#[derive(Debug)]
pub(crate) struct StringList {
    pub(crate) strings: Vec<Spanned<String>>,
    /// Whether it was given as a list, even of a single string.
    pub(crate) is_list: bool,
}

/// Reads a flag that takes a string or a list of strings. For another value, `wrong_type` makes an error of its type.
pub(crate) fn string_list_flag<E: Into<Error>>(
    call: &EvaluatedCall,
    flag: &str,
    wrong_type: impl Fn(String) -> E,
) -> Result<Option<StringList>, LabeledError> {
    let string = |value: Value| {
        let (span, kind) = (value.span(), value.get_type());
        let item = value.coerce_into_string().map_err(|_| {
            let kind = kind.to_string().split('<').next().unwrap_or_default().to_owned();
            wrong_type(kind).into().at(&Spans::head(span))
        });
        Ok::<_, LabeledError>(Spanned { item: item?, span })
    };
    Ok(match call.get_flag_value(flag) {
        None => None,
        Some(Value::List { vals, .. }) => {
            let strings = vals.into_owned().into_iter().map(string).collect::<Result<_, _>>()?;
            Some(StringList { strings, is_list: true })
        }
        Some(value) => Some(StringList { strings: vec![string(value)?], is_list: false }),
    })
}
