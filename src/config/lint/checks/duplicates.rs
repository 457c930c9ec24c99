//! Sections and keys that a file has twice. The SDKs merge them; the AWS CLI refuses the whole file.

use std::collections::{HashMap, HashSet};

use crate::config::config_file::ConfigFile;
use crate::config::config_files::ConfigFiles;
use crate::config::document::{Block, BlockEntry};
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
    for (block, header) in file.headers() {
        let section = header.as_ref().ok().and_then(SectionName::from_header);
        let at = *index.entry(header.map_err(|_| file.name(block))).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.blocks.push(block),
            None => groups.push(BlockGroup { file, section, blocks: vec![block] }),
        }
    }
    groups
}

/// The edits that make one block of a section; `None` if that needs a decision. They are empty for a single block.
pub(crate) fn edits_to_join(file: &ConfigFile, section: &SectionName) -> Option<Edits> {
    let group = groups(file).into_iter().find(|group| group.section.as_ref() == Some(section))?;
    group.section_with_one_spelling()?;
    if group.blocks.len() == 1 { Some(Edits::new()) } else { group.edits_to_join() }
}

/// The keys, in lower case, that a file has with different values. Which one counts is the user's decision.
pub(crate) fn conflicting_keys(files: &ConfigFiles) -> HashSet<(SectionName, String)> {
    let groups = files.files().iter().flat_map(groups);
    let keys = groups.filter_map(|group| {
        let keys = group.repeated_keys().into_iter().filter(|key| !group.has_one_value(key));
        Some((group.section.clone()?, keys.collect::<Vec<_>>()))
    });
    keys.flat_map(|(section, keys)| keys.into_iter().map(move |key| (section.clone(), key))).collect()
}

impl BlockGroup<'_> {
    fn duplicate_sections(&self) -> Vec<Finding> {
        let Some((first, others)) =
            self.blocks.split_first().filter(|(first, _)| self.file.raw_name(first) != "DEFAULT")
        else {
            return Vec::new();
        };
        let consequence = match self.has_one_spelling() {
            true => "the AWS CLI refuses the file",
            false => "the AWS CLI reads only the last",
        };
        let finding = |block: &&Block| {
            let message = format!("Also in line {}: {consequence}", first.line());
            let finding = Finding::new(Severity::Error, "aws::check::section_duplicate", message);
            let manual = || Fix::Manual("join them, with one line for a key".into());
            let fix = self.edits_to_join().map_or_else(manual, |edits| Fix::automatic("join the sections", edits));
            finding.in_section(self.section.clone()).at(self.file.location(block.line())).with_fix(fix)
        };
        others.iter().map(finding).collect()
    }

    /// `None` if a key has two values, or if tools read the headers differently.
    fn edits_to_join(&self) -> Option<Edits> {
        let section = self.section_with_one_spelling().filter(|_| self.has_one_spelling())?;
        let mut edits = Edits::new();
        let edit = edits.file_mut(self.file.kind).join_blocks(section);
        for key in self.repeated_keys() {
            if !self.has_one_value(&key) {
                return None;
            }
            edit.keep_last(section, &key).move_comment_above(section, &key);
        }
        Some(edits)
    }

    fn duplicate_keys(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for block in &self.blocks {
            let mut first_lines = HashMap::new();
            for entry in self.file.document.entries_of(block) {
                let key = self.file.key(entry).to_lowercase();
                if let Some(line) = first_lines.get(&key) {
                    findings.push(self.duplicate_key(entry, &key, *line));
                } else {
                    first_lines.insert(key, entry.line());
                }
            }
        }
        findings
    }

    fn duplicate_key(&self, entry: &BlockEntry, key: &str, first_line: usize) -> Finding {
        let message = format!("`{}` is in line {first_line} too: the AWS CLI refuses it", shown_key(key));
        let finding = Finding::new(Severity::Error, "aws::check::key_duplicate", message);
        let fix = match self.section_with_one_spelling().filter(|_| self.has_one_value(key)) {
            Some(section) => {
                let change = Edits::in_file(self.file.kind, |edit| {
                    edit.keep_last(section, key).move_comment_above(section, key);
                });
                Fix::automatic("keep one of the lines", change)
            }
            None => Fix::Manual("keep one; the SDKs read the last".into()),
        };
        finding.in_section(self.section.clone()).at(self.file.location(entry.line())).with_fix(fix)
    }

    /// The section; `None` for `default` if the file has it both as `[default]` and `[profile default]`.
    fn section_with_one_spelling(&self) -> Option<&SectionName> {
        let is_default = self.section.as_ref().is_some_and(|section| section.name() == "default");
        self.section.as_ref().filter(|_| !(is_default && default_twice(self.file).is_some()))
    }

    /// Whether all occurrences of a key have the same value, however a tool reads the comments after them.
    fn has_one_value(&self, key: &str) -> bool {
        let document = &self.file.document;
        let entries = self.blocks.iter().flat_map(|block| document.entries_of(block));
        let found: Vec<_> = entries.filter(|entry| self.file.key(entry).eq_ignore_ascii_case(key)).collect();
        let has_comment = || found.iter().any(|entry| !document.comment(entry).is_empty());
        let is_ambiguous = comments::may_contain_comment_sign(key) && has_comment();
        let is_same = |one: &BlockEntry, other: &BlockEntry| document.value_lines(one).eq(document.value_lines(other));
        !is_ambiguous && found.windows(2).all(|pair| matches!(pair, [one, other] if is_same(one, other)))
    }

    fn repeated_keys(&self) -> HashSet<String> {
        let mut seen = HashSet::new();
        let entries = self.blocks.iter().flat_map(|block| self.file.document.entries_of(block));
        entries.map(|entry| self.file.key(entry).to_lowercase()).filter(|key| !seen.insert(key.clone())).collect()
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
    let message = "[default] and [profile default] are both here";
    let finding = Finding::new(Severity::Warning, "aws::check::default_twice", message);
    let finding = finding.in_section(Some(SectionName::profile("default"))).at(file.location(bare.max(prefixed)));
    Some(finding.with_manual_fix("keep one of them"))
}
