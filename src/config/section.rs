//! Sections as [`Config`](crate::config::Config) has them: all blocks of one name in both files, merged.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use foldhash::fast::RandomState;
use memchr::memchr;

use crate::config::line_syntax::{self, BLANKS};
use crate::config::paths::FileKind;
use crate::config::properties::KeyValue;
use crate::error::ConfigError;

/// A line of a file. Displayed as `path:line`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
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
    /// Shared by all properties with the same key and value.
    key_value: Arc<KeyValue>,
    nested: Option<Box<[SubProperty]>>,
    location: Location,
    file: FileKind,
}

impl Property {
    /// `further_lines` are the numbers of the lines that continue the value.
    pub(crate) fn new(
        key_value: Arc<KeyValue>,
        location: Location,
        further_lines: impl Iterator<Item = usize>,
        file: FileKind,
    ) -> Self {
        let parse = |(text, line)| SubProperty::parse(text, Location { path: location.path.clone(), line });
        let lines = key_value.value().strip_prefix('\n').map(str::lines);
        let nested = lines.map(|lines| lines.zip(further_lines).filter_map(parse).collect());
        Self { key_value, nested, location, file }
    }

    /// The key in lower case, like the SDKs and the CLI read it.
    pub(crate) fn key(&self) -> &str {
        self.key_value.key()
    }

    /// Whether it has this key, ignoring case. Callers nearly always pass lower case, so that is compared first.
    fn has_key(&self, key: &str) -> bool {
        self.key() == key || self.key().eq_ignore_ascii_case(key)
    }

    pub(crate) fn key_as_written(&self) -> &str {
        self.key_value.key_as_written()
    }

    /// The value in the key's own line, which may be empty and may be secret.
    ///
    /// The AWS CLI and SDKs also read the indented lines below. No AWS key has a value of several lines, except for a
    /// command and for [`nested`](Self::nested) keys. So the lines are keys that were indented by mistake, perhaps secrets,
    /// and must be neither sent nor shown.
    pub(crate) fn value(&self) -> &str {
        let lines = self.all_lines();
        let end = memchr(b'\n', lines.as_bytes()).unwrap_or(lines.len());
        &lines[..end]
    }

    /// The value with the lines that continue it, each after `\n`, as the SDKs read it. A value that consists of
    /// sub-properties begins with `\n`.
    pub(crate) fn all_lines(&self) -> &str {
        self.key_value.value()
    }

    /// The value as a command, which may have further lines, as for the AWS CLI. Those that look like keys are left out.
    pub(crate) fn command(&self) -> String {
        let mut lines = self.all_lines().lines();
        let first = lines.next().unwrap_or_default();
        let is_argument = |line: &&str| {
            let key = line.split_once('=').map(|(key, _)| key.trim_matches(BLANKS));
            key.is_none_or(|key| key.starts_with('-') || !line_syntax::is_identifier(key))
        };
        std::iter::once(first).chain(lines.filter(is_argument)).collect::<Vec<_>>().join(" ")
    }

    /// The sub-properties of a value such as `s3 =` with indented lines below it; `None` for a plain value.
    pub(crate) fn nested(&self) -> Option<&[SubProperty]> {
        self.nested.as_deref()
    }

    pub(crate) fn location(&self) -> &Location {
        &self.location
    }

    /// The file that has the property.
    pub(crate) fn file(&self) -> FileKind {
        self.file
    }

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
    /// The key as written: unlike a property's key it is case-sensitive, in the SDKs and the CLI.
    pub(crate) key: String,
    /// The value. It includes what looks like a comment after it, as in the SDKs and the CLI.
    pub(crate) value: String,
    pub(crate) location: Location,
}

impl SubProperty {
    fn parse(line: &str, location: Location) -> Option<Self> {
        let (key, value) = line.split_once('=')?;
        let [key, value] = [key, value].map(|text| text.trim_matches(BLANKS).to_owned());
        Some(Self { key, value, location })
    }
}

impl std::fmt::Debug for SubProperty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubProperty").field("key", &self.key).field("location", &self.location).finish_non_exhaustive()
    }
}

/// Up to so many keys are compared one by one, which is faster than an index.
const UNINDEXED: usize = 32;

/// A named set of properties: a profile, an `sso-session` or a `services` section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    name: Arc<str>,
    properties: Vec<Property>,
    /// The positions of the properties by their keys, if there are more than [`UNINDEXED`].
    index: HashMap<Box<str>, usize, RandomState>,
    overridden: Vec<Property>,
    locations: Vec<Location>,
    fault: Option<Box<ConfigError>>,
}

impl Section {
    pub(crate) fn new(name: Arc<str>) -> Self {
        // Nearly every section has one block.
        let (properties, overridden, locations) = (Vec::new(), Vec::new(), Vec::with_capacity(1));
        Self { name, properties, index: HashMap::default(), overridden, locations, fault: None }
    }

    /// The name, without `profile` or `sso-session`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The [value](Property::value) of a key, ignoring the key's case; `None` if there is no such key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.property(key).map(Property::value)
    }

    /// The property with this key, ignoring case.
    pub(crate) fn property(&self, key: &str) -> Option<&Property> {
        self.properties.get(self.position(key)?)
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.index.is_empty() {
            self.properties.iter().position(|property| property.has_key(key))
        } else {
            self.index.get(&*key.to_ascii_lowercase()).copied()
        }
    }

    /// The properties in the order in which their keys first appear: those of the config file, then those that only
    /// the credentials file has.
    pub(crate) fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// The properties that a later one with the same key has replaced, the last one first.
    pub(crate) fn overridden(&self, key: &str) -> impl Iterator<Item = &Property> {
        self.overridden.iter().rev().filter(move |property| property.has_key(key))
    }

    /// The locations of all its headers, those of the config file first.
    pub(crate) fn locations(&self) -> &[Location] {
        &self.locations
    }

    pub(crate) fn add_location(&mut self, location: Location) {
        self.locations.push(location);
    }

    /// The first of its lines that can't be read. What depends on the section must not be used then: the line may have
    /// changed its meaning.
    pub(crate) fn fault(&self) -> Option<&ConfigError> {
        self.fault.as_deref()
    }

    pub(crate) fn set_fault(&mut self, fault: &ConfigError) {
        self.fault.get_or_insert_with(|| Box::new(fault.clone()));
    }

    /// Adds a property. It replaces one with the same key and takes its position.
    pub(crate) fn set(&mut self, property: Property) {
        if let Some(at) = self.position(property.key()) {
            self.overridden.push(std::mem::replace(&mut self.properties[at], property));
            return;
        }
        self.properties.push(property);
        // With the first property that is one too many, all of them get into the index.
        let indexed = self.index.len();
        if self.properties.len() > UNINDEXED {
            let added = self.properties.iter().enumerate().skip(indexed);
            self.index.extend(added.map(|(at, property)| (property.key().into(), at)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(key: &str, value: &str, line: usize) -> Property {
        let location = Location { path: Path::new("config").into(), line };
        Property::new(KeyValue::new(key, value).into(), location, line + 1.., FileKind::Config)
    }

    #[test]
    fn the_last_property_of_a_key_takes_the_position_of_the_first() {
        let mut section = Section::new("dev".into());
        for property in [property("Region", "a", 2), property("output", "json", 3), property("REGION", "b", 4)] {
            section.set(property);
        }
        let keys: Vec<_> = section.properties().iter().map(Property::key_as_written).collect();
        assert_eq!(keys, ["REGION", "output"]);
        assert_eq!((section.get("region"), section.get("ReGiOn")), (Some("b"), Some("b")));
        assert_eq!(section.properties()[0].location().to_string(), "config:4");
        let overridden: Vec<_> = section.overridden("Region").map(|property| property.location().line).collect();
        assert_eq!(overridden, [2]);
        assert_eq!(section.overridden("output").count(), 0);
    }

    #[test]
    fn the_size_of_a_section_changes_nothing_but_the_time() {
        let mut section = Section::new("dev".into());
        for line in 0..100_000 {
            section.set(property(&format!("Key{}", line % 50_000), "", line));
        }
        let lines = section.properties().iter().map(|property| property.location().line);
        assert!(lines.eq(50_000..100_000));
        assert_eq!(section.property("KEY49999").map(Property::key_as_written), Some("Key49999"));
        assert_eq!(section.property("key50000").map(Property::key), None);
        assert_eq!(section.overridden("KEY7").map(|property| property.location().line).collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn sub_properties_keep_order_case_and_what_looks_like_a_comment() {
        let block = property("s3", "\nAddressing_Style = path\nempty =\nurl = http://x?a=b # c", 1);
        let nested: Vec<_> = block.nested().unwrap().iter().map(|sub| (sub.key.as_str(), sub.value.as_str())).collect();
        assert_eq!(nested, [("Addressing_Style", "path"), ("empty", ""), ("url", "http://x?a=b # c")]);
        assert_eq!(property("region", "", 1).nested(), None);
        assert_eq!(property("region", "a\nb = c", 1).nested(), None);
    }

    #[test]
    fn a_value_has_no_further_lines() {
        let indented = property("role_arn", "arn:x\naws_secret_access_key = hunter2", 1);
        assert_eq!(indented.value(), "arn:x");
        assert_eq!(indented.all_lines(), "arn:x\naws_secret_access_key = hunter2");
        assert_eq!(property("s3", "\nstyle = path", 1).value(), "");
    }

    #[test]
    fn a_command_may_have_further_lines_but_no_keys() {
        let command = property("credential_process", "keys\n--a=b\n'c = d' e=f\naws_secret_access_key = x\nKEY=y", 1);
        assert_eq!(command.command(), "keys --a=b 'c = d' e=f");
        assert_eq!(property("credential_process", "keys", 1).command(), "keys");
    }

    #[test]
    fn debug_shows_no_values() {
        let mut section = Section::new("dev".into());
        section.set(property("aws_secret_access_key", "hunter2", 2));
        section.set(property("x", "\ny = hunter2", 2));
        let text = format!("{section:?} {:?}", section.properties()[1].nested());
        assert!(text.contains("aws_secret_access_key") && !text.contains("hunter2"), "{text}");
    }
}
