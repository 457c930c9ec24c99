//! Sections and keys that stand twice. The SDKs merge them; the AWS CLI reads no section of such a file any more.

use std::collections::{HashMap, HashSet};

use crate::config::document::{Block, Entry};
use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::heading::{FileKind, Heading};
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::{comments, named};
use crate::config::names::SectionName;
use crate::config::source::ConfigFile;

/// The blocks of one section in one file.
struct Group<'a> {
    source: &'a ConfigFile,
    section: Option<SectionName>,
    blocks: Vec<&'a Block>,
}

/// Sections and keys that stand twice in one file, and two ways to write the default profile.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    files.files().iter().flat_map(of_file).collect()
}

fn of_file(source: &ConfigFile) -> Vec<Finding> {
    let groups = groups(source);
    let mut findings: Vec<_> =
        groups.iter().flat_map(|group| group.sections().into_iter().chain(group.keys())).collect();
    findings.extend(default_twice(source));
    findings
}

/// The blocks by what their headers mean, or by their text if that means nothing.
fn groups(source: &ConfigFile) -> Vec<Group<'_>> {
    let mut index = HashMap::new();
    let mut groups = Vec::<Group>::new();
    for (block, heading) in source.headings() {
        let section = heading.as_ref().ok().and_then(SectionName::of);
        let at = *index.entry(heading.map_err(|_| source.name(block))).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.blocks.push(block),
            None => groups.push(Group { source, section, blocks: vec![block] }),
        }
    }
    groups
}

/// What makes one block of a section, if that takes no decision; nothing if it is one already.
pub(crate) fn joining(source: &ConfigFile, section: &SectionName) -> Option<Edits> {
    let group = groups(source).into_iter().find(|group| group.section.as_ref() == Some(section))?;
    group.plain_section()?;
    if group.blocks.len() == 1 { Some(Edits::new()) } else { group.joining() }
}

/// The keys that stand twice in a file and say two things, in lower case. Which one counts is a decision.
pub(crate) fn conflicts(files: &ConfigFiles) -> HashSet<(SectionName, String)> {
    let groups = files.files().iter().flat_map(groups);
    let keys = groups.filter_map(|group| {
        let keys = group.repeated_keys().into_iter().filter(|key| !group.can_be_single(key));
        Some((group.section.clone()?, keys.collect::<Vec<_>>()))
    });
    keys.flat_map(|(section, keys)| keys.into_iter().map(move |key| (section.clone(), key))).collect()
}

impl Group<'_> {
    fn sections(&self) -> Vec<Finding> {
        let Some((first, others)) = self.blocks.split_first().filter(|(first, _)| self.raw(first) != "DEFAULT") else {
            return Vec::new();
        };
        let is_one_spelling = self.is_of_one_spelling();
        let finding = |block: &&Block| {
            let (name, line) = (self.source.name(block), first.line());
            let consequence = match is_one_spelling {
                true => "the AWS CLI refuses the file",
                false => "the SDKs merge what they can read, the AWS CLI takes only the last",
            };
            let message = format!("[{name}] stands in line {line} already: {consequence}");
            let finding = Finding::new(Severity::Error, "aws::check::section_duplicate", message);
            let by_hand = || Fix::Manual("join the sections, and keep one line of each key".into());
            let fix = self.joining().map_or_else(by_hand, |edits| Fix::safe("join the sections", edits));
            finding.in_section(self.section.clone()).at(self.source.location(block.line())).with_fix(fix)
        };
        others.iter().map(finding).collect()
    }

    /// Joins the blocks, unless a key has two values or tools read the headers differently.
    fn joining(&self) -> Option<Edits> {
        let section = self.plain_section().filter(|_| self.is_of_one_spelling())?;
        let mut edits = Edits::new();
        let edit = edits.file_mut(self.source.file).join(section);
        for key in self.repeated_keys() {
            if !self.can_be_single(&key) {
                return None;
            }
            edit.keep_last(section, &key).free_comment(section, &key);
        }
        Some(edits)
    }

    fn keys(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for block in &self.blocks {
            let mut first = HashMap::new();
            for entry in self.source.document.entries_of(block) {
                let key = self.source.key(entry).to_lowercase();
                if let Some(line) = first.get(&key) {
                    findings.push(self.key(entry, &key, *line));
                } else {
                    first.insert(key, entry.line());
                }
            }
        }
        findings
    }

    fn key(&self, entry: &Entry, key: &str, line: usize) -> Finding {
        let message = format!("`{}` stands in line {line} already: the AWS CLI refuses the file", named(key));
        let finding = Finding::new(Severity::Error, "aws::check::key_duplicate", message);
        let fix = match self.plain_section().filter(|_| self.can_be_single(key)) {
            Some(section) => {
                let mut edits = Edits::new();
                edits.file_mut(self.source.file).keep_last(section, key).free_comment(section, key);
                Fix::safe("keep one of the lines", edits)
            }
            None => Fix::Manual("keep one of the lines; the SDKs take the last".into()),
        };
        finding.in_section(self.section.clone()).at(self.source.location(entry.line())).with_fix(fix)
    }

    /// The section, if no other way to write it stands beside it.
    fn plain_section(&self) -> Option<&SectionName> {
        let is_default = self.section.as_ref().is_some_and(|section| section.name() == "default");
        self.section.as_ref().filter(|_| !(is_default && default_twice(self.source).is_some()))
    }

    /// Whether all lines of a key say the same, whatever a reader takes for a comment.
    fn can_be_single(&self, key: &str) -> bool {
        let document = &self.source.document;
        let entries = self.blocks.iter().flat_map(|block| document.entries_of(block));
        let meant: Vec<_> = entries.filter(|entry| self.source.key(entry).eq_ignore_ascii_case(key)).collect();
        let is_doubtful = comments::is_doubtful(key) && meant.iter().any(|entry| !document.comment(entry).is_empty());
        let mut pairs = meant.windows(2).map(|pair| pair.iter().map(|entry| document.value_lines(entry)));
        !is_doubtful && pairs.all(|mut pair| pair.next().zip(pair.next()).is_some_and(|(one, other)| one.eq(other)))
    }

    fn repeated_keys(&self) -> HashSet<String> {
        let mut seen = HashSet::new();
        let entries = self.blocks.iter().flat_map(|block| self.source.document.entries_of(block));
        entries.map(|entry| self.source.key(entry).to_lowercase()).filter(|key| !seen.insert(key.clone())).collect()
    }

    fn is_of_one_spelling(&self) -> bool {
        self.blocks.windows(2).all(|pair| matches!(pair, [one, other] if self.raw(one) == self.raw(other)))
    }

    /// What is between the brackets with the blanks, by which the AWS CLI compares sections.
    fn raw(&self, block: &Block) -> &str {
        let line = self.source.document.line_text(block.lines.start);
        let inner = line.split_once('[').map_or(line, |(_, inner)| inner);
        inner.split_once(']').map_or(inner, |(name, _)| name)
    }
}

/// `[profile default]` and `[default]` in the config file.
fn default_twice(source: &ConfigFile) -> Option<Finding> {
    let line = |wanted: Heading| {
        let mut found = source.headings().filter(|(_, heading)| heading.as_ref() == Ok(&wanted));
        found.next().map(|(block, _)| block.line())
    };
    let bare = line(Heading::BareDefault).filter(|_| source.file == FileKind::Config)?;
    let prefixed = line(Heading::Profile("default"))?;
    let message = "Both [default] and [profile default] are there: the SDKs read the second form, the AWS CLI the one \
                   that comes later";
    let finding = Finding::new(Severity::Warning, "aws::check::default_twice", message);
    let finding =
        finding.in_section(Some(SectionName::Profile("default".into()))).at(source.location(bare.max(prefixed)));
    Some(finding.with_manual_fix("move what you need to one of them, and remove the other"))
}
