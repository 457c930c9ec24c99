//! The proof that a fix is as safe as it says.

use std::collections::HashSet;

use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::lint::duplicates;
use crate::config::lint::finding::{Finding, Fix, FixAction};
use crate::config::names::SectionName;

/// Leaves a fix safe only if it takes no decision and can be made together with the others; the rest are for a person.
pub(crate) fn prove(files: &ConfigFiles, findings: &mut [Finding]) {
    let conflicts = duplicates::conflicts(files);
    for finding in findings.iter_mut() {
        finding.fix = decision(&conflicts, finding).or(finding.fix.take());
    }
    let mut fixable: Vec<_> = findings.iter_mut().filter(|finding| edits(finding).is_some()).collect();
    take(files, &mut fixable, Edits::new());
}

/// What is to be done before a fix that would drop one of two lines that disagree.
fn decision(conflicts: &HashSet<(SectionName, String)>, finding: &Finding) -> Option<Fix> {
    let Some(Fix::Automatic { what, action: FixAction::Edits(edits) }) = &finding.fix else { return None };
    let mut keys = edits.config.changed_keys().chain(edits.credentials.changed_keys());
    let (_, key) = keys.find(|(section, key)| conflicts.contains(&((*section).clone(), key.to_lowercase())))?;
    Some(Fix::Manual(format!("keep one line of `{key}`, then `--fix` can {what}")))
}

/// Adds the fixes to those that are taken already, and gives all that can be made together.
fn take(files: &ConfigFiles, findings: &mut [&mut Finding], mut taken: Edits) -> Edits {
    if findings.is_empty() {
        return taken;
    }
    let mut all = taken.clone();
    findings.iter().filter_map(|finding| edits(finding)).for_each(|edits| all.extend(edits));
    match findings {
        _ if applies(files, &all) => all,
        [only] => {
            if let Some(Fix::Automatic { what, .. }) = &only.fix {
                only.fix = Some(Fix::Manual(format!("{what}; the lines around it are too unusual for `--fix`")));
            }
            taken
        }
        several => {
            let (first, second) = several.split_at_mut(several.len() / 2);
            taken = take(files, first, taken);
            take(files, second, taken)
        }
    }
}

fn edits(finding: &Finding) -> Option<&Edits> {
    match finding.fix_action() {
        Some(FixAction::Edits(edits)) => Some(edits),
        _ => None,
    }
}

fn applies(files: &ConfigFiles, edits: &Edits) -> bool {
    files.after(edits).is_ok()
}
