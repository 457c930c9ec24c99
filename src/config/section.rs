//! Sections as they are meant: all blocks of one name in both files, merged.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::config::heading::FileKind;
use crate::config::properties::Said;

/// A line of a file. Its text is `path:line`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    /// The file.
    pub(crate) path: Arc<Path>,
    /// The line, from 1.
    pub(crate) line: usize,
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}

/// A key with its value. Its `Debug` shows no value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Property {
    /// Shared by all properties that say the same.
    said: Arc<Said>,
    nested: Option<Box<[SubProperty]>>,
    location: Location,
    file: FileKind,
}

impl Property {
    /// `more` are the numbers of the lines that continue the value.
    pub(crate) fn new(said: Arc<Said>, location: Location, more: impl Iterator<Item = usize>, file: FileKind) -> Self {
        let read = |(text, line)| SubProperty::read(text, Location { path: location.path.clone(), line });
        let nested = said.value().strip_prefix('\n').map(|lines| lines.lines().zip(more).filter_map(read).collect());
        Self { said, nested, location, file }
    }

    /// The key in lower case, as the SDKs and the CLI read it.
    pub(crate) fn key(&self) -> &str {
        self.said.key()
    }

    /// Whether it has this key, whatever the key's case. Nearly always the key is in lower case, too.
    fn has(&self, key: &str) -> bool {
        self.key() == key || self.key().eq_ignore_ascii_case(key)
    }

    /// The key as it is written in the file.
    pub(crate) fn key_as_written(&self) -> &str {
        self.said.key_as_written()
    }

    /// The value, which may be empty and may be secret. Lines that continue it are behind `\n`; a block of
    /// sub-properties begins with it, as in the SDKs.
    pub(crate) fn value(&self) -> &str {
        self.said.value()
    }

    /// The sub-properties of a block such as `s3 =` with indented lines below it; `None` for a plain value.
    pub(crate) fn nested(&self) -> Option<&[SubProperty]> {
        self.nested.as_deref()
    }

    /// Where the property stands.
    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    /// The file that it stands in.
    pub(crate) fn file(&self) -> FileKind {
        self.file
    }

    /// Whether it stands in the credentials file, which the CLI asks earlier than the config file for keys.
    pub(crate) fn is_of_credentials_file(&self) -> bool {
        self.file == FileKind::Credentials
    }
}

impl std::fmt::Debug for Property {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Property").field("key", &self.key()).field("location", &self.location).finish_non_exhaustive()
    }
}

/// A key with its value in a nested block. Its `Debug` shows no value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SubProperty {
    /// The key as written: unlike a property's key it keeps its case, in the SDKs and the CLI.
    pub(crate) key: String,
    /// The value. It includes what looks like a comment behind it, as in the SDKs and the CLI.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) location: Location,
}

impl SubProperty {
    fn read(line: &str, location: Location) -> Option<Self> {
        let (key, value) = line.split_once('=')?;
        let [key, value] = [key, value].map(|text| text.trim_matches(crate::config::dialect::BLANKS).to_owned());
        Some(Self { key, value, location })
    }
}

impl std::fmt::Debug for SubProperty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubProperty").field("key", &self.key).field("location", &self.location).finish_non_exhaustive()
    }
}

/// A named set of properties: a profile, an `sso-session` or a `services` section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    name: Arc<str>,
    properties: Vec<Property>,
    overridden: Vec<Property>,
    locations: Vec<Location>,
}

impl Section {
    /// Nearly every section stands in one location.
    pub(crate) fn new(name: Arc<str>) -> Self {
        Self { name, properties: Vec::new(), overridden: Vec::new(), locations: Vec::with_capacity(1) }
    }

    /// The name, without `profile` or `sso-session`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value of a key, whatever the key's case; `None` if there is no such key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.property(key).map(Property::value)
    }

    /// The property of a key, whatever the key's case.
    pub(crate) fn property(&self, key: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.has(key))
    }

    /// The properties in the order of their first mention: those of the config file, then those that only the
    /// credentials file has.
    pub(crate) fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// The properties of a key that another one of the same key has replaced, the last one first.
    pub(crate) fn overridden(&self, key: &str) -> impl Iterator<Item = &Property> {
        self.overridden.iter().rev().filter(move |property| property.has(key))
    }

    /// Where it stands: every header of it, those of the config file first.
    pub(crate) fn locations(&self) -> &[Location] {
        &self.locations
    }

    pub(crate) fn add_location(&mut self, location: Location) {
        self.locations.push(location);
    }

    /// Adds a property. The last one of a key wins, in the location of the first.
    pub(crate) fn set(&mut self, property: Property) {
        match self.properties.iter_mut().find(|known| known.key() == property.key()) {
            Some(known) => self.overridden.push(std::mem::replace(known, property)),
            None => self.properties.push(property),
        }
    }
}

/// Sections in file order that are found by name at once.
#[derive(Debug, Clone)]
pub(crate) struct Table<T> {
    sections: Vec<T>,
    index: HashMap<Arc<str>, usize, RandomState>,
}

impl<T> Table<T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.index.get(name).and_then(|at| self.sections.get(*at))
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.sections.iter()
    }

    /// The section of this name, which `new` makes if there is none yet.
    pub(crate) fn entry(&mut self, name: &str, new: impl FnOnce(Arc<str>) -> T) -> &mut T {
        let name: Arc<str> = name.into();
        let at = *self.index.entry(name.clone()).or_insert(self.sections.len());
        if at == self.sections.len() {
            self.sections.push(new(name));
        }
        &mut self.sections[at]
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { sections: Vec::new(), index: HashMap::default() }
    }
}

#[cfg(test)]
mod tests;
