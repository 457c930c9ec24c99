//! Where requests go.

use std::collections::BTreeSet;

use crate::aws::variables::{self, AWS_ENDPOINT_URL};
use crate::config::{Section, first_line, masked_url};
use crate::effective::inputs::{Inputs, of_profile};
use crate::effective::precedence::{Candidate, switch};
use crate::effective::{Effective, Shadowed, Source, Value};

const KEY: &str = "endpoint_url";

/// The endpoint for all services, those of single services that something names, and the switches.
pub(crate) fn endpoints(here: &Inputs) -> Vec<Effective> {
    let ignored = here.candidates(&[variables::AWS_IGNORE_CONFIGURED_ENDPOINT_URLS], "ignore_configured_endpoint_urls");
    let ignored = switch("ignore_configured_endpoint_urls", ignored);
    let is_ignored = ignored.value == Some(Value::Bool(true));
    let section = services(here);
    let mut settings = vec![setting(KEY, here.candidates(&[AWS_ENDPOINT_URL], KEY), is_ignored).note(no_section(here))];
    settings.extend(named(here, section).into_iter().map(|service| {
        let candidates = of_service(here, section, &service);
        setting(&format!("{KEY}_{service}"), candidates, is_ignored)
    }));
    settings.push(ignored);
    for (key, variable) in [
        ("use_fips_endpoint", variables::AWS_USE_FIPS_ENDPOINT),
        ("use_dualstack_endpoint", variables::AWS_USE_DUALSTACK_ENDPOINT),
    ] {
        settings.push(switch(key, here.candidates(&[variable], key)));
    }
    settings
}

fn setting(name: &str, candidates: Vec<Candidate>, is_ignored: bool) -> Effective {
    let said = candidates.into_iter().filter(|one| !one.is_empty());
    let setting = Effective::first(name, said, |url| Value::Text(masked_url(url.trim())));
    match (setting.value, setting.source) {
        (Some(value), Some(source)) if is_ignored => {
            let shadowed = std::iter::once(Shadowed { source, value }).chain(setting.shadowed).collect();
            let note = "ignore_configured_endpoint_urls switches it off".to_owned();
            Effective { shadowed, ..Effective::unset(name) }.note(note)
        }
        (value, source) => {
            let setting = Effective { value, source, ..setting };
            let is_url = |url: &str| url.starts_with("http://") || url.starts_with("https://");
            let note = setting.text().filter(|url| !is_url(url)).map(|_| "it is no http or https URL".to_owned());
            setting.note(note)
        }
    }
}

/// The `[services]` section of the profile.
fn services<'a>(here: &Inputs<'a>) -> Option<&'a Section> {
    here.config.services(here.profile?.get("services")?)
}

fn no_section(here: &Inputs) -> Option<String> {
    let name = here.profile?.get("services").filter(|name| here.config.services(name).is_none())?;
    let name = first_line(name);
    Some(format!("there is no section [services {name}]: boto3 and the AWS CLI stop there"))
}

/// The services with an endpoint of their own, as their keys in a `[services]` section are written.
fn named(here: &Inputs, section: Option<&Section>) -> BTreeSet<String> {
    let variables = here.environment.vars().filter(|(_, url)| !url.trim().is_empty());
    let variables = variables.filter_map(|(name, _)| name.strip_prefix(AWS_ENDPOINT_URL)?.strip_prefix('_'));
    let keys = section.into_iter().flat_map(Section::properties).map(|property| property.key());
    let keys = keys.filter(|key| of_section(section, key).is_some());
    variables.map(str::to_ascii_lowercase).chain(keys.map(str::to_owned)).collect()
}

/// What a service's endpoint may be: all variables come before all that the files say.
fn of_service(here: &Inputs, section: Option<&Section>, service: &str) -> Vec<Candidate> {
    let variables = [format!("{AWS_ENDPOINT_URL}_{}", service.to_ascii_uppercase()), AWS_ENDPOINT_URL.to_owned()];
    let variables = variables.iter().filter_map(|name| here.variable(name));
    let profile = here.profile.into_iter().flat_map(|profile| of_profile(profile, KEY));
    variables.chain(of_section(section, service)).chain(profile).collect()
}

fn of_section(section: Option<&Section>, service: &str) -> Option<Candidate> {
    let url = section?.property(service)?.nested()?.iter().rfind(|sub| sub.key == KEY)?;
    Some(Candidate::new(Source::Location(url.location.clone()), &*url.value))
}
