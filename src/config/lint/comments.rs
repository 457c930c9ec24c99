//! Comments that some tool takes for a part of a value.

use crate::config::dialect::BLANKS;
use crate::config::document::{Block, Entry, LineKind};
use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::lint::named;
use crate::config::names::SectionName;
use crate::config::source::ConfigFile;

/// Comments behind values, which the AWS CLI reads as a part of them, and indented ones, which the SDKs do.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let of_file = |source| behind_values(source).chain(indented(source)).collect::<Vec<_>>();
    files.files().iter().flat_map(of_file).collect()
}

fn behind_values(source: &ConfigFile) -> impl Iterator<Item = Finding> {
    let entries = blocks(source).flat_map(|(block, section)| {
        source.document.entries_of(block).iter().map(move |entry| (entry, section.clone()))
    });
    entries.filter(|(entry, _)| !source.document.comment(entry).is_empty()).map(|(entry, section)| {
        let key = named(source.key(entry));
        let message = format!("The AWS CLI takes the comment behind the value of `{key}` for a part of it");
        let finding = Finding::new(Severity::Error, "aws::check::comment_in_value", message);
        let fix = free(source, entry, section.as_ref());
        finding.in_section(section).at(source.location(entry.line())).with_fix(fix)
    })
}

/// Whether what looks like a comment behind the key's value may as well be a part of it.
pub(crate) fn is_doubtful(key: &str) -> bool {
    key.eq_ignore_ascii_case("credential_process")
}

fn free(source: &ConfigFile, entry: &Entry, section: Option<&SectionName>) -> Fix {
    let key = source.key(entry);
    match section {
        Some(_) if is_doubtful(key) => {
            Fix::Manual("move it to a line of its own, unless the `#` or `;` is a part of the command".into())
        }
        Some(section) => {
            let mut edits = Edits::new();
            edits.file_mut(source.file).free_comment(section, key);
            Fix::safe("move the comment to a line above", edits)
        }
        None => Fix::Manual("move the comment to a line of its own".into()),
    }
}

/// One finding for each block with indented comments, at the first of them.
fn indented(source: &ConfigFile) -> impl Iterator<Item = Finding> {
    let is_indented = |index: &usize| {
        let is_comment = source.document.lines().get(*index).is_some_and(|line| line.kind == LineKind::Comment);
        is_comment && source.document.line_text(*index).starts_with(BLANKS)
    };
    blocks(source).filter_map(move |(block, section)| {
        let first = block.lines.clone().find(is_indented)?;
        let message = "The AWS SDKs don't take an indented comment for a comment, but for a part of a value";
        let fix = match &section {
            Some(section) => {
                let mut edits = Edits::new();
                edits.file_mut(source.file).unindent_comments(section);
                Fix::safe("move the comment to the first column", edits)
            }
            None => Fix::Manual("move the comment to the first column".into()),
        };
        let finding = Finding::new(Severity::Error, "aws::check::comment_indented", message);
        Some(finding.in_section(section).at(source.location(first + 1)).with_fix(fix))
    })
}

fn blocks(source: &ConfigFile) -> impl Iterator<Item = (&Block, Option<SectionName>)> {
    source.headings().map(|(block, heading)| (block, heading.ok().as_ref().and_then(SectionName::of)))
}
