//! What is wrong with the files, and what would mend it: the linter.
//!
//! Each family of checks has a file. A check sees what the files mean ([`Config`](crate::config::Config)) and how they are
//! written, and asks nobody. How each tool reads the files is told in [`document`](crate::config::document) and
//! `heading`; "the AWS CLI" here means botocore, and with it the Python SDK.

pub(crate) mod chain;
pub(crate) mod comments;
pub(crate) mod duplicates;
pub(crate) mod finding;
pub(crate) mod fix_plan;
pub(crate) mod inspection;
pub(crate) mod kinds;
pub(crate) mod layout;
pub(crate) mod legacy;
pub(crate) mod names;
pub(crate) mod permissions;
pub(crate) mod regions;
pub(crate) mod same_role;
pub(crate) mod scope;
pub(crate) mod sso;
pub(crate) mod sso_regions;
pub(crate) mod start_url;
pub(crate) mod verify_fixes;

pub(crate) use finding::{Finding, Fix, Severity};
pub(crate) use fix_plan::FixPlan;
pub(crate) use inspection::Inspection;
pub(crate) use scope::CheckScope;

use crate::config::files::ConfigFiles;

/// The checks. Of findings for one line those of earlier checks come first.
const CHECKS: [fn(&ConfigFiles) -> Vec<Finding>; 11] = [
    layout::check,
    duplicates::check,
    names::check,
    comments::check,
    sso::check,
    legacy::check,
    start_url::check,
    kinds::check,
    chain::check,
    regions::check,
    same_role::check,
];

/// What is wrong with the files, in the order of their lines, the config file first.
///
/// A fix that is safe has been tried: together with all others it changes what it means and nothing else.
pub(crate) fn lint(files: &ConfigFiles) -> Vec<Finding> {
    let mut findings: Vec<_> = CHECKS.iter().flat_map(|check| check(files)).collect();
    findings.sort_by_key(|finding| order(files, finding));
    verify_fixes::prove(files, &mut findings);
    findings
}

/// The file's number and the line; findings without a place come last.
fn order(files: &ConfigFiles, finding: &Finding) -> (usize, usize) {
    let place = finding.location.as_ref();
    let file = place.and_then(|place| files.files().iter().position(|source| source.path == place.path));
    (file.unwrap_or(usize::MAX), place.map_or(0, |place| place.line))
}

/// A value that says something. One with further lines says nothing to any check but that of the layout.
fn said(value: Option<&str>) -> Option<&str> {
    value.filter(|value| !value.trim().is_empty() && !value.contains('\n'))
}

/// A key as messages name it. What can't be a key is not shown: with a colon for an equals sign, it has a value in it.
fn named(key: &str) -> &str {
    if names::is_plain_key(key) { key } else { "…" }
}

#[cfg(test)]
mod tests;
