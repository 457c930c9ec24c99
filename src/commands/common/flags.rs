//! Flags that several commands share.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Flag, LabeledError, Signature, Spanned, SyntaxShape};

use crate::aws::partition::{is_region_name, known_regions};
use crate::context::user_answers::MfaCode;
use crate::error::{Error, ProfileError, RegionError, Spans};
use crate::text::suggest::suggest;

/// The AWS CLI's output formats.
pub(crate) const OUTPUTS: [&str; 6] = ["json", "text", "table", "yaml", "yaml-stream", "off"];

/// Adds `--mfa-code` to a signature.
pub(crate) trait MfaSignature {
    fn mfa_flag(self) -> Self;
}

impl MfaSignature for Signature {
    fn mfa_flag(self) -> Self {
        let flag = Flag::new("mfa-code").arg(SyntaxShape::String);
        self.param(flag.desc("The six-digit MFA code, if the profile's role needs one (default: ask for it)."))
    }
}

pub(crate) fn mfa_code(call: &EvaluatedCall) -> Result<Option<MfaCode>, LabeledError> {
    let Some(Spanned { item, span }) = call.get_flag::<Spanned<String>>("mfa-code")? else { return Ok(None) };
    MfaCode::parse(&item).map(Some).map_err(|error| error.at(&Spans::head(span)))
}

/// The value of `--region`. Checks that it looks like a region's name.
pub(crate) fn region(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    checked(call.get_flag("region")?, is_region_name, |name| {
        let nearest = suggest(&name, known_regions());
        RegionError::Invalid { name, given_by: None, nearest }.into()
    })
}

/// The value of `--output`. Checks that it is one of [`OUTPUTS`].
pub(crate) fn output(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    checked(
        call.get_flag("output")?,
        |name| OUTPUTS.contains(&name),
        |name| {
            let nearest = suggest(&name, OUTPUTS);
            ProfileError::UnknownOutput { name, nearest }.into()
        },
    )
}

fn checked(
    flag: Option<Spanned<String>>,
    is_valid: impl Fn(&str) -> bool,
    error: impl Fn(String) -> Error,
) -> Result<Option<Spanned<String>>, LabeledError> {
    match flag {
        Some(arg) if !is_valid(&arg.item) => Err(error(arg.item).at(&Spans::head(arg.span))),
        flag => Ok(flag),
    }
}
