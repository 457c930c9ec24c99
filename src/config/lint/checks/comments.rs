//! Comments that some tools read as part of a value: those after a value, and indented ones.

use crate::config::config_file::ConfigFile;
use crate::config::config_files::ConfigFiles;
use crate::config::document::{BlockEntry, LineKind};
use crate::config::edits::Edits;
use crate::config::line_syntax::BLANKS;
use crate::config::lint::checks::shown_key;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::section_name::SectionName;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    files.files().iter().flat_map(|file| after_values(file).chain(indented(file))).collect()
}

fn after_values(file: &ConfigFile) -> impl Iterator<Item = Finding> {
    let commented = file.entries().filter(|(entry, _)| !file.document.comment(entry).is_empty());
    commented.map(|(entry, section)| {
        let key = shown_key(file.key(entry));
        let message = format!("`{key}` includes the comment");
        let finding = Finding::new(Severity::Error, "aws::check::comment_in_value", message);
        let fix = fix_after_value(file, entry, section.as_ref());
        finding.in_section(section).at(file.location(entry.line())).with_fix(fix)
    })
}

/// Whether what looks like a comment after the key's value may be part of the value.
pub(crate) fn may_contain_comment_sign(key: &str) -> bool {
    key.eq_ignore_ascii_case("credential_process")
}

fn fix_after_value(file: &ConfigFile, entry: &BlockEntry, section: Option<&SectionName>) -> Fix {
    let key = file.key(entry);
    match section {
        Some(_) if may_contain_comment_sign(key) => Fix::Manual("move it up, if it is a comment".into()),
        Some(section) => {
            let edits = Edits::in_file(file.kind, |edit| _ = edit.move_comment_above(section, key));
            Fix::automatic("move it up", edits)
        }
        None => Fix::Manual("move it up".into()),
    }
}

/// One finding for each block with indented comments, at the first of them.
fn indented(file: &ConfigFile) -> impl Iterator<Item = Finding> {
    let is_indented_comment = |index: &usize| {
        let is_comment = file.document.lines().get(*index).is_some_and(|line| line.kind == LineKind::Comment);
        is_comment && file.document.line_text(*index).starts_with(BLANKS)
    };
    file.sections().filter_map(move |(block, section)| {
        let first = block.lines.clone().find(is_indented_comment)?;
        let message = "The SDKs add the comment to a value";
        let fix = match &section {
            Some(section) => {
                Fix::automatic("unindent it", Edits::in_file(file.kind, |edit| _ = edit.unindent_comments(section)))
            }
            None => Fix::Manual("unindent it".into()),
        };
        let finding = Finding::new(Severity::Error, "aws::check::comment_indented", message);
        Some(finding.in_section(section).at(file.location(first + 1)).with_fix(fix))
    })
}
