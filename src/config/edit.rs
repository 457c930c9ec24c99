//! Changes of a config or credentials file that touch what they mean and no other byte.

pub(crate) mod blocks;
pub(crate) mod extend;
pub(crate) mod formatting;
pub(crate) mod join;
pub(crate) mod keys;
pub(crate) mod patch;
pub(crate) mod sections;
pub(crate) mod verify;

use std::path::Path;

use crate::config::document::Document;
use crate::config::edit::blocks::Blocks;
use crate::config::edit::formatting::Tidy;
use crate::config::edit::patch::Patch;
use crate::config::heading::FileKind;
use crate::config::names::{self, SectionName};
use crate::config::save::{self, Change};
use crate::config::section::Table;
use crate::error::ConfigError;

/// What is to be different in a file: keys and sections to be there or not. Of two orders for one key the later counts.
///
/// # What stays
///
/// Every byte that is not meant: order, blank lines, comments, line endings, the byte order mark, a missing last line
/// break, the spacing around `=`. A key that has its value already stays as it stands, with the comment behind it.
///
/// # Keys
///
/// - Sections and keys are found as [`Config`](crate::config::Config) reads them: in quotes, with odd spacing, indented, in
///   upper case. If a section stands several times, a key is set where it stands last, a new one in the last block.
/// - Of a key that stands several times only the last one is left, the one that the SDKs read; the others are removed.
///   The AWS CLI fails at duplicates.
/// - New keys stand behind the section's last key in the order in which they were set.
/// - Setting a key loses no comment. One behind the old value moves to a line above, as the CLI would read it as part of
///   the new value. The lines of a nested block are replaced, the comments between them stay. Indented comments behind
///   the key move to the first column, as the SDKs would read them as part of the value.
/// - Removing a key removes its lines, the comments between them and the one behind its value.
/// - If `[profile default]` stands before `[default]`, keys are changed in both: the SDKs read the first and the CLI
///   the second.
///
/// # Sections
///
/// - A new section stands at the end, behind a blank line.
/// - A removed one takes all of its blocks with it and what clearly belongs to them: comments between its lines;
///   comments right behind its last key, unless the next header follows at once; comments right above its header if
///   there is a blank line above those. Other comments stay, and with them those at the top of the file. One of the
///   blank lines around it goes.
#[derive(Clone)]
pub(crate) struct Edit {
    file: FileKind,
    sections: Table<SectionEdit>,
    removes_mark: bool,
}

/// What is to be different in one section.
#[derive(Clone)]
struct SectionEdit {
    section: SectionName,
    /// What stands in the file is removed first.
    is_removed: bool,
    /// The section must be there in the end.
    is_wanted: bool,
    keys: Vec<KeyEdit>,
    tidy: Tidy,
}

#[derive(Clone)]
struct KeyEdit {
    key: String,
    /// `None` if the key must not be there.
    value: Option<String>,
}

impl Edit {
    /// An edit of such a file that changes nothing yet.
    pub(crate) fn new(file: FileKind) -> Self {
        Self { file, sections: Table::default(), removes_mark: false }
    }

    /// Gives a key its value. The section is made if there is none.
    pub(crate) fn set(&mut self, section: &SectionName, key: &str, value: &str) -> &mut Self {
        let edit = self.section(section);
        edit.is_wanted = true;
        edit.put(key, Some(value.to_owned()));
        self
    }

    /// Removes a key wherever it stands in the section.
    pub(crate) fn remove_key(&mut self, section: &SectionName, key: &str) -> &mut Self {
        self.section(section).put(key, None);
        self
    }

    /// Makes the section if there is none.
    pub(crate) fn ensure_section(&mut self, section: &SectionName) -> &mut Self {
        self.section(section).is_wanted = true;
        self
    }

    /// Removes the section with all that was to be changed in it. What is set afterwards makes it anew.
    pub(crate) fn remove_section(&mut self, section: &SectionName) -> &mut Self {
        let edit = self.section(section);
        *edit = SectionEdit { is_removed: true, ..SectionEdit::new(section) };
        self
    }

    /// The file's new bytes. The path is for [`ConfigError`] only.
    ///
    /// The result is read again: unless it has all that was set and every other key as it was, it is not returned.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Name`], [`ConfigError::Key`] or [`ConfigError::Value`] for what the AWS CLI and all SDKs don't read alike.
    /// An existing section may have any name. [`ConfigError::Syntax`] if the file can't be read, [`ConfigError::UnsupportedLayout`] if it
    /// can't be changed faithfully, which takes sections and keys of mixed indentation.
    pub(crate) fn apply(&self, path: &Path, document: &Document) -> Result<Vec<u8>, ConfigError> {
        if let Some(fault) = document.fault() {
            let expected = fault.expected.clone();
            return Err(ConfigError::Syntax { path: path.to_owned(), line: fault.line, expected });
        }
        self.check()?;
        let blocks = Blocks::of(document, self.file);
        let mut patch = Patch::new(document);
        let mut added = Vec::new();
        for edit in self.sections.iter() {
            let found = blocks.find(&edit.section);
            match found {
                Some(found) if edit.is_removed => sections::remove(&mut patch, found.all()),
                Some(found) => {
                    found.readers().for_each(|blocks| keys::edit(&mut patch, blocks, &edit.keys));
                    formatting::lines(&mut patch, &found.all().collect::<Vec<_>>(), edit);
                }
                None => {}
            }
            if edit.is_wanted && (edit.is_removed || found.is_none()) {
                edit.section.check(self.file)?;
                added.push(edit);
            }
        }
        let bytes = formatting::blocks(self, patch.finish());
        let bytes = sections::append(bytes, document, self.file, &added);
        verify::verify(self, path, document, Document::parse(bytes))
    }

    /// Applies the edit to the file on disk; see [`update`](crate::config::save::update).
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`] and [`update`](crate::config::save::update).
    pub(crate) fn save(&self, path: &Path) -> Result<Change, ConfigError> {
        save::update(path, |document| self.apply(path, document))
    }

    /// What [`Edit::save`] would change; see [`preview`](crate::config::save::preview).
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`] and [`preview`](crate::config::save::preview).
    pub(crate) fn preview(&self, path: &Path) -> Result<Change, ConfigError> {
        save::preview(path, |document| self.apply(path, document))
    }

    fn section(&mut self, section: &SectionName) -> &mut SectionEdit {
        self.sections.entry(&section.header(self.file), |_| SectionEdit::new(section))
    }

    fn check(&self) -> Result<(), ConfigError> {
        for edit in self.sections.iter().flat_map(|section| &section.keys) {
            if let Some(value) = &edit.value {
                names::check_key(&edit.key)?;
                names::check_value(&edit.key, value)?;
            }
        }
        Ok(())
    }
}

impl SectionEdit {
    fn new(section: &SectionName) -> Self {
        Self { section: section.clone(), is_removed: false, is_wanted: false, keys: Vec::new(), tidy: Tidy::default() }
    }

    fn put(&mut self, key: &str, value: Option<String>) {
        match self.keys.iter_mut().find(|known| known.key.eq_ignore_ascii_case(key)) {
            Some(known) => known.value = value,
            None => self.keys.push(KeyEdit { key: key.to_owned(), value }),
        }
    }
}

/// Values may be secret, so only the names are printed.
impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.sections.iter().map(|edit| &edit.section)).finish()
    }
}

#[cfg(test)]
mod tests;
