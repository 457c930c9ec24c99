//! Verifies that automatic fixes need no decision and can be made together.

use std::collections::HashSet;

use crate::config::config_files::ConfigFiles;
use crate::config::edits::Edits;
use crate::config::lint::checks::duplicates;
use crate::config::lint::finding::{Finding, Fix, FixAction};
use crate::config::section_name::SectionName;

/// Makes a fix manual if it needs a decision, or if it can't be made together with the others.
pub(crate) fn verify(files: &ConfigFiles, findings: &mut [Finding]) {
    let conflicts = duplicates::conflicting_keys(files);
    let of_several_lines = keys_of_several_lines(files);
    for finding in findings.iter_mut() {
        let manual = syntax_first(files, finding)
            .or_else(|| decision_first(&conflicts, finding, "keep one line of"))
            .or_else(|| decision_first(&of_several_lines, finding, "move the indented lines below"));
        finding.fix = manual.or(finding.fix.take());
    }
    let mut fixable: Vec<_> = findings.iter_mut().filter(|finding| finding.fix_edits().is_some()).collect();
    add_fixes(files, &mut fixable, Edits::new());
}

/// A manual fix in place of one in a file that has to be readable first.
fn syntax_first(files: &ConfigFiles, finding: &Finding) -> Option<Fix> {
    let Some(Fix::Automatic { what, action: FixAction::Edits(edits) }) = &finding.fix else { return None };
    let mut faulty = files.files().iter().filter(|file| !file.document.syntax_errors().is_empty());
    let file = faulty.find(|file| !edits.file(file.kind).is_empty())?;
    let line = file.document.syntax_errors().first()?.line;
    Some(Fix::Manual(format!("correct line {line} of {}, then `--fix` can {what}", file.path.display())))
}

/// The keys, in lower case, with lines below that a fix of the key would remove.
fn keys_of_several_lines(files: &ConfigFiles) -> HashSet<(SectionName, String)> {
    let entries =
        files.files().iter().flat_map(|file| file.entries().map(move |(entry, section)| (file, entry, section)));
    let several = entries.filter(|(file, entry, _)| file.document.continuations(entry).next().is_some());
    several.filter_map(|(file, entry, section)| Some((section?, file.key(entry).to_lowercase()))).collect()
}

/// A manual fix in place of one that would drop a line of one of these keys, which needs a decision.
fn decision_first(conflicts: &HashSet<(SectionName, String)>, finding: &Finding, decision: &str) -> Option<Fix> {
    let Some(Fix::Automatic { what, action: FixAction::Edits(edits) }) = &finding.fix else { return None };
    let mut keys = edits.config.changed_keys().chain(edits.credentials.changed_keys());
    let (_, key) = keys.find(|(section, key)| conflicts.contains(&((*section).clone(), key.to_lowercase())))?;
    Some(Fix::Manual(format!("{decision} `{key}`, then `--fix` can {what}")))
}

/// Adds the edits of these findings to those that have been verified, and returns all that can be made together. It
/// bisects: usually all fit together at once.
fn add_fixes(files: &ConfigFiles, findings: &mut [&mut Finding], mut verified: Edits) -> Edits {
    if findings.is_empty() {
        return verified;
    }
    let mut all = verified.clone();
    findings.iter().filter_map(|finding| finding.fix_edits()).for_each(|edits| all.merge(edits));
    match findings {
        _ if files.with_edits(&all).is_ok() => all,
        [only] => {
            if let Some(Fix::Automatic { what, .. }) = &only.fix {
                only.fix = Some(Fix::Manual(format!("{what}; the lines around it are too unusual for `--fix`")));
            }
            verified
        }
        several => {
            let (first, second) = several.split_at_mut(several.len() / 2);
            verified = add_fixes(files, first, verified);
            add_fixes(files, second, verified)
        }
    }
}
