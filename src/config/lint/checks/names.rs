//! Names of sections and keys that no tool or only some tools read.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::config::config_file::ConfigFile;
use crate::config::config_files::ConfigFiles;
use crate::config::document::Block;
use crate::config::edit::sections;
use crate::config::edits::Edits;
use crate::config::header::SectionHeader;
use crate::config::line_syntax::{self, BLANKS};
use crate::config::lint::checks::duplicates;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::paths::FileKind;
use crate::config::safe_name;
use crate::config::section_name::SectionName;

/// The section whose keys the AWS CLI gives to all others.
const MAGIC_DEFAULT: &str = "DEFAULT";

/// Findings about one section share their edits.
type EditsBySection = HashMap<SectionName, Option<Arc<Edits>>>;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    files.files().iter().flat_map(|file| sections(file).chain(keys(file))).collect()
}

fn sections(file: &ConfigFile) -> impl Iterator<Item = Finding> {
    let plain_headers = LazyCell::new(|| edits_to_plain_headers(file));
    file.headers().filter_map(move |(block, header)| {
        let section = header.as_ref().ok().and_then(SectionName::from_header);
        let finding = match (file.name(block), &header) {
            (MAGIC_DEFAULT, _) => magic_default(),
            (name, Err(reason)) => ignored(name, reason, file.kind),
            (_, Ok(header)) => partly_readable(file, block, header, &plain_headers)?,
        };
        Some(finding.in_section(section).at(file.location(block.line())))
    })
}

fn magic_default() -> Finding {
    section_name("The AWS CLI gives all profiles these keys").with_manual_fix("move them elsewhere")
}

fn ignored(name: &str, reason: &str, file: FileKind) -> Finding {
    let words: Vec<_> = name.split(BLANKS).filter(|word| !word.is_empty()).collect();
    let fix = match (file, words.as_slice()) {
        (FileKind::Config, ["profile" | "sso-session" | "services", name @ ..]) => renaming(&name.join(" ")),
        (FileKind::Config, [name]) => format!("write `[profile {name}]`"),
        (FileKind::Config, _) => "correct or remove it".into(),
        (FileKind::Credentials, _) => renaming(name),
    };
    let message = format!("Ignored: {reason}");
    Finding::new(Severity::Warning, "aws::check::section_ignored", message).with_manual_fix(fix)
}

fn renaming(name: &str) -> String {
    match safe_name(name.trim_matches(['\'', '"'])) {
        name if name.is_empty() => "use letters and digits".into(),
        name => format!("rename it to `{name}`"),
    }
}

/// A section that we read, but not every tool does.
fn partly_readable(
    file: &ConfigFile,
    block: &Block,
    header: &SectionHeader<'_>,
    plain_headers: &impl Deref<Target = EditsBySection>,
) -> Option<Finding> {
    let name = header.name()?;
    if line_syntax::header_of_sdks(header_line(file, block)).is_none() {
        let message = "The SDKs refuse the file";
        let finding = Finding::new(Severity::Error, SECTION_NAME, message);
        let fix = if line_syntax::is_identifier(name) { "end the line at the bracket".into() } else { renaming(name) };
        return Some(finding.with_manual_fix(fix));
    }
    if !line_syntax::is_identifier(name) {
        let message = format!("Only the AWS CLI reads `{name}`");
        return Some(section_name(message).with_manual_fix(plain_name(name, file.kind)));
    }
    let problem = header_problem(file, block)?;
    let edits = SectionName::from_header(header).and_then(|section| plain_headers.get(&section)?.clone());
    let fix = edits.map(|edits| Fix::automatic("simplify it", edits));
    Some(section_name(problem).with_fix(fix.unwrap_or_else(|| Fix::Manual("simplify the header".into()))))
}

/// For each section the edits that write its header in the plain form; `None` if that needs a decision.
fn edits_to_plain_headers(file: &ConfigFile) -> EditsBySection {
    let with_plain_header = |(section, edits): (SectionName, Option<Edits>)| {
        let edits = edits.map(|mut edits| {
            edits.file_mut(file.kind).normalize_header(&section);
            Arc::new(edits)
        });
        (section, edits)
    };
    duplicates::edits_to_join(file).into_iter().map(with_plain_header).collect()
}

/// What to do about a name that only the AWS CLI reads. In the credentials file it may be a header of the config file.
fn plain_name(name: &str, file: FileKind) -> String {
    match name.split_once(BLANKS).filter(|_| file == FileKind::Credentials) {
        Some(("profile", name)) => {
            format!("write `[{}]`, without `profile`", name.trim())
        }
        Some(("sso-session" | "services", _)) => "move it to the config file".into(),
        _ => renaming(name),
    }
}

/// Why some tool can't read a header.
fn header_problem(file: &ConfigFile, block: &Block) -> Option<&'static str> {
    let (name, comment) = (file.name(block), sections::header_comment(&file.document, block));
    let raw = file.raw_name(block);
    if name.contains(['\'', '"', '\\']) {
        Some("The SDKs accept no quotes and no `\\`")
    } else if raw.starts_with(BLANKS) || (file.kind == FileKind::Credentials && raw.ends_with(BLANKS)) {
        Some("The AWS CLI adds the blank to the name")
    } else if comment.contains(']') {
        Some("The AWS CLI's name includes the comment")
    } else if file.kind == FileKind::Config && !has_plain_prefix(name) {
        Some("The SDKs don't know the first word")
    } else {
        None
    }
}

/// Whether the first word is one that the SDKs know. The AWS CLI looks only at its beginning.
fn has_plain_prefix(header: &str) -> bool {
    let prefix = header.split_once(BLANKS).map(|(prefix, _)| prefix);
    prefix.is_none_or(|prefix| matches!(prefix, "profile" | "sso-session" | "services"))
}

/// The line of a header from its bracket on.
fn header_line<'a>(file: &'a ConfigFile, block: &Block) -> &'a str {
    file.document.line_text(block.lines.start).trim_start_matches(BLANKS)
}

const SECTION_NAME: &str = "aws::check::section_name";

fn section_name(message: impl Into<String>) -> Finding {
    Finding::new(Severity::Warning, SECTION_NAME, message)
}

/// The keys are not shown: what isn't a key may be a secret.
fn keys(file: &ConfigFile) -> impl Iterator<Item = Finding> {
    file.entries().filter_map(|(entry, section)| {
        let message = match file.key(entry) {
            key if !line_syntax::is_identifier(key) => "Only the AWS CLI reads this key",
            key if key.contains(':') => "The AWS CLI ends the key at the colon",
            _ => return None,
        };
        let finding = Finding::new(Severity::Warning, "aws::check::key_name", message);
        let finding = finding.in_section(section).at(file.location(entry.line()));
        Some(finding.with_manual_fix("write letters, digits, _ or -"))
    })
}
