//! Merges the sections of both files into a [`Config`].

use std::collections::HashMap;
use std::sync::Arc;

use crate::config::Config;
use crate::config::config_file::ConfigFile;
use crate::config::document::Block;
use crate::config::header::SectionHeader;
use crate::config::profile::Profile;
use crate::config::properties::ParsedProperties;
use crate::config::section::{Property, Section};
use crate::error::ConfigError;

/// Adds a file's sections to `config`, whose values they override, and what of the file can't be read.
pub(crate) fn add_file(config: &mut Config, file: &ConfigFile) {
    let fault = |line: usize, expected: &str| ConfigError::Syntax {
        path: file.path.to_path_buf(),
        line,
        expected: expected.to_owned(),
    };
    let properties = match ParsedProperties::parse(&file.document) {
        Ok(properties) => properties,
        Err(line) => {
            return config.add_fault(fault(line, "Expected properties that the ini reader understands"), false);
        }
    };
    let headers: Vec<_> = file.headers().collect();
    Arc::make_mut(&mut config.profiles).reserve(headers.len());
    let has_prefixed_default = headers.iter().flat_map(|(_, header)| header).any(SectionHeader::is_prefixed_default);
    let is_ignored = |header: &SectionHeader| has_prefixed_default && *header == SectionHeader::BareDefault;
    // The first error of each block.
    let errors = file.document.syntax_errors().iter().rev();
    let errors: HashMap<_, _> = errors.filter_map(|error| Some((error.block?, error))).collect();
    for (index, (block, header)) in headers.into_iter().enumerate() {
        let header = header.ok().filter(|header| !is_ignored(header));
        if let Some(section) = header.and_then(|header| config.section_mut(header)) {
            add_block(section, file, block, &properties);
            if let Some(error) = errors.get(&index) {
                section.set_fault(&fault(error.line, &error.expected));
            }
        }
    }
    for error in file.document.syntax_errors() {
        config.add_fault(fault(error.line, &error.expected), error.block.is_some());
    }
}

/// Adds a block's properties to its section. Keys that the SDKs ignore are left out.
fn add_block(section: &mut Section, file: &ConfigFile, block: &Block, properties: &ParsedProperties) {
    section.add_location(file.location(block.line()));
    let key_values = properties.of_entries(block.entries.clone());
    for (entry, key_value) in file.document.entries_of(block).iter().zip(key_values) {
        if let Some(key_value) = key_value {
            let (location, further_lines) = (file.location(entry.line()), file.document.continuations(entry));
            section.set(Property::new(key_value.clone(), location, further_lines, file.kind));
        }
    }
}

impl Config {
    /// The merged section that a header opens; `None` if only the CLI reads its content.
    fn section_mut(&mut self, header: SectionHeader<'_>) -> Option<&mut Section> {
        match header {
            SectionHeader::BareDefault => Some(self.profile_mut("default")),
            SectionHeader::Profile(name) => Some(self.profile_mut(&name)),
            SectionHeader::SsoSession(name) => Some(
                Arc::make_mut(&mut self.sso_sessions)
                    .entry(name.into())
                    .or_insert_with_key(|name| Section::new(name.clone())),
            ),
            SectionHeader::Services(name) => Some(
                Arc::make_mut(&mut self.services)
                    .entry(name.into())
                    .or_insert_with_key(|name| Section::new(name.clone())),
            ),
            SectionHeader::CliOnly => None,
        }
    }

    fn profile_mut(&mut self, name: &str) -> &mut Section {
        let profiles = Arc::make_mut(&mut self.profiles);
        profiles.entry(name.into()).or_insert_with_key(|name| Profile::new(name.clone())).section_mut()
    }
}
