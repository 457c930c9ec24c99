//! A byte order mark, and headers and keys that are indented. Some tools can't read such a file at all.

use crate::config::config_file::ConfigFile;
use crate::config::config_files::ConfigFiles;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::document::{BYTE_ORDER_MARK, LineKind};
use crate::config::edits::Edits;
use crate::config::line_syntax::BLANKS;
use crate::config::lint::finding::{Finding, Fix, Severity};

/// Keys whose values are one line long, beside those of credentials.
const SINGLE_LINE_KEYS: [&str; 7] =
    ["region", "output", "sso_registration_scopes", "services", "endpoint_url", "ca_bundle", "max_attempts"];

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let of_file = |file| byte_order_mark(file).into_iter().chain(indented(file)).chain(continued(file));
    files.files().iter().flat_map(of_file).collect()
}

fn byte_order_mark(file: &ConfigFile) -> Option<Finding> {
    file.document.as_bytes().starts_with(BYTE_ORDER_MARK).then(|| {
        let message = "Other tools can't read a byte order mark";
        let edits = Edits::in_file(file.kind, |edit| _ = edit.remove_byte_order_mark());
        let finding = Finding::new(Severity::Error, "aws::check::byte_order_mark", message);
        finding.at(file.location(1)).with_fix(Fix::automatic("remove it", edits))
    })
}

/// One finding for each section, at its first indented line.
fn indented(file: &ConfigFile) -> impl Iterator<Item = Finding> {
    file.sections().filter_map(|(block, section)| {
        let lines = block.lines.clone().zip(file.document.lines().get(block.lines.clone())?);
        let mut own = lines.filter(|(_, line)| matches!(line.kind, LineKind::Header | LineKind::Property));
        let (index, _) = own.find(|(index, _)| file.document.line_text(*index).starts_with(BLANKS))?;
        let message = "The SDKs add the indented line to a value";
        let finding = Finding::new(Severity::Error, "aws::check::indented", message);
        let finding = finding.in_section(section).at(file.location(index + 1));
        Some(finding.with_manual_fix("unindent it"))
    })
}

/// Keys with further lines that were probably meant to be keys of their own.
fn continued(file: &ConfigFile) -> impl Iterator<Item = Finding> {
    let of_credentials = CredentialsKind::all_keys();
    let keys: Vec<_> = of_credentials.into_iter().chain(SINGLE_LINE_KEYS).collect();
    file.entries().filter_map(move |(entry, section)| {
        let key = keys.iter().find(|key| file.key(entry).eq_ignore_ascii_case(key))?;
        let line = file.document.continuations(entry).next()?;
        let message = format!("Indented, so it belongs to `{key}`");
        let finding = Finding::new(Severity::Error, "aws::check::indented", message);
        let finding = finding.in_section(section).at(file.location(line));
        Some(finding.with_manual_fix("unindent it, if it is a key"))
    })
}
