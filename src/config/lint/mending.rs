//! All safe fixes together.

use std::path::{Path, PathBuf};

use super::finding::{Finding, Mend};
use super::permissions::make_private;
use super::{Scope, lint};
use crate::config::document::Document;
use crate::config::{Change, Edits, Error, FileKind, Files, Locations, save};

/// More rounds than any file has needed.
const MOST_ROUNDS: usize = 8;

/// What the safe fixes of some findings do.
#[derive(Debug, Default)]
pub struct Mending {
    /// One fix may pave the way for another, so there can be several rounds.
    rounds: Vec<Edits>,
    private: Vec<PathBuf>,
}

impl Mending {
    /// The fixes of these findings of the files, and of what the scope still has when they are made.
    pub fn of(files: &Files, scope: &Scope, findings: &[Finding]) -> Self {
        let private = findings.iter().filter_map(|finding| match finding.mend() {
            Some(Mend::MakePrivate(path)) => Some(path.clone()),
            _ => None,
        });
        let mut mending = Self { rounds: Vec::new(), private: private.collect() };
        let mut next = edits(findings).and_then(|edits| Some((files.after(&edits).ok()?, edits)));
        while let Some((files, edits)) = next.take().filter(|_| mending.rounds.len() < MOST_ROUNDS) {
            mending.rounds.push(edits);
            let left: Vec<_> = lint(&files).into_iter().filter(|finding| scope.has(finding)).collect();
            next = self::edits(&left).and_then(|edits| Some((files.after(&edits).ok()?, edits)));
        }
        mending
    }

    /// What would be different: the changes as a diff, and a line of `chmod` for each file that is to be private.
    ///
    /// # Errors
    ///
    /// Those of [`preview`](crate::config::preview) and [`Edit::apply`](crate::config::Edit::apply).
    pub fn diff(&self, locations: &Locations) -> Result<String, Error> {
        let config = self.preview(&locations.config, FileKind::Config)?;
        let credentials = self.preview(&locations.credentials, FileKind::Credentials)?;
        let modes = self.private.iter().map(|path| format!("chmod 600 {}\n", path.display()));
        Ok(config.diff() + &credentials.diff() + &modes.collect::<String>())
    }

    /// Mends the files. If one of them can't be changed faithfully, neither is.
    ///
    /// # Errors
    ///
    /// Those of [`update`](crate::config::update) and [`Edit::apply`](crate::config::Edit::apply), and
    /// [`Error::Unwritable`] for a file whose permissions can't be changed.
    pub fn save(&self, locations: &Locations) -> Result<(), Error> {
        self.preview(&locations.credentials, FileKind::Credentials)?;
        for (path, file) in [(&locations.config, FileKind::Config), (&locations.credentials, FileKind::Credentials)] {
            save::update(path, |document| self.apply(path, file, document))?;
        }
        self.private.iter().try_for_each(|path| make_private(path))
    }

    /// A file's new bytes.
    pub(super) fn apply(&self, path: &Path, file: FileKind, document: &Document) -> Result<Vec<u8>, Error> {
        self.rounds.iter().try_fold(document.to_bytes().to_vec(), |bytes, edits| {
            edits.file(file).apply(path, &Document::parse(bytes))
        })
    }

    fn preview(&self, path: &Path, file: FileKind) -> Result<Change, Error> {
        save::preview(path, |document| self.apply(path, file, document))
    }
}

/// The changes of the files' lines that mend these findings; `None` if there are none.
fn edits(findings: &[Finding]) -> Option<Edits> {
    let mends = findings.iter().filter_map(Finding::mend);
    let edits = mends.filter_map(|mend| match mend {
        Mend::Edits(edits) => Some(edits),
        Mend::MakePrivate(_) => None,
    });
    edits.fold(None, |all, edits| {
        let mut all: Edits = all.unwrap_or_default();
        all.extend(edits);
        Some(all)
    })
}
