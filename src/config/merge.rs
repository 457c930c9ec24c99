//! Brings the sections of both files together.

use std::sync::Arc;

use crate::config::document::Block;
use crate::config::heading::Heading;
use crate::config::profile::Profile;
use crate::config::properties::{self, Body};
use crate::config::section::{Property, Section};
use crate::config::source::ConfigFile;
use crate::config::{Config, Ignored};
use crate::error::ConfigError;

/// Adds a file's sections to `config`. Its keys override those that are there already.
pub(crate) fn add(config: &mut Config, source: &ConfigFile) -> Result<(), ConfigError> {
    if let Some(fault) = source.document.fault() {
        return Err(source.error(fault.line, &fault.expected));
    }
    let headings: Vec<_> = source.headings().collect();
    let has_prefixed_default = headings.iter().any(|(_, heading)| *heading == Ok(Heading::Profile("default")));
    let body = properties::read(&source.document)
        .map_err(|line| source.error(line, "Expected properties that the ini reader understands"))?;
    for (block, heading) in headings {
        let heading = match heading {
            Ok(Heading::BareDefault) if has_prefixed_default => Err("[profile default] takes its place".into()),
            heading => heading,
        };
        match heading.map(|heading| config.section(heading)) {
            Ok(Some(section)) => {
                let ignored = source.fill(section, block, &body);
                Arc::make_mut(&mut config.ignored).extend(ignored);
            }
            Ok(None) => {}
            Err(reason) => {
                let ignored = source.ignored(block.line(), source.name(block), reason);
                Arc::make_mut(&mut config.ignored).push(ignored);
            }
        }
    }
    Ok(())
}

impl Config {
    /// The merged section that a heading opens; `None` if its content is no business of ours.
    fn section(&mut self, heading: Heading<'_>) -> Option<&mut Section> {
        match heading {
            Heading::BareDefault => Some(self.profile_mut("default")),
            Heading::Profile(name) => Some(self.profile_mut(name)),
            Heading::SsoSession(name) => Some(Arc::make_mut(&mut self.sso_sessions).entry(name, Section::new)),
            Heading::Services(name) => Some(Arc::make_mut(&mut self.services).entry(name, Section::new)),
            Heading::Cli => None,
        }
    }

    fn profile_mut(&mut self, name: &str) -> &mut Section {
        Arc::make_mut(&mut self.profiles).entry(name, Profile::new).section_mut()
    }
}

impl ConfigFile {
    /// Adds a block with what its entries say to its section. The answer is the keys that the SDKs ignore.
    fn fill(&self, section: &mut Section, block: &Block, body: &Body) -> Vec<Ignored> {
        let mut ignored = Vec::new();
        section.add_location(self.location(block.line()));
        let said = body.said(block.entries.clone());
        for (entry, said) in self.document.entries_of(block).iter().zip(said) {
            match said {
                Some(said) => {
                    let (location, more) = (self.location(entry.line()), self.document.continuations(entry));
                    section.set(Property::new(said.clone(), location, more, self.file));
                }
                None => {
                    let reason = "the AWS SDKs read no such key".into();
                    ignored.push(self.ignored(entry.line(), self.key(entry), reason));
                }
            }
        }
        ignored
    }

    fn ignored(&self, line: usize, name: &str, reason: String) -> Ignored {
        Ignored { location: self.location(line), name: name.to_owned(), reason }
    }

    fn error(&self, line: usize, expected: &str) -> ConfigError {
        ConfigError::Syntax { path: self.path.to_path_buf(), line, expected: expected.to_owned() }
    }
}
