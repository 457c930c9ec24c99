//! Flags that several commands share, and whose values are checked when they are read.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Flag, LabeledError, Signature, Spanned, SyntaxShape};

use crate::aws::region;
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

/// The value of `--region`, in lower case.
pub(crate) fn region(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    let Some(Spanned { item: name, span }) = call.get_flag::<Spanned<String>>("region")? else { return Ok(None) };
    let region = region::parse(&name).map_err(|nearest| {
        Error::from(RegionError::Invalid { name, given_by: None, nearest }).at(&Spans::head(span))
    })?;
    Ok(Some(Spanned { item: region, span }))
}

/// The value of `--output`. Checks that it is one of [`OUTPUTS`].
pub(crate) fn output(call: &EvaluatedCall) -> Result<Option<Spanned<String>>, LabeledError> {
    match call.get_flag::<Spanned<String>>("output")? {
        Some(Spanned { item: name, span }) if !OUTPUTS.contains(&name.as_str()) => {
            let nearest = suggest(&name, OUTPUTS);
            Err(Error::from(ProfileError::UnknownOutput { name, nearest }).at(&Spans::head(span)))
        }
        output => Ok(output),
    }
}
