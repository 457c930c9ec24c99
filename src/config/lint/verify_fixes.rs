//! Verifies that automatic fixes need no decision and can be made together.

use std::collections::{HashMap, HashSet};

use crate::config::config_files::ConfigFiles;
use crate::config::edits::Edits;
use crate::config::lint::checks::duplicates;
use crate::config::lint::finding::{Finding, Fix, edits_of};
use crate::config::section_name::SectionName;

/// How many lines are edited to find out which fixes can be made together. Every try takes both files.
const TRIED_LINES: usize = 300_000;

/// Makes a fix manual if it needs a decision, or if it can't be made together with the others.
pub(crate) fn verify(files: &ConfigFiles, findings: &mut [Finding]) {
    let manual = manual_fixes(files, findings);
    for (finding, manual) in findings.iter_mut().zip(manual) {
        finding.fix = manual.or(finding.fix.take());
    }
    let mut fixable: Vec<_> = findings.iter_mut().filter(|finding| finding.fix_edits().is_some()).collect();
    let lines: usize = files.files().iter().map(|file| file.document.lines().len()).sum();
    Trials { files, left: 1 + TRIED_LINES / lines.max(1) }.add_fixes(&mut fixable, Edits::new());
}

/// For each finding the manual fix in place of an automatic one that needs a decision.
fn manual_fixes(files: &ConfigFiles, findings: &[Finding]) -> Vec<Option<Fix>> {
    let mut conflicts = Decisions::new("keep one", duplicates::conflicting_keys(files));
    let mut several_lines = Decisions::new("unindent the lines below", keys_of_several_lines(files));
    let manual = |finding| {
        syntax_first(files, finding).or_else(|| conflicts.fix(finding)).or_else(|| several_lines.fix(finding))
    };
    findings.iter().map(manual).collect()
}

/// Keys about which the user has to decide.
struct Decisions<'f> {
    decision: &'static str,
    /// The keys, in lower case.
    keys: HashSet<(SectionName, String)>,
    /// The first such key of edits that findings may share.
    known: HashMap<*const Edits, Option<&'f str>>,
}

/// A manual fix in place of one in a file that has to be readable first.
fn syntax_first(files: &ConfigFiles, finding: &Finding) -> Option<Fix> {
    let edits = finding.fix_edits()?;
    let mut faulty = files.files().iter().filter(|file| !file.document.syntax_errors().is_empty());
    let file = faulty.find(|file| !edits.file(file.kind).is_empty())?;
    let (line, name) = (file.document.syntax_errors().first()?.line, file.path.file_name()?.display());
    Some(Fix::Manual(format!("first correct line {line} of {name}")))
}

/// The keys, in lower case, with lines below that a fix of the key would remove.
fn keys_of_several_lines(files: &ConfigFiles) -> HashSet<(SectionName, String)> {
    let entries =
        files.files().iter().flat_map(|file| file.entries().map(move |(entry, section)| (file, entry, section)));
    let several = entries.filter(|(file, entry, _)| file.document.continuations(entry).next().is_some());
    several.filter_map(|(file, entry, section)| Some((section?, file.key(entry).to_lowercase()))).collect()
}

impl<'f> Decisions<'f> {
    fn new(decision: &'static str, keys: HashSet<(SectionName, String)>) -> Self {
        Self { decision, keys, known: HashMap::new() }
    }

    /// A manual fix in place of one that would drop a line of one of the keys.
    fn fix(&mut self, finding: &'f Finding) -> Option<Fix> {
        let edits = finding.fix_edits()?;
        let Self { decision, keys, known } = self;
        let key = known.entry(std::ptr::from_ref::<Edits>(edits)).or_insert_with(|| {
            let mut changed = edits.config.changed_keys().chain(edits.credentials.changed_keys());
            let key = changed.find(|(section, key)| keys.contains(&((*section).clone(), key.to_lowercase())));
            key.map(|(_, key)| key)
        });
        key.map(|key| Fix::Manual(format!("first {decision} `{key}`")))
    }
}

/// Finds out which fixes can be made together.
struct Trials<'f> {
    files: &'f ConfigFiles,
    /// How many tries are left. Fixes that remain then are manual.
    left: usize,
}

impl Trials<'_> {
    /// Adds the edits of these findings to those that have been verified, and returns all that can be made together. It
    /// bisects: usually all fit together at once.
    fn add_fixes(&mut self, findings: &mut [&mut Finding], mut verified: Edits) -> Edits {
        if findings.is_empty() {
            return verified;
        }
        let mut all = verified.clone();
        edits_of(findings.iter().map(|finding| &**finding)).for_each(|edits| all.merge(edits));
        let is_left = self.left > 0;
        self.left = self.left.saturating_sub(1);
        if is_left && self.files.with_edits(&all).is_ok() {
            return all;
        }
        if is_left && findings.len() > 1 {
            let (first, second) = findings.split_at_mut(findings.len() / 2);
            verified = self.add_fixes(first, verified);
            return self.add_fixes(second, verified);
        }
        findings.iter_mut().for_each(|finding| make_manual(finding));
        verified
    }
}

fn make_manual(finding: &mut Finding) {
    if let Some(Fix::Automatic { what, .. }) = &finding.fix {
        finding.fix = Some(Fix::Manual(format!("{what} yourself")));
    }
}
