//! The proof of an edit: its result is read again and compared.

use std::path::Path;

use super::blocks::section_of;
use super::{Edit, SectionEdit};
use crate::config::document::{Block, Document};
use crate::config::heading::FileKind;
use crate::config::{Config, Error};

/// A header with the keys and values below it.
type Outline = (String, Vec<(String, String)>);

/// Gives back the bytes of `after` if it says what the edit wants, and for the rest what `before` says.
pub(super) fn verify(edit: &Edit, path: &Path, before: &Document, after: Document) -> Result<Vec<u8>, Error> {
    let source = Some((path, after.to_bytes()));
    let config = match edit.file {
        FileKind::Config => Config::parse(source, None),
        FileKind::Credentials => Config::parse(None, source),
    };
    let is_done = config.is_ok_and(|config| edit.sections.iter().all(|section| is_done(section, &config)));
    if is_done && rest(edit, before).eq(rest(edit, &after)) {
        Ok(after.into_bytes())
    } else {
        Err(Error::Entangled { path: path.to_owned() })
    }
}

fn is_done(edit: &SectionEdit, config: &Config) -> bool {
    let is_there = edit.section.is_in(config);
    let is_right = if edit.is_removed { is_there == edit.is_wanted } else { is_there || !edit.is_wanted };
    is_right && edit.keys.iter().all(|key| edit.section.value(config, &key.key) == key.value.as_deref())
}

/// All that a document says apart from what the edit is about.
fn rest(edit: &Edit, document: &Document) -> impl Iterator<Item = Outline> {
    document.blocks().iter().filter_map(move |block| {
        let section = section_of(document, block, edit.file);
        let section = section.and_then(|name| edit.sections.get(&name.header(edit.file)));
        match section {
            None => Some(outline(document, block, |_| true)),
            Some(section) if section.is_removed => None,
            Some(section) => {
                let is_meant = |key: &str| section.keys.iter().any(|edit| edit.key.eq_ignore_ascii_case(key));
                // A section that is new has nothing but what is meant.
                Some(outline(document, block, |key| !is_meant(key))).filter(|(_, keys)| !keys.is_empty())
            }
        }
    })
}

fn outline(document: &Document, block: &Block, is_asked: impl Fn(&str) -> bool) -> Outline {
    let entries = block.entries.iter().map(|entry| (document.text(&entry.key), entry));
    let asked = entries.filter(|(key, _)| is_asked(key));
    let values = |entry| document.value_lines(entry).collect::<Vec<_>>().join("\n");
    let keys = asked.map(|(key, entry)| (key.to_owned(), values(entry))).collect();
    (document.text(&block.name).to_owned(), keys)
}
