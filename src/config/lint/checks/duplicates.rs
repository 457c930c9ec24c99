//! Sections and keys that a file has twice. The SDKs merge them; the AWS CLI refuses the whole file.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::config::config_file::ConfigFile;
use crate::config::config_files::ConfigFiles;
use crate::config::document::{Block, BlockEntry};
use crate::config::edit::Edit;
use crate::config::edits::Edits;
use crate::config::header::SectionHeader;
use crate::config::lint::checks::{comments, shown_key};
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::paths::FileKind;
use crate::config::section_name::SectionName;

/// The blocks of one section in one file.
struct BlockGroup<'a> {
    file: &'a ConfigFile,
    section: Option<SectionName>,
    blocks: Vec<&'a Block>,
    /// The entries of all blocks by their keys in lower case.
    entries: BTreeMap<String, Vec<&'a BlockEntry>>,
    /// Whether the file has the section both as `[default]` and as `[profile default]`.
    has_two_spellings: bool,
}

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    files.files().iter().flat_map(check_file).collect()
}

fn check_file(file: &ConfigFile) -> Vec<Finding> {
    let groups = groups(file);
    let mut findings: Vec<_> =
        groups.iter().flat_map(|group| group.duplicate_sections().into_iter().chain(group.duplicate_keys())).collect();
    findings.extend(default_twice(file));
    findings
}

/// The blocks, grouped by the meaning of their headers, or by the text of a header that has none.
fn groups(file: &ConfigFile) -> Vec<BlockGroup<'_>> {
    let mut index = HashMap::new();
    let mut groups = Vec::<BlockGroup>::new();
    let is_default_twice = default_twice(file).is_some();
    for (block, header) in file.headers() {
        let section = header.as_ref().ok().and_then(SectionName::from_header);
        let at = *index.entry(header.map_err(|_| file.name(block))).or_insert(groups.len());
        if at == groups.len() {
            let has_two_spellings = is_default_twice && section.as_ref().is_some_and(|name| name.name() == "default");
            groups.push(BlockGroup { file, section, blocks: Vec::new(), entries: BTreeMap::new(), has_two_spellings });
        }
        groups[at].add(block);
    }
    groups
}

/// The edits that make one block of each section; `None` if that needs a decision. They are empty for a single block.
pub(crate) fn edits_to_join(file: &ConfigFile) -> HashMap<SectionName, Option<Edits>> {
    let groups = groups(file).into_iter();
    let edits = groups.filter_map(|group| {
        let edits = match group.blocks.len() {
            1 => group.section_with_one_spelling().map(|_| Edits::new()),
            _ => group.edits_to_join(),
        };
        Some((group.section?, edits))
    });
    edits.collect()
}

/// The keys, in lower case, that a file has with different values. Which one counts is the user's decision.
pub(crate) fn conflicting_keys(files: &ConfigFiles) -> HashSet<(SectionName, String)> {
    let mut conflicts = HashSet::new();
    for group in files.files().iter().flat_map(groups) {
        if let Some(section) = &group.section {
            let keys = group.entries.keys().filter(|key| !group.has_one_value(key));
            conflicts.extend(keys.map(|key| (section.clone(), key.clone())));
        }
    }
    conflicts
}

impl<'a> BlockGroup<'a> {
    fn add(&mut self, block: &'a Block) {
        self.blocks.push(block);
        for entry in self.file.document.entries_of(block) {
            self.entries.entry(self.file.key(entry).to_lowercase()).or_default().push(entry);
        }
    }

    fn duplicate_sections(&self) -> Vec<Finding> {
        let Some((first, others)) =
            self.blocks.split_first().filter(|(first, _)| self.file.raw_name(first) != "DEFAULT")
        else {
            return Vec::new();
        };
        let edits = self.edits_to_join().filter(|_| !others.is_empty()).map(Arc::new);
        let finding = |block: &&Block| {
            let message = format!("The section is in line {} too", first.line());
            let finding = Finding::new(Severity::Error, "aws::check::section_duplicate", message);
            let fix = match &edits {
                Some(edits) => Fix::automatic("join them", edits.clone()),
                None => Fix::Manual("join them, each key once".into()),
            };
            finding.in_section(self.section.clone()).at(self.file.location(block.line())).with_fix(fix)
        };
        others.iter().map(finding).collect()
    }

    /// `None` if a key has two values, or if tools read the headers differently.
    fn edits_to_join(&self) -> Option<Edits> {
        let section = self.section_with_one_spelling().filter(|_| self.has_one_spelling())?;
        let mut edits = Edits::new();
        let edit = edits.file_mut(self.file.kind).join_blocks(section);
        for (key, _) in self.entries.iter().filter(|(_, entries)| entries.len() > 1) {
            if !self.has_one_value(key) {
                return None;
            }
            edit.keep_last(section, key).move_comment_above(section, key);
        }
        Some(edits)
    }

    fn duplicate_keys(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut edits = HashMap::new();
        for block in &self.blocks {
            let mut first_lines = HashMap::new();
            for entry in self.file.document.entries_of(block) {
                let key = self.file.key(entry).to_lowercase();
                if let Some(line) = first_lines.get(&key) {
                    let edits = edits.entry(key.clone()).or_insert_with(|| self.edits_to_keep_last(&key).map(Arc::new));
                    findings.push(self.duplicate_key(entry, &key, *line, edits.clone()));
                } else {
                    first_lines.insert(key, entry.line());
                }
            }
        }
        findings
    }

    fn duplicate_key(&self, entry: &BlockEntry, key: &str, first_line: usize, edits: Option<Arc<Edits>>) -> Finding {
        let message = format!("`{}` is in line {first_line} too", shown_key(key));
        let finding = Finding::new(Severity::Error, "aws::check::key_duplicate", message);
        let fix = match edits {
            Some(edits) => Fix::automatic("keep one line", edits),
            None => Fix::Manual("keep one line".into()),
        };
        finding.in_section(self.section.clone()).at(self.file.location(entry.line())).with_fix(fix)
    }

    /// `None` if the key has two values.
    fn edits_to_keep_last(&self, key: &str) -> Option<Edits> {
        let section = self.section_with_one_spelling().filter(|_| self.has_one_value(key))?;
        let keep = |edit: &mut Edit| _ = edit.keep_last(section, key).move_comment_above(section, key);
        Some(Edits::in_file(self.file.kind, keep))
    }

    /// The section; `None` for `default` if the file has it both as `[default]` and `[profile default]`.
    fn section_with_one_spelling(&self) -> Option<&SectionName> {
        self.section.as_ref().filter(|_| !self.has_two_spellings)
    }

    /// Whether all occurrences of a key, in lower case, have the same value, however a tool reads the comments after
    /// them.
    fn has_one_value(&self, key: &str) -> bool {
        let document = &self.file.document;
        let found = self.entries.get(key).map(Vec::as_slice).unwrap_or_default();
        let has_comment = || found.iter().any(|entry| !document.comment(entry).is_empty());
        let is_ambiguous = found.len() > 1 && comments::may_contain_comment_sign(key) && has_comment();
        let is_same = |one: &BlockEntry, other: &BlockEntry| document.value_lines(one).eq(document.value_lines(other));
        !is_ambiguous && found.windows(2).all(|pair| matches!(pair, [one, other] if is_same(one, other)))
    }

    fn has_one_spelling(&self) -> bool {
        let is_same = |one, other| self.file.raw_name(one) == self.file.raw_name(other);
        self.blocks.windows(2).all(|pair| matches!(pair, [one, other] if is_same(one, other)))
    }
}

/// `[profile default]` and `[default]` in the config file.
fn default_twice(file: &ConfigFile) -> Option<Finding> {
    let line = |is_wanted: fn(&SectionHeader) -> bool| {
        let mut found = file.headers().filter(|(_, header)| header.as_ref().is_ok_and(is_wanted));
        found.next().map(|(block, _)| block.line())
    };
    let bare = line(|header| *header == SectionHeader::BareDefault).filter(|_| file.kind == FileKind::Config)?;
    let prefixed = line(|header| header.is_prefixed_default())?;
    let message = "Both [default] and [profile default] exist";
    let finding = Finding::new(Severity::Warning, "aws::check::default_twice", message);
    let finding = finding.in_section(Some(SectionName::profile("default"))).at(file.location(bare.max(prefixed)));
    Some(finding.with_manual_fix("keep one of them"))
}
