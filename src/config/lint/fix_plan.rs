//! All safe fixes together.

use std::path::{Path, PathBuf};

use crate::config::document::Document;
use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::heading::FileKind;
use crate::config::lint::finding::{Finding, FixAction};
use crate::config::lint::lint;
use crate::config::lint::scope::CheckScope;
use crate::config::paths::ConfigPaths;
use crate::config::save::{self, Change};
use crate::error::ConfigError;
use crate::files::private;

/// More rounds than any file has needed.
const MOST_ROUNDS: usize = 8;

/// What the safe fixes of some findings do.
#[derive(Debug)]
pub(crate) struct FixPlan<'a> {
    /// The files that were looked at.
    files: &'a ConfigFiles,
    /// One fix may pave the way for another, so there can be several rounds.
    rounds: Vec<Edits>,
    private: Vec<PathBuf>,
}

impl<'a> FixPlan<'a> {
    /// The fixes of these findings of the files, and of what the scope still has when they are made.
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`](crate::config::edit::Edit::apply), if the fixes can't be made together.
    pub(crate) fn new(files: &'a ConfigFiles, scope: &CheckScope, findings: &[Finding]) -> Result<Self, ConfigError> {
        let private = findings.iter().filter_map(|finding| match finding.fix_action() {
            Some(FixAction::MakePrivate(path)) => Some(path.clone()),
            _ => None,
        });
        let mut mending = Self { files, rounds: Vec::new(), private: private.collect() };
        let mut next = edits(findings);
        let mut after = None;
        while let Some(edits) = next.take().filter(|_| mending.rounds.len() < MOST_ROUNDS) {
            let mended = after.as_ref().unwrap_or(files).after(&edits)?;
            mending.rounds.push(edits);
            let left: Vec<_> = lint(&mended).into_iter().filter(|finding| scope.includes(finding)).collect();
            next = crate::config::lint::fix_plan::edits(&left);
            after = Some(mended);
        }
        Ok(mending)
    }

    /// What would be different: the changes as a diff, and a line of `chmod` for each file that is to be private.
    ///
    /// # Errors
    ///
    /// Those of [`preview`](crate::config::save::preview) and [`Edit::apply`](crate::config::edit::Edit::apply).
    pub(crate) fn diff(&self, paths: &ConfigPaths) -> Result<String, ConfigError> {
        let config = self.preview(&paths.config, FileKind::Config)?;
        let credentials = self.preview(&paths.credentials, FileKind::Credentials)?;
        let modes = self.private.iter().map(|path| format!("chmod 600 {}\n", path.display()));
        Ok(config.diff() + &credentials.diff() + &modes.collect::<String>())
    }

    /// Mends the files. If one of them can't be changed faithfully, neither is.
    ///
    /// # Errors
    ///
    /// Those of [`update`](crate::config::save::update) and [`Edit::apply`](crate::config::edit::Edit::apply), [`ConfigError::Changed`]
    /// for a file that is not what was looked at, and [`ConfigError::Unwritable`] for one whose permissions can't be changed.
    pub(crate) fn save(&self, paths: &ConfigPaths) -> Result<(), ConfigError> {
        self.preview(&paths.credentials, FileKind::Credentials)?;
        for (path, file) in [(&paths.config, FileKind::Config), (&paths.credentials, FileKind::Credentials)] {
            save::update(path, |document| self.apply(path, file, document))?;
        }
        self.private.iter().try_for_each(|path| private::make_private(path).map_err(save::unwritable))
    }

    /// A file's new bytes.
    pub(crate) fn apply(&self, path: &Path, file: FileKind, document: &Document) -> Result<Vec<u8>, ConfigError> {
        let source = self.files.files().iter().find(|source| source.file == file);
        let is_known = source.is_some_and(|source| source.document.to_bytes() == document.to_bytes());
        if !is_known && !self.rounds.is_empty() {
            return Err(ConfigError::Changed { path: path.to_owned() });
        }
        self.rounds.iter().try_fold(document.to_bytes().to_vec(), |bytes, edits| {
            edits.file(file).apply(path, &Document::parse(bytes))
        })
    }

    fn preview(&self, path: &Path, file: FileKind) -> Result<Change, ConfigError> {
        save::preview(path, |document| self.apply(path, file, document))
    }
}

/// The changes of the files' lines that mend these findings; `None` if there are none.
fn edits(findings: &[Finding]) -> Option<Edits> {
    let mends = findings.iter().filter_map(Finding::fix_action);
    let edits = mends.filter_map(|mend| match mend {
        FixAction::Edits(edits) => Some(edits),
        FixAction::MakePrivate(_) => None,
    });
    edits.fold(None, |all, edits| {
        let mut all: Edits = all.unwrap_or_default();
        all.extend(edits);
        Some(all)
    })
}
