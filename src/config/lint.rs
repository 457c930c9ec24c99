//! Finds mistakes in the config and credentials files, and fixes those that need no decision.
//!
//! Each family of checks is one file in [`checks`], with one entry in its list. A check sees the meaning of the files
//! ([`Config`](crate::config::Config)) and their text, and asks neither the disk nor the network. How the tools read the
//! files is described in [`document`](crate::config::document) and [`header`](crate::config::header). "The AWS CLI" in
//! findings means botocore, and so the Python SDK too.

pub(crate) mod checks;
pub(crate) mod finding;
pub(crate) mod fix_plan;
pub(crate) mod infer_sso_region;
pub(crate) mod inspection;
pub(crate) mod permissions;
pub(crate) mod scope;
pub(crate) mod session_migration;
pub(crate) mod verify_fixes;

pub(crate) use finding::{Finding, Fix, Severity};
pub(crate) use fix_plan::FixPlan;
pub(crate) use inspection::Inspection;
pub(crate) use scope::CheckScope;

use crate::config::ConfigFiles;

/// The findings of all checks in the order of their lines, those of the config file first.
///
/// Automatic fixes have been tried: all of them together change what they are about and nothing else.
pub(crate) fn lint(files: &ConfigFiles) -> Vec<Finding> {
    let mut findings: Vec<_> = checks::CHECKS.iter().flat_map(|check| check(files)).collect();
    findings.sort_by_key(|finding| position(files, finding));
    verify_fixes::verify(files, &mut findings);
    findings
}

/// The index of the finding's file, and its line. Findings without a location come last.
fn position(files: &ConfigFiles, finding: &Finding) -> (usize, usize) {
    let location = finding.location.as_ref();
    let file = location.and_then(|location| files.files().iter().position(|file| file.path == location.path));
    (file.unwrap_or(usize::MAX), location.map_or(0, |location| location.line))
}

/// A value that is not blank.
fn usable(value: Option<&str>) -> Option<&str> {
    value.filter(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests;
