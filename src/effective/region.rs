//! The region and the AWS CLI's output format.

use crate::aws::partition::{is_region_name, known_regions};
use crate::aws::variables;
use crate::config::first_line;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::text;
use crate::effective::{Effective, Source};
use crate::text::suggest::suggest;

/// `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's.
pub(crate) fn region(here: &Inputs) -> Effective {
    let candidates = here.candidates(&variables::REGION, "region");
    let setting = Effective::first_said("region", candidates, text);
    let [none, invalid, over, boto] =
        [none(here, &setting), invalid(&setting), over_profile(here, &setting), boto(here, &setting)];
    setting.note(none).note(invalid).note(over).note(boto)
}

fn none(here: &Inputs, setting: &Effective) -> Option<String> {
    if setting.value.is_some() {
        return None;
    }
    let sso = here.profile.and_then(|profile| profile.sso(here.config)).and_then(|sso| sso.region);
    let sso = sso
        .map(first_line)
        .map(|region| format!("sso_region ({region}) is the region of the Identity Center and no other; "));
    let rest = "none is set: on an EC2 instance its own is taken, elsewhere `--region` is needed";
    Some(format!("{}{rest}", sso.unwrap_or_default()))
}

fn invalid(setting: &Effective) -> Option<String> {
    let region = setting.text().filter(|region| !is_region_name(region))?;
    let meant = suggest(region, known_regions());
    let meant = meant.first().map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
    Some(format!("`{region}` can't be the name of a region{meant}"))
}

fn over_profile(here: &Inputs, setting: &Effective) -> Option<String> {
    let (profile, Some(Source::Variable(variable))) = (here.profile?, &setting.source) else { return None };
    let region = first_line(profile.region()?);
    let region = Some(region.trim()).filter(|region| Some(*region) != setting.text())?;
    Some(format!("{variable} wins over the region of profile `{}`, {region}", profile.name()))
}

/// botocore does not know `AWS_REGION`.
fn boto(here: &Inputs, setting: &Effective) -> Option<String> {
    here.environment.get(variables::AWS_REGION)?;
    let theirs = here.candidates(&[variables::AWS_DEFAULT_REGION], "region").into_iter().next();
    let theirs = theirs.as_ref().map(|one| one.text.trim()).filter(|region| !region.is_empty());
    let named = theirs.map_or("none".to_owned(), |region| format!("`{region}`"));
    (theirs != setting.text()).then(|| format!("boto3 and the AWS CLI 1 do not read AWS_REGION: they use {named}"))
}

/// `AWS_DEFAULT_OUTPUT`, the profile's, `json`.
pub(crate) fn output(here: &Inputs) -> Effective {
    Effective::first_said("output", here.candidates(&[variables::AWS_DEFAULT_OUTPUT], "output"), text).or(text("json"))
}
