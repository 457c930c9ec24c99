//! Regions that are in no AWS partition.

use crate::aws::partition::known_regions;
use crate::aws::region;
use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::section::Property;
use crate::text::suggest::suggest;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let keys = ["region", "sso_region"];
    let of_profiles = config.profiles().flat_map(|profile| {
        let unknown = keys.iter().filter_map(|key| unknown_region(profile.property(key)?));
        unknown.map(|(key, finding)| finding.in_profile(profile, &[key]))
    });
    let of_sessions = config.sso_sessions().filter_map(|session| {
        let (key, finding) = unknown_region(session.property("sso_region")?)?;
        Some(finding.in_session(session, key))
    });
    of_profiles.chain(of_sessions).collect()
}

fn unknown_region(property: &Property) -> Option<(&str, Finding)> {
    let name = usable(Some(property.value())).filter(|name| !known_regions().contains(name))?;
    // A well-formed region may be newer than our table. Other tools need it in lower case.
    let is_region = region::parse(name).is_ok_and(|region| region == name);
    let severity = if is_region { Severity::Warning } else { Severity::Error };
    let message = format!("Unknown region `{name}`");
    let fix = match suggest(name, known_regions().iter().copied()).as_slice() {
        [] => "`aws ec2 regions` lists them".to_owned(),
        [near, ..] => format!("did you mean `{near}`?"),
    };
    Some((property.key(), Finding::new(severity, "aws::check::region_unknown", message).with_manual_fix(fix)))
}
