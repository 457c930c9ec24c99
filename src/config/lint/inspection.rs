//! The findings of one check, and their fixes.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::config::lint::{CheckScope, Finding, FixPlan, lint};
use crate::config::{ConfigFiles, Profile};
use crate::error::ConfigError;

pub(crate) struct Inspection {
    files: ConfigFiles,
    pub(crate) scope: CheckScope,
    pub(crate) findings: Vec<Finding>,
}

impl Inspection {
    /// Checks the files and adds these findings about what else is on the disk.
    pub(crate) fn new(files: ConfigFiles, on_disk: Vec<Finding>, scope: CheckScope) -> Self {
        let findings = lint(&files).into_iter().chain(on_disk).filter(|finding| scope.includes(finding)).collect();
        Self { files, scope, findings }
    }

    fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.files.config().profiles().filter(|profile| self.scope.includes_profile(profile.name()))
    }

    pub(crate) fn profile_count(&self) -> usize {
        self.profiles().count()
    }

    /// How many of the files have any text.
    pub(crate) fn file_count(&self) -> usize {
        self.files.files().iter().filter(|file| !file.document.lines().is_empty()).count()
    }

    /// The names of the profiles that have credentials and no region. A line that can't be read may have one.
    pub(crate) fn profiles_without_region(&self) -> Vec<&str> {
        let lacks_region =
            |profile: &&Profile| profile.region().is_none() && profile.fault().is_none() && profile.kind().is_some();
        self.profiles().filter(lacks_region).map(Profile::name).collect()
    }

    /// The automatic fixes of all findings.
    pub(crate) fn fix_plan(&self) -> Result<FixPlan<'_>, ConfigError> {
        FixPlan::new(&self.files, &self.scope, &self.findings)
    }

    /// How many findings were fixed in each file: those with an automatic fix that are no longer found `after` it.
    pub(crate) fn fixed_counts<'a>(&'a self, after: &Self) -> Vec<(&'a Path, usize)> {
        let identity = |finding: &Finding| (finding.code, finding.section.clone(), finding.message.clone());
        let left: HashSet<_> = after.findings.iter().map(identity).collect();
        let is_fixed = |finding: &&Finding| finding.fix_action().is_some() && !left.contains(&identity(finding));
        let fixed = self.findings.iter().filter(is_fixed);
        let (mut counts, mut index) = (Vec::<(&Path, usize)>::new(), HashMap::new());
        for path in fixed.filter_map(|finding| Some(&*finding.location.as_ref()?.path)) {
            let at = *index.entry(path).or_insert(counts.len());
            match counts.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => counts.push((path, 1)),
            }
        }
        counts
    }
}
