//! Verifies an edit: the result is parsed again and compared with the original.

use std::path::Path;

use crate::config::Config;
use crate::config::document::{Block, Document};
use crate::config::edit::section_index::{SectionBlocks, SectionIndex, section_of};
use crate::config::edit::{Edit, SectionEdit};
use crate::config::paths::FileKind;
use crate::error::ConfigError;

/// Keys with their values.
type KeyValues = Vec<(String, String)>;

/// Returns the bytes of `after` if it has the edit's changes and is otherwise equal to `before`.
pub(crate) fn verify(edit: &Edit, path: &Path, before: &Document, after: Document) -> Result<Vec<u8>, ConfigError> {
    let has_changes = has_changes(edit, path, before, &after).unwrap_or_default();
    if has_changes
        && unchanged_blocks(edit, before).eq(unchanged_blocks(edit, &after))
        && reformatted_sections(edit, before).eq(reformatted_sections(edit, &after))
    {
        Ok(after.into_bytes())
    } else {
        Err(ConfigError::UnsupportedLayout { path: path.to_owned() })
    }
}

/// Whether all sections of the edit are as they should be.
fn has_changes(edit: &Edit, path: &Path, before: &Document, after: &Document) -> Result<bool, ConfigError> {
    let parse = |document: &Document| {
        let file = Some((path, document.as_bytes()));
        match edit.file {
            FileKind::Config => Config::parse(file, None),
            FileKind::Credentials => Config::parse(None, file),
        }
    };
    let (before, after) = (parse(before)?, parse(after)?);
    Ok(edit.sections.values().all(|section| is_applied(section, &after) && keeps_values(section, &before, &after)))
}

fn is_applied(edit: &SectionEdit, config: &Config) -> bool {
    let exists = edit.section.exists_in(config);
    let is_right = if edit.is_removed { exists == edit.is_required } else { exists || !edit.is_required };
    is_right && edit.keys.values().all(|key| edit.section.value(config, &key.key) == key.value.as_deref())
}

/// Whether keys that were only reformatted have the values that they had.
fn keeps_values(edit: &SectionEdit, before: &Config, after: &Config) -> bool {
    let is_set = |key: &str| edit.key(key).is_some();
    let value = |config, key| edit.section.value(config, key).map(str::to_owned);
    edit.is_removed || edit.formatting.keys().all(|key| is_set(key) || value(before, key) == value(after, key))
}

/// The headers with the keys that the edit doesn't change, without the sections whose blocks it changes.
fn unchanged_blocks(edit: &Edit, document: &Document) -> impl Iterator<Item = (String, KeyValues)> {
    document.blocks().iter().filter_map(move |block| {
        let header = document.text(&block.name).to_owned();
        match section_edit(edit, document, block) {
            None => Some((header, key_values(document, block, |_| true))),
            Some(section) if section.is_removed || section.formatting.changes_blocks() => None,
            Some(section) => {
                // A new section has only keys that the edit sets.
                let keys = unchanged_keys(section, document, block);
                (!keys.is_empty()).then_some((header, keys))
            }
        }
    })
}

/// For each section whose headers or blocks change, the keys that the edit doesn't change, in file order.
fn reformatted_sections(edit: &Edit, document: &Document) -> impl Iterator<Item = KeyValues> {
    let sections = edit.sections.values().filter(|section| section.formatting.changes_blocks() && !section.is_removed);
    let index = SectionIndex::new(document, edit.file);
    sections.map(move |section| {
        let mut blocks: Vec<_> = index.get(&section.section).into_iter().flat_map(SectionBlocks::all).collect();
        blocks.sort_by_key(|block| block.line());
        blocks.into_iter().flat_map(|block| unchanged_keys(section, document, block)).collect()
    })
}

fn section_edit<'a>(edit: &'a Edit, document: &Document, block: &Block) -> Option<&'a SectionEdit> {
    let section = section_of(document, block, edit.file)?;
    edit.sections.get(section.to_header(edit.file).as_str())
}

fn unchanged_keys(edit: &SectionEdit, document: &Document, block: &Block) -> KeyValues {
    key_values(document, block, |key| !edit.has_key(key))
}

fn key_values(document: &Document, block: &Block, is_included: impl Fn(&str) -> bool) -> KeyValues {
    let entries = document.entries_of(block).iter().map(|entry| (document.text(&entry.key), entry));
    let included = entries.filter(|(key, _)| is_included(key));
    let value = |entry| document.value_lines(entry).collect::<Vec<_>>().join("\n");
    included.map(|(key, entry)| (key.to_owned(), value(entry))).collect()
}
