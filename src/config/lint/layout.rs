//! Files that some tools can't read at all.

use crate::config::dialect::BLANKS;
use crate::config::document::{BYTE_ORDER_MARK, LineKind};
use crate::config::edits::Edits;
use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::names::SectionName;
use crate::config::source::ConfigFile;

/// Keys that are one line long.
const SHORT: [&str; 14] = [
    "region",
    "output",
    "sso_session",
    "sso_start_url",
    "sso_region",
    "sso_account_id",
    "sso_role_name",
    "role_arn",
    "source_profile",
    "credential_source",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "credential_process",
];

/// A byte order mark, and headers and keys that are indented.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let of_file = |source| byte_order_mark(source).into_iter().chain(indented(source)).chain(continued(source));
    files.files().iter().flat_map(of_file).collect()
}

fn byte_order_mark(source: &ConfigFile) -> Option<Finding> {
    source.document.to_bytes().starts_with(BYTE_ORDER_MARK).then(|| {
        let message = "The file begins with a byte order mark: neither the AWS CLI nor the SDKs read it";
        let mut edits = Edits::new();
        edits.file_mut(source.file).remove_byte_order_mark();
        let finding = Finding::new(Severity::Error, "aws::check::byte_order_mark", message);
        finding.at(source.location(1)).with_fix(Fix::safe("remove it", edits))
    })
}

/// One finding for each section, at its first indented line.
fn indented(source: &ConfigFile) -> impl Iterator<Item = Finding> {
    source.headings().filter_map(|(block, heading)| {
        let lines = block.lines.clone().zip(source.document.lines().get(block.lines.clone())?);
        let mut own = lines.filter(|(_, line)| matches!(line.kind, LineKind::Header | LineKind::Property));
        let (index, _) = own.find(|(index, _)| source.document.line_text(*index).starts_with(BLANKS))?;
        let message = "The line is indented: the AWS SDKs take it for a part of what is above it, or refuse the file";
        let finding = Finding::new(Severity::Error, "aws::check::indented", message);
        let section = heading.ok().as_ref().and_then(SectionName::of);
        Some(
            finding
                .in_section(section)
                .at(source.location(index + 1))
                .with_manual_fix("begin the line in the first column"),
        )
    })
}

/// Keys with further lines that were hardly meant as a part of the value.
fn continued(source: &ConfigFile) -> impl Iterator<Item = Finding> {
    let entries = source.headings().flat_map(|(block, heading)| {
        let section = heading.ok().as_ref().and_then(SectionName::of);
        source.document.entries_of(block).iter().map(move |entry| (entry, section.clone()))
    });
    entries.filter_map(|(entry, section)| {
        let key = SHORT.iter().find(|key| source.key(entry).eq_ignore_ascii_case(key))?;
        let kinds = source.document.lines().get(entry.lines.clone())?.iter().map(|line| line.kind);
        let further = kinds.zip(entry.line()..).find(|(kind, _)| *kind == LineKind::Continuation)?;
        let message = format!("The line is indented, and so it is a part of the value of `{key}` above it");
        let finding = Finding::new(Severity::Error, "aws::check::indented", message);
        let by_hand = "begin the line in the first column, if it is a key of its own";
        Some(finding.in_section(section).at(source.location(further.1)).with_manual_fix(by_hand))
    })
}
