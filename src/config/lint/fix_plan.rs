//! All automatic fixes together.

use std::path::{Path, PathBuf};

use crate::config::config_files::ConfigFiles;
use crate::config::document::Document;
use crate::config::edits::Edits;
use crate::config::lint::finding::{Finding, FixAction, edits_of};
use crate::config::lint::lint;
use crate::config::lint::scope::CheckScope;
use crate::config::paths::{ConfigPaths, FileKind};
use crate::config::save::{self, Change};
use crate::error::ConfigError;
use crate::files::private;

/// More rounds than any file has needed.
const MAX_ROUNDS: usize = 8;

/// The automatic fixes of some findings.
#[derive(Debug)]
pub(crate) struct FixPlan<'a> {
    /// The files as they were checked.
    files: &'a ConfigFiles,
    /// Several rounds, because one fix may make another one possible.
    rounds: Vec<Edits>,
    /// The files to be made private.
    private: Vec<PathBuf>,
}

impl<'a> FixPlan<'a> {
    /// Plans the fixes of these findings, and of the findings that the scope still has after them.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`](crate::config::edit::Edit::apply), if the fixes can't be made together.
    pub(crate) fn new(files: &'a ConfigFiles, scope: &CheckScope, findings: &[Finding]) -> Result<Self, ConfigError> {
        let private = findings.iter().filter_map(|finding| match finding.fix_action() {
            Some(FixAction::MakePrivate(path)) => Some(path.clone()),
            _ => None,
        });
        let mut plan = Self { files, rounds: Vec::new(), private: private.collect() };
        let mut next = merge_edits(findings);
        let mut fixed = None;
        while let Some(edits) = next.take().filter(|_| plan.rounds.len() < MAX_ROUNDS) {
            let files = fixed.as_ref().unwrap_or(files).with_edits(&edits)?;
            plan.rounds.push(edits);
            let left: Vec<_> = lint(&files).into_iter().filter(|finding| scope.includes(finding)).collect();
            next = merge_edits(&left);
            fixed = Some(files);
        }
        Ok(plan)
    }

    /// The changes as a unified diff, and a line with `chmod` for each file that is made private.
    ///
    /// # Errors
    ///
    /// Those of [`preview`](save::preview) and [`Edit::apply`](crate::config::edit::Edit::apply).
    pub(crate) fn diff(&self, paths: &ConfigPaths) -> Result<String, ConfigError> {
        let diffs = self.changed_files(paths).map(|(path, kind)| Ok(self.preview(path, kind)?.diff()));
        let diffs = diffs.collect::<Result<String, ConfigError>>()?;
        let chmod = |path: &PathBuf| format!("chmod {:03o} {}\n", private::private_mode(path), path.display());
        let modes = self.private.iter().map(chmod);
        Ok(diffs + &modes.collect::<String>())
    }

    /// Fixes the files. If one of them can't be changed, neither is.
    ///
    /// # Errors
    ///
    /// Those of [`update`](save::update) and [`Edit::apply`](crate::config::edit::Edit::apply), [`ConfigError::Changed`]
    /// for a file that has changed since it was checked, and [`ConfigError::Unwritable`] for one whose permissions can't
    /// be changed.
    pub(crate) fn save(&self, paths: &ConfigPaths) -> Result<(), ConfigError> {
        self.changed_files(paths).try_for_each(|(path, kind)| self.preview(path, kind).map(drop))?;
        for (path, kind) in self.changed_files(paths) {
            save::update(path, |document| self.apply(path, kind, document))?;
        }
        self.private.iter().try_for_each(|path| private::make_private(path).map_err(save::unwritable))
    }

    /// A file's new bytes.
    pub(crate) fn apply(&self, path: &Path, kind: FileKind, document: &Document) -> Result<Vec<u8>, ConfigError> {
        let checked = self.files.files().iter().find(|file| file.kind == kind);
        let is_unchanged = checked.is_some_and(|file| file.document.as_bytes() == document.as_bytes());
        if !is_unchanged && !self.rounds.is_empty() {
            return Err(ConfigError::Changed { path: path.to_owned() });
        }
        self.rounds.iter().try_fold(document.as_bytes().to_vec(), |bytes, edits| {
            edits.file(kind).apply(path, &Document::parse(bytes))
        })
    }

    fn changed_files<'p>(&'p self, paths: &'p ConfigPaths) -> impl Iterator<Item = (&'p Path, FileKind)> {
        let files = [(&*paths.config, FileKind::Config), (&*paths.credentials, FileKind::Credentials)];
        files.into_iter().filter(|(_, kind)| self.rounds.iter().any(|edits| !edits.file(*kind).is_empty()))
    }

    fn preview(&self, path: &Path, kind: FileKind) -> Result<Change, ConfigError> {
        save::preview(path, |document| self.apply(path, kind, document))
    }
}

/// The edits of all automatic fixes of these findings; `None` if there are none.
fn merge_edits(findings: &[Finding]) -> Option<Edits> {
    edits_of(findings.iter()).fold(None, |merged, edits| {
        let mut merged: Edits = merged.unwrap_or_default();
        merged.merge(edits);
        Some(merged)
    })
}
