//! The region and the AWS CLI's output format.

use crate::aws::{region, variables};
use crate::effective::inputs::Inputs;
use crate::effective::precedence::trimmed;
use crate::effective::{EffectiveSetting, SettingSource, SettingValue};

/// `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`.
pub(crate) fn region(inputs: &Inputs) -> EffectiveSetting {
    let candidates = inputs.candidates(&variables::REGION, "region");
    let written = candidates.iter().find(|one| !one.is_empty()).map(|one| one.text.trim().to_owned());
    let setting = EffectiveSetting::from_first_non_empty("region", candidates, lower_case);
    let notes = [
        missing(inputs, &setting),
        invalid(&setting),
        upper_case(&setting, written),
        overridden_profile(inputs, &setting),
        region_of_botocore(inputs, &setting),
    ];
    notes.into_iter().fold(setting, EffectiveSetting::with_note)
}

fn lower_case(text: &str) -> SettingValue {
    region::parse(text.trim()).map_or_else(|_| trimmed(text), SettingValue::Text)
}

fn missing(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    if setting.value.is_some() {
        return None;
    }
    let sso = inputs.profile.and_then(|profile| profile.sso(inputs.config)).and_then(|sso| sso.region);
    let sso = sso.map(|region| format!("; sso_region ({region}) only applies to the Identity Center"));
    let note = "no region is set: on an EC2 instance that of the instance is used, elsewhere `--region` is needed";
    Some(format!("{note}{}", sso.unwrap_or_default()))
}

fn invalid(setting: &EffectiveSetting) -> Option<String> {
    let name = setting.as_text()?;
    let suggestion = region::parse(name).err()?;
    let suggestion = suggestion.first().map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
    Some(format!("`{name}` is not a valid region name{suggestion}"))
}

fn upper_case(setting: &EffectiveSetting, written: Option<String>) -> Option<String> {
    let written = written.filter(|written| setting.as_text() != Some(written))?;
    Some(format!("other AWS tools only accept a region in lower case, not `{written}`"))
}

fn overridden_profile(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    let (profile, Some(SettingSource::Variable(variable))) = (inputs.profile?, &setting.source) else { return None };
    let region = profile.region()?.trim();
    let region =
        Some(region).filter(|region| !setting.as_text().is_some_and(|own| own.eq_ignore_ascii_case(region)))?;
    Some(format!("{variable} overrides the region of profile `{}`, {region}", profile.name()))
}

/// botocore doesn't read `AWS_REGION`.
fn region_of_botocore(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    inputs.environment.get(variables::AWS_REGION)?;
    let first = inputs.candidates(&[variables::AWS_DEFAULT_REGION], "region").into_iter().next();
    let region = first.as_ref().map(|one| one.text.trim()).filter(|region| !region.is_empty());
    let quoted = region.map_or("none".to_owned(), |region| format!("`{region}`"));
    let is_same = region.zip(setting.as_text()).is_some_and(|(theirs, ours)| theirs.eq_ignore_ascii_case(ours));
    (!is_same).then(|| format!("boto3 and the AWS CLI 1 do not read AWS_REGION: they use {quoted}"))
}

/// `AWS_DEFAULT_OUTPUT`, the profile's `output`, `json`.
pub(crate) fn output(inputs: &Inputs) -> EffectiveSetting {
    let candidates = inputs.candidates(&[variables::AWS_DEFAULT_OUTPUT], "output");
    EffectiveSetting::from_first_non_empty("output", candidates, trimmed).or_default(trimmed("json"))
}
