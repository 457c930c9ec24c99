//! The findings of one check, and their fixes.

use std::path::Path;

use crate::config::ConfigFiles;
use crate::config::lint::{CheckScope, Finding, FixPlan, lint};
use crate::error::ConfigError;

pub(crate) struct Inspection {
    files: ConfigFiles,
    pub(crate) scope: CheckScope,
    pub(crate) findings: Vec<Finding>,
}

impl Inspection {
    /// Checks the files and adds these findings about permissions.
    pub(crate) fn new(files: ConfigFiles, permissions: Vec<Finding>, scope: CheckScope) -> Self {
        let findings = lint(&files).into_iter().chain(permissions).filter(|finding| scope.includes(finding)).collect();
        Self { files, scope, findings }
    }

    /// The automatic fixes of all findings.
    pub(crate) fn fix_plan(&self) -> Result<FixPlan<'_>, ConfigError> {
        FixPlan::new(&self.files, &self.scope, &self.findings)
    }

    /// How many findings were fixed in each file: those with an automatic fix that are no longer found `after` it.
    pub(crate) fn fixed_counts<'a>(&'a self, after: &Self) -> Vec<(&'a Path, usize)> {
        let is_same = |one: &Finding, other: &Finding| {
            (one.code, &one.section, &one.message) == (other.code, &other.section, &other.message)
        };
        let is_left = |finding: &Finding| after.findings.iter().any(|left| is_same(finding, left));
        let mut counts = Vec::<(&Path, usize)>::new();
        for finding in self.findings.iter().filter(|finding| finding.fix_action().is_some() && !is_left(finding)) {
            let Some(path) = finding.location.as_ref().map(|location| &*location.path) else { continue };
            match counts.iter_mut().find(|(known, _)| *known == path) {
                Some((_, count)) => *count += 1,
                None => counts.push((path, 1)),
            }
        }
        counts
    }
}
