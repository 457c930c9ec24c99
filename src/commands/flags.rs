//! Flags that several commands share.

use nu_plugin::EvaluatedCall;
use nu_protocol::{LabeledError, Spanned};

use crate::error::{Error, Spans};
use crate::partition::{is_region_name, known_regions};
use crate::word::nearest;

/// The AWS CLI's output formats.
pub const OUTPUTS: [&str; 6] = ["json", "text", "table", "yaml", "yaml-stream", "off"];

/// What a call says with `--region`, which has the form of a region's name.
pub fn region(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    checked(call.get_flag("region")?, is_region_name, |name| {
        let nearest = nearest(&name, known_regions());
        Error::RegionInvalid { name, given_by: None, nearest }
    })
}

/// What a call says with `--output`, which is one of [`OUTPUTS`].
pub fn output(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    checked(
        call.get_flag("output")?,
        |name| OUTPUTS.contains(&name),
        |name| {
            let nearest = nearest(&name, &OUTPUTS);
            Error::UnknownOutput { name, nearest }
        },
    )
}

/// The flag's word, or the error that is labelled at it.
fn checked(
    flag: Option<Spanned<String>>,
    is_right: impl Fn(&str) -> bool,
    error: impl Fn(String) -> Error,
) -> Result<Option<Spanned<String>>, LabeledError> {
    match flag {
        Some(word) if !is_right(&word.item) => Err(error(word.item).at(&Spans::head(word.span))),
        flag => Ok(flag),
    }
}
