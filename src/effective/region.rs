//! The region and the AWS CLI's output format.

use crate::aws::partition::{is_region_name, known_regions};
use crate::aws::variables;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::trimmed;
use crate::effective::{EffectiveSetting, SettingSource};
use crate::text::suggest::suggest;

/// `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`.
pub(crate) fn region(inputs: &Inputs) -> EffectiveSetting {
    let candidates = inputs.candidates(&variables::REGION, "region");
    let setting = EffectiveSetting::from_first_non_empty("region", candidates, trimmed);
    let [missing, invalid, overridden, botocore] = [
        missing(inputs, &setting),
        invalid(&setting),
        overridden_profile(inputs, &setting),
        region_of_botocore(inputs, &setting),
    ];
    setting.with_note(missing).with_note(invalid).with_note(overridden).with_note(botocore)
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
    let region = setting.as_text().filter(|region| !is_region_name(region))?;
    let suggestion = suggest(region, known_regions());
    let suggestion = suggestion.first().map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
    Some(format!("`{region}` is not a valid region name{suggestion}"))
}

fn overridden_profile(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    let (profile, Some(SettingSource::Variable(variable))) = (inputs.profile?, &setting.source) else { return None };
    let region = profile.region()?;
    let region = Some(region.trim()).filter(|region| Some(*region) != setting.as_text())?;
    Some(format!("{variable} overrides the region of profile `{}`, {region}", profile.name()))
}

/// botocore doesn't read `AWS_REGION`.
fn region_of_botocore(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    inputs.environment.get(variables::AWS_REGION)?;
    let first = inputs.candidates(&[variables::AWS_DEFAULT_REGION], "region").into_iter().next();
    let region = first.as_ref().map(|one| one.text.trim()).filter(|region| !region.is_empty());
    let quoted = region.map_or("none".to_owned(), |region| format!("`{region}`"));
    (region != setting.as_text()).then(|| format!("boto3 and the AWS CLI 1 do not read AWS_REGION: they use {quoted}"))
}

/// `AWS_DEFAULT_OUTPUT`, the profile's `output`, `json`.
pub(crate) fn output(inputs: &Inputs) -> EffectiveSetting {
    let candidates = inputs.candidates(&[variables::AWS_DEFAULT_OUTPUT], "output");
    EffectiveSetting::from_first_non_empty("output", candidates, trimmed).or_default(trimmed("json"))
}
