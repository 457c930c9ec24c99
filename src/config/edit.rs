//! Changes of keys and sections that leave every other byte of a config or credentials file as it is.

pub(crate) mod formatting;
pub(crate) mod keys;
pub(crate) mod patch;
pub(crate) mod section_index;
pub(crate) mod sections;
pub(crate) mod verify;

use std::path::Path;

use crate::config::OrderedMap;
use crate::config::document::Document;
use crate::config::edit::formatting::Formatting;
use crate::config::edit::patch::Patch;
use crate::config::edit::section_index::SectionIndex;
use crate::config::paths::FileKind;
use crate::config::save::{self, Change};
use crate::config::section_name::SectionName;
use crate::config::writable;
use crate::error::ConfigError;

/// A change of one file: keys and sections to be set or removed. For each key the last call counts.
///
/// # What stays
///
/// Every byte that the edit isn't about: order, blank lines, comments, line endings, the byte order mark, a missing last
/// line break, the spacing around `=`. A key that has its value already stays as it is, with the comment after it.
///
/// No comment is lost: who wrote it may need it, and it may be about something else.
///
/// # Keys
///
/// - Sections and keys are found like [`Config`](crate::config::Config) reads them: in quotes, with odd spacing,
///   indented, in upper case. If a section has several blocks, a key is set where it occurs last, and a new key is added
///   to the last block.
/// - If a key occurs several times, only the last occurrence is kept, which is the one that the SDKs read. The AWS CLI
///   fails at duplicates.
/// - New keys are added after the section's last key, in the order in which they were set.
/// - A comment after a value that is set moves to a line above, because the CLI would read it as part of the new value.
///   If the key is removed, the comment takes its place. The lines of a nested block are replaced or removed, the comments
///   between them stay. Indented comments after the key move to the first column, because the SDKs would read them as
///   part of the value.
/// - If `[profile default]` comes before `[default]`, keys are changed in both: the SDKs read the first and the CLI the
///   second.
///
/// # Sections
///
/// - A new section is added at the end, after a blank line.
/// - A section is removed with all of its blocks. One of the gaps around it is removed too.
#[derive(Clone)]
pub(crate) struct Edit {
    file: FileKind,
    sections: OrderedMap<SectionEdit>,
    removes_byte_order_mark: bool,
}

/// The change of one section.
#[derive(Clone)]
pub(crate) struct SectionEdit {
    section: SectionName,
    /// The existing section is removed first.
    is_removed: bool,
    /// The section must exist afterwards.
    is_required: bool,
    /// By their names in lower case.
    keys: OrderedMap<KeyEdit>,
    formatting: Formatting,
}

#[derive(Clone)]
pub(crate) struct KeyEdit {
    key: String,
    /// `None` removes the key.
    value: Option<String>,
}

impl Edit {
    pub(crate) fn new(file: FileKind) -> Self {
        Self { file, sections: OrderedMap::default(), removes_byte_order_mark: false }
    }

    /// Sets a key. The section is added if it doesn't exist.
    pub(crate) fn set(&mut self, section: &SectionName, key: &str, value: &str) -> &mut Self {
        let edit = self.section(section);
        edit.is_required = true;
        edit.set_key(key, Some(value.to_owned()));
        self
    }

    /// Removes all occurrences of a key in the section.
    pub(crate) fn remove_key(&mut self, section: &SectionName, key: &str) -> &mut Self {
        self.section(section).set_key(key, None);
        self
    }

    /// Removes the section and discards earlier changes of it. A key that is set afterwards adds the section again.
    pub(crate) fn remove_section(&mut self, section: &SectionName) -> &mut Self {
        let edit = self.section(section);
        *edit = SectionEdit { is_removed: true, ..SectionEdit::new(section) };
        self
    }

    /// Adds the changes of another edit of the same file. A key that one of them removes is removed.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.removes_byte_order_mark |= other.removes_byte_order_mark;
        for edit in other.sections.values() {
            let own = self.section(&edit.section);
            own.is_removed |= edit.is_removed;
            own.is_required |= edit.is_required;
            own.formatting.merge(&edit.formatting);
            for KeyEdit { key, value } in edit.keys.values() {
                if own.key(key).is_none_or(|known| known.value.is_some()) {
                    own.set_key(key, value.clone());
                }
            }
        }
    }

    /// The keys that are set or removed, with their sections.
    pub(crate) fn changed_keys(&self) -> impl Iterator<Item = (&SectionName, &str)> {
        self.sections.values().flat_map(|edit| edit.keys.values().map(|key| (&edit.section, key.key.as_str())))
    }

    /// The file's new bytes. The path only appears in errors.
    ///
    /// The result is parsed again. It is only returned if it has all changes and every other key as before.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Key`] or [`ConfigError::Value`] for what the AWS CLI and all SDKs don't read the same way.
    /// [`ConfigError::Name`] for a new section whose name not even the CLI can read. [`ConfigError::Syntax`] if the file
    /// can't be parsed, [`ConfigError::UnsupportedLayout`] if the edit would change something else, which only happens in
    /// files that indent sections and keys differently.
    pub(crate) fn apply(&self, path: &Path, document: &Document) -> Result<Vec<u8>, ConfigError> {
        if self.is_empty() {
            return Ok(document.as_bytes().to_vec());
        }
        if let Some(error) = document.syntax_errors().first() {
            let expected = error.expected.clone();
            return Err(ConfigError::Syntax { path: path.to_owned(), line: error.line, expected });
        }
        self.validate_keys()?;
        let index = SectionIndex::new(document, self.file);
        let mut patch = Patch::new(document);
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for edit in self.sections.values() {
            let found = index.get(&edit.section);
            match found {
                Some(found) if edit.is_removed => removed.extend(found.all()),
                Some(found) => {
                    found.by_reader().for_each(|blocks| keys::apply(&mut patch, blocks, edit.keys.values()));
                    found.groups().iter().for_each(|blocks| formatting::format_lines(&mut patch, blocks, edit));
                }
                None => {}
            }
            if edit.is_required && (edit.is_removed || found.is_none()) {
                edit.section.validate_header(self.file)?;
                added.push(edit);
            }
        }
        sections::remove(&mut patch, &removed);
        let bytes = formatting::format_blocks(self, patch.finish());
        let bytes = sections::append(bytes, document, self.file, &added);
        verify::verify(self, path, document, Document::parse(bytes))
    }

    /// Applies the edit to the file on disk; see [`update`](save::update).
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`] and [`update`](save::update).
    pub(crate) fn save(&self, path: &Path) -> Result<Change, ConfigError> {
        save::update(path, |document| self.apply(path, document))
    }

    /// Computes what [`Edit::save`] would change; see [`preview`](save::preview).
    ///
    /// # Errors
    ///
    /// Those of [`Edit::apply`] and [`preview`](save::preview).
    pub(crate) fn preview(&self, path: &Path) -> Result<Change, ConfigError> {
        save::preview(path, |document| self.apply(path, document))
    }

    /// Whether it changes nothing in any file.
    pub(crate) fn is_empty(&self) -> bool {
        self.sections.is_empty() && !self.removes_byte_order_mark
    }

    fn section(&mut self, section: &SectionName) -> &mut SectionEdit {
        self.sections.entry(section.to_header(self.file).into()).or_insert_with(|| SectionEdit::new(section))
    }

    fn validate_keys(&self) -> Result<(), ConfigError> {
        for edit in self.sections.values().flat_map(|section| section.keys.values()) {
            if let Some(value) = &edit.value {
                writable::validate_key(&edit.key)?;
                writable::validate_value(&edit.key, value)?;
            }
        }
        Ok(())
    }
}

impl SectionEdit {
    fn new(section: &SectionName) -> Self {
        let (section, keys) = (section.clone(), OrderedMap::default());
        Self { section, is_removed: false, is_required: false, keys, formatting: Formatting::default() }
    }

    /// The change of a key, ignoring case.
    fn key(&self, key: &str) -> Option<&KeyEdit> {
        self.keys.get(key.to_ascii_lowercase().as_str())
    }

    fn set_key(&mut self, key: &str, value: Option<String>) {
        let new = || KeyEdit { key: key.to_owned(), value: None };
        self.keys.entry(key.to_ascii_lowercase().into()).or_insert_with(new).value = value;
    }

    /// Whether a key, or how it is written, changes.
    fn has_key(&self, key: &str) -> bool {
        self.key(key).is_some() || self.formatting.has_key(key)
    }
}

/// Values may be secret, so only the names are printed.
impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.sections.values().map(|edit| &edit.section)).finish()
    }
}

#[cfg(test)]
pub(crate) mod tests;
