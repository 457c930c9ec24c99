//! Flags that several commands share: one signature extension, one parsed struct.

use nu_plugin::EvaluatedCall;
use nu_protocol::{Completion, Flag, LabeledError, Signature, Span, Spanned, SyntaxShape};

use crate::ec2::partition::{is_region_name, known_regions};
use crate::error::{Error, Spans};
use crate::word::nearest;

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
        let flags = Self { profile: call.get_flag("profile")?, region: call.get_flag("region")? };
        match &flags.region {
            Some(region) if !is_region_name(&region.item) => {
                let nearest = nearest(&region.item, known_regions());
                Err(Error::RegionInvalid { name: region.item.clone(), given_by: None, nearest }
                    .at(&flags.spans(call.head)))
            }
            _ => Ok(flags),
        }
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
