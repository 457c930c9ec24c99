//! The endpoints that requests are sent to.

use std::collections::BTreeSet;

use crate::aws::url::{is_http_url, is_unencrypted};
use crate::aws::variables::{self, AWS_ENDPOINT_URL};
use crate::config::Section;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::{Candidate, switch, url};
use crate::effective::{EffectiveSetting, SettingSource, SettingValue, Shadowed};

const KEY: &str = "endpoint_url";
const IGNORE: &str = "ignore_configured_endpoint_urls";

/// The endpoint of all services, those that are set for single services, and the switches.
pub(crate) fn endpoints(inputs: &Inputs) -> Vec<EffectiveSetting> {
    let ignored = inputs.candidates(&[variables::AWS_IGNORE_CONFIGURED_ENDPOINT_URLS], IGNORE);
    let ignored = switch(IGNORE, ignored);
    let is_ignored = ignored.value == Some(SettingValue::Bool(true));
    let section = services_section(inputs);
    let of_all_services = endpoint(KEY, inputs.candidates(&[AWS_ENDPOINT_URL], KEY), is_ignored);
    let mut settings = vec![of_all_services.with_note(missing_section(inputs))];
    let of_profile: Vec<_> = inputs.profile_candidates(KEY).collect();
    settings.extend(services(inputs, section).into_iter().map(|service| {
        let candidates = service_candidates(inputs, section, &service).chain(of_profile.clone());
        endpoint(&format!("{KEY}_{service}"), candidates, is_ignored)
    }));
    settings.push(ignored);
    for (key, variable) in [
        ("use_fips_endpoint", variables::AWS_USE_FIPS_ENDPOINT),
        ("use_dualstack_endpoint", variables::AWS_USE_DUALSTACK_ENDPOINT),
    ] {
        settings.push(switch(key, inputs.candidates(&[variable], key)));
    }
    settings
}

fn endpoint(name: &str, candidates: impl IntoIterator<Item = Candidate>, is_ignored: bool) -> EffectiveSetting {
    let non_empty = candidates.into_iter().filter(|one| !one.is_empty());
    let setting = EffectiveSetting::from_first(name, non_empty, url);
    match (setting.value, setting.source) {
        (Some(value), Some(source)) if is_ignored => {
            let shadowed = std::iter::once(Shadowed { source, value }).chain(setting.shadowed).collect();
            let note = format!("ignored because of {IGNORE}");
            EffectiveSetting { shadowed, ..EffectiveSetting::unset(name) }.with_note(note)
        }
        (value, source) => {
            let setting = EffectiveSetting { value, source, ..setting };
            let problem = |url: &str| match is_http_url(url) {
                false => Some("not an http or https URL"),
                true => is_unencrypted(url).then_some("requests to it and the answers are not encrypted"),
            };
            let note = setting.as_text().and_then(problem).map(str::to_owned);
            setting.with_note(note)
        }
    }
}

/// The `[services]` section of the profile.
fn services_section<'a>(inputs: &Inputs<'a>) -> Option<&'a Section> {
    inputs.config.services(inputs.profile?.get("services")?)
}

fn missing_section(inputs: &Inputs) -> Option<String> {
    let name = inputs.profile?.get("services").filter(|name| inputs.config.services(name).is_none())?;
    Some(format!("there is no section [services {name}], so boto3 and the AWS CLI fail"))
}

/// The services that have their own endpoint, by their keys in a `[services]` section.
fn services(inputs: &Inputs, section: Option<&Section>) -> BTreeSet<String> {
    let variables = inputs.environment.vars().filter(|(_, url)| !url.trim().is_empty());
    let variables = variables.filter_map(|(name, _)| name.strip_prefix(AWS_ENDPOINT_URL)?.strip_prefix('_'));
    let keys = section.into_iter().flat_map(Section::properties).map(|property| property.key());
    let keys = keys.filter(|key| from_section(section, key).is_some());
    variables.map(str::to_ascii_lowercase).chain(keys.map(str::to_owned)).collect()
}

/// The candidates for a service's endpoint that come before that of the profile. Both variables override the files.
fn service_candidates(inputs: &Inputs, section: Option<&Section>, service: &str) -> impl Iterator<Item = Candidate> {
    let variables = [format!("{AWS_ENDPOINT_URL}_{}", service.to_ascii_uppercase()), AWS_ENDPOINT_URL.to_owned()];
    let variables = variables.map(|name| inputs.variable(&name));
    variables.into_iter().flatten().chain(from_section(section, service))
}

fn from_section(section: Option<&Section>, service: &str) -> Option<Candidate> {
    let url = section?.property(service)?.nested()?.iter().rfind(|sub| sub.key == KEY)?;
    Some(Candidate::new(SettingSource::Location(url.location.clone()), &*url.value))
}
