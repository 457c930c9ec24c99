//! Endpoints without encryption.

use crate::aws::url::is_unencrypted;
use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::masking::masked_url;
use crate::config::section::{Location, Section};
use crate::config::section_name::SectionName;

const KEY: &str = "endpoint_url";

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let of_profiles = config.profiles().filter_map(|profile| {
        let property = profile.property(KEY)?;
        let found = finding(usable(Some(property.value()))?, property.location())?;
        Some(found.in_section(Some(SectionName::profile(profile.name()))))
    });
    let of_services = config.services_sections().flat_map(Section::properties);
    let of_services = of_services.flat_map(|service| service.nested().unwrap_or_default());
    let of_services = of_services.filter(|sub| sub.key == KEY).filter_map(|sub| finding(&sub.value, &sub.location));
    of_profiles.chain(of_services).collect()
}

fn finding(url: &str, location: &Location) -> Option<Finding> {
    let message = format!("Not encrypted: `{}`", masked_url(url));
    let finding = Finding::new(Severity::Warning, "aws::check::endpoint_unencrypted", message);
    let fix = "use `https:`";
    is_unencrypted(url).then(|| finding.at(location.clone()).with_manual_fix(fix))
}
