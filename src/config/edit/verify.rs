//! The proof of an edit: its result is read again and compared.

use std::path::Path;

use crate::config::Config;
use crate::config::document::{Block, Document};
use crate::config::edit::blocks::section_of;
use crate::config::edit::{Edit, SectionEdit};
use crate::config::heading::FileKind;
use crate::error::ConfigError;

/// A header with the keys and values below it.
type Outline = (String, Vec<(String, String)>);

/// Gives back the bytes of `after` if it says what the edit wants, and for the rest what `before` says.
pub(crate) fn verify(edit: &Edit, path: &Path, before: &Document, after: Document) -> Result<Vec<u8>, ConfigError> {
    let is_done = is_there(edit, path, before, &after).unwrap_or_default();
    if is_done && rest(edit, before).eq(rest(edit, &after)) && moved(edit, before).eq(moved(edit, &after)) {
        Ok(after.into_bytes())
    } else {
        Err(ConfigError::UnsupportedLayout { path: path.to_owned() })
    }
}

/// Whether all sections that the edit is about are as it wants them.
fn is_there(edit: &Edit, path: &Path, before: &Document, after: &Document) -> Result<bool, ConfigError> {
    let read = |document: &Document| {
        let source = Some((path, document.to_bytes()));
        match edit.file {
            FileKind::Config => Config::parse(source, None),
            FileKind::Credentials => Config::parse(None, source),
        }
    };
    let (before, after) = (read(before)?, read(after)?);
    Ok(edit.sections.iter().all(|section| is_done(section, &after) && is_kept(section, &before, &after)))
}

fn is_done(edit: &SectionEdit, config: &Config) -> bool {
    let is_there = edit.section.is_in(config);
    let is_right = if edit.is_removed { is_there == edit.is_wanted } else { is_there || !edit.is_wanted };
    is_right && edit.keys.iter().all(|key| edit.section.value(config, &key.key) == key.value.as_deref())
}

/// Whether keys that were only tidied have the values that they had.
fn is_kept(edit: &SectionEdit, before: &Config, after: &Config) -> bool {
    let is_set = |key: &str| edit.keys.iter().any(|edit| edit.key.eq_ignore_ascii_case(key));
    let value = |config, key| edit.section.value(config, key).map(str::to_owned);
    edit.is_removed || edit.tidy.keys().all(|key| is_set(key) || value(before, key) == value(after, key))
}

/// All that a document says apart from what the edit is about.
fn rest(edit: &Edit, document: &Document) -> impl Iterator<Item = Outline> {
    document.blocks().iter().filter_map(move |block| match section_edit(edit, document, block) {
        None => Some(outline(document, block, |_| true)),
        Some(section) if section.is_removed || section.tidy.moves_blocks() => None,
        Some(section) => {
            // A section that is new has nothing but what is meant.
            Some(outline(document, block, |key| !is_meant(section, key))).filter(|(_, keys)| !keys.is_empty())
        }
    })
}

/// What the sections say, apart from what is meant, whose headers or blocks are others afterwards.
fn moved(edit: &Edit, document: &Document) -> impl Iterator<Item = Vec<(String, String)>> {
    let moved = edit.sections.iter().filter(|section| section.tidy.moves_blocks() && !section.is_removed);
    moved.map(move |section| {
        let is_own =
            |block: &&Block| section_edit(edit, document, block).is_some_and(|found| found.section == section.section);
        let blocks = document.blocks().iter().filter(is_own);
        blocks.flat_map(|block| outline(document, block, |key| !is_meant(section, key)).1).collect()
    })
}

fn section_edit<'a>(edit: &'a Edit, document: &Document, block: &Block) -> Option<&'a SectionEdit> {
    let section = section_of(document, block, edit.file)?;
    edit.sections.get(&section.header(edit.file))
}

fn is_meant(edit: &SectionEdit, key: &str) -> bool {
    let mut keys = edit.keys.iter().map(|edit| edit.key.as_str()).chain(edit.tidy.keys());
    keys.any(|known| known.eq_ignore_ascii_case(key))
}

fn outline(document: &Document, block: &Block, is_asked: impl Fn(&str) -> bool) -> Outline {
    let entries = document.entries_of(block).iter().map(|entry| (document.text(&entry.key), entry));
    let asked = entries.filter(|(key, _)| is_asked(key));
    let values = |entry| document.value_lines(entry).collect::<Vec<_>>().join("\n");
    let keys = asked.map(|(key, entry)| (key.to_owned(), values(entry))).collect();
    (document.text(&block.name).to_owned(), keys)
}
