//! Flags that several commands share: one signature extension, one parsed struct.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Completion, Flag, LabeledError, Signature, Span, Spanned, SyntaxShape};

use crate::error::{Error, Spans};
use crate::partition::{is_region_name, known_regions};
use crate::word::nearest;

/// The AWS CLI's output formats.
pub const OUTPUTS: [&str; 6] = ["json", "text", "table", "yaml", "yaml-stream", "off"];

/// Adds `--profile` and `--region` to a signature.
pub trait TargetSignature {
    /// The signature with both flags.
    fn target_flags(self) -> Self;
}

impl TargetSignature for Signature {
    fn target_flags(self) -> Self {
        self.param(
            Flag::new("profile")
                .short('p')
                .arg(SyntaxShape::String)
                .desc("Use this profile, whatever AWS_PROFILE or keys in the environment say."),
        )
        .param(
            Flag::new("region")
                .short('r')
                .arg(SyntaxShape::String)
                .desc("Ask this region, whatever AWS_REGION or the profile says.")
                .completion(Completion::new_list(known_regions())),
        )
    }
}

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

/// What a call says with `--profile` and `--region`.
pub struct TargetFlags {
    /// The profile.
    pub profile: Option<Spanned<String>>,
    /// The region, which has the form of a region's name.
    pub region: Option<Spanned<String>>,
}

impl TargetFlags {
    /// Reads the flags of a call.
    pub fn of(call: &EvaluatedCall) -> Result<Self, LabeledError> {
        Ok(Self { profile: call.get_flag("profile")?, region: region(call)? })
    }

    /// Where they stand.
    pub fn spans(&self, head: Span) -> Spans {
        Spans {
            profile: self.profile.as_ref().map(|profile| profile.span),
            region: self.region.as_ref().map(|region| region.span),
            ..Spans::head(head)
        }
    }

    /// The profile's name.
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_ref().map(|profile| profile.item.as_str())
    }

    /// The region's name.
    pub fn region(&self) -> Option<&str> {
        self.region.as_ref().map(|region| region.item.as_str())
    }
}
