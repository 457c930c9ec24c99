//! Flags that several commands share.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Flag, LabeledError, Signature, Spanned, SyntaxShape};

use crate::aws::partition::{is_region_name, known_regions};
use crate::context::mfa::MfaCode;
use crate::error::{Error, ProfileError, RegionError, Spans};
use crate::text::suggest::suggest;

/// The AWS CLI's output formats.
pub(crate) const OUTPUTS: [&str; 6] = ["json", "text", "table", "yaml", "yaml-stream", "off"];

/// Adds the flag of commands that may need the keys of a role with `mfa_serial`.
pub(crate) trait MfaSignature {
    /// The signature with `--mfa-code`.
    fn mfa_flag(self) -> Self;
}

impl MfaSignature for Signature {
    fn mfa_flag(self) -> Self {
        self.param(
            Flag::new("mfa-code").arg(SyntaxShape::String).desc(
                "The six digits of the MFA device, if the profile's role wants them; otherwise they are asked for.",
            ),
        )
    }
}

/// The code that a call names with `--mfa-code`.
pub(crate) fn mfa_code(call: &EvaluatedCall) -> Result<Option<MfaCode>, LabeledError> {
    let Some(Spanned { item, span }) = call.get_flag::<Spanned<String>>("mfa-code")? else { return Ok(None) };
    MfaCode::parse(&item).map(Some).map_err(|error| error.at(&Spans::head(span)))
}

/// What a call says with `--region`, which has the form of a region's name.
pub(crate) fn region(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    checked(call.get_flag("region")?, is_region_name, |name| {
        let nearest = suggest(&name, known_regions());
        Error::from(RegionError::Invalid { name, given_by: None, nearest })
    })
}

/// What a call says with `--output`, which is one of [`OUTPUTS`].
pub(crate) fn output(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    checked(
        call.get_flag("output")?,
        |name| OUTPUTS.contains(&name),
        |name| {
            let nearest = suggest(&name, &OUTPUTS);
            Error::from(ProfileError::UnknownOutput { name, nearest })
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
