//! Names of sections and keys that only some tools read.

use crate::config::dialect::{self, BLANKS};
use crate::config::document::Block;
use crate::config::files::ConfigFiles;
use crate::config::heading::{FileKind, Heading};
use crate::config::lint::duplicates;
use crate::config::lint::finding::{Finding, Fix, Severity};
use crate::config::names::SectionName;
use crate::config::safe_name;
use crate::config::source::ConfigFile;

/// The section whose keys the AWS CLI gives to all others.
const MAGIC: &str = "DEFAULT";

/// Sections that nobody or only some tools read, and keys.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let of_file = |source| sections(source).chain(keys(source)).collect::<Vec<_>>();
    files.files().iter().flat_map(of_file).collect()
}

fn sections(source: &ConfigFile) -> impl Iterator<Item = Finding> {
    source.headings().filter_map(|(block, heading)| {
        let section = heading.as_ref().ok().and_then(SectionName::of);
        let finding = match (source.name(block), &heading) {
            (MAGIC, _) => magic(),
            (name, Err(reason)) => ignored(name, reason, source.file),
            (_, Ok(heading)) => named(source, block, heading)?,
        };
        Some(finding.in_section(section).at(source.location(block.line())))
    })
}

fn magic() -> Finding {
    finding("The AWS CLI gives the keys of [DEFAULT] to all profiles, the SDKs don't")
        .with_manual_fix("move its keys to `default` or to the profiles that need them")
}

fn ignored(name: &str, reason: &str, file: FileKind) -> Finding {
    let words: Vec<_> = name.split(BLANKS).filter(|word| !word.is_empty()).collect();
    let by_hand = match (file, words.as_slice()) {
        (FileKind::Config, ["profile" | "sso-session" | "services", name @ ..]) => renaming(&name.join(" ")),
        (FileKind::Config, [name]) => format!("write `[profile {name}]` if it is to be a profile"),
        (FileKind::Config, _) => "write `[profile NAME]` or `[sso-session NAME]`, or remove it".into(),
        (FileKind::Credentials, ["profile", name]) => format!("write `[{name}]`"),
        (FileKind::Credentials, ["sso-session", ..]) => "move it to the config file".into(),
        (FileKind::Credentials, _) => renaming(name),
    };
    let message = format!("[{name}] is not read as a section: {reason}");
    Finding::new(Severity::Warning, "aws::check::section_ignored", message).with_manual_fix(by_hand)
}

fn renaming(name: &str) -> String {
    match safe_name(name.trim_matches(['\'', '"'])) {
        name if name.is_empty() => "rename it: letters, digits and _ . / @ : + - are read by every tool".into(),
        name => format!("rename it, for example to `{name}`"),
    }
}

/// A section that we read, though not everybody does.
fn named(source: &ConfigFile, block: &Block, heading: &Heading<'_>) -> Option<Finding> {
    let name = match heading {
        Heading::Profile(name) | Heading::SsoSession(name) | Heading::Services(name) => name,
        Heading::BareDefault => "default",
        Heading::Cli => return None,
    };
    if !dialect::is_identifier(name) {
        return Some(
            finding(format!("The AWS SDKs can't read the name `{name}`, only the AWS CLI can"))
                .with_manual_fix(renaming(name)),
        );
    }
    let oddity = oddity(source, block)?;
    let plain = "write the header in the plain form";
    let respelling = |section: SectionName| {
        let mut edits = duplicates::joining(source, &section)?;
        edits.file_mut(source.file).respell(&section);
        Some(Fix::safe(plain, edits))
    };
    let fix = SectionName::of(heading).and_then(respelling).unwrap_or_else(|| Fix::Manual(plain.into()));
    Some(finding(format!("Not every tool reads the header of `{name}`: {oddity}")).with_fix(fix))
}

/// What some tool stumbles over in a header.
fn oddity(source: &ConfigFile, block: &Block) -> Option<&'static str> {
    let line = source.document.line_text(block.lines.start);
    let (inner, comment) = line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).unwrap_or_default();
    if inner.contains(['\'', '"']) {
        Some("the SDKs know no quotes there")
    } else if inner.starts_with(BLANKS) || (source.file == FileKind::Credentials && inner.ends_with(BLANKS)) {
        Some("the AWS CLI takes the blank behind the bracket for a part of the name")
    } else if comment.contains(']') {
        Some("the AWS CLI reads up to the last bracket in the comment")
    } else {
        None
    }
}

fn finding(message: impl Into<String>) -> Finding {
    Finding::new(Severity::Warning, "aws::check::section_name", message)
}

/// Whether every tool reads the key.
pub(crate) fn is_plain_key(key: &str) -> bool {
    dialect::is_identifier(key) && !key.contains(':')
}

/// Keys are not shown: what isn't a key may be a secret.
fn keys(source: &ConfigFile) -> impl Iterator<Item = Finding> {
    let entries = source.headings().flat_map(|(block, heading)| {
        let section = heading.ok().as_ref().and_then(SectionName::of);
        source.document.entries_of(block).iter().map(move |entry| (section.clone(), entry))
    });
    entries.filter_map(|(section, entry)| {
        let message = match source.key(entry) {
            key if !dialect::is_identifier(key) => "The AWS SDKs can't read the key in this line, only the AWS CLI can",
            key if key.contains(':') => "The AWS CLI ends the key in this line at the colon, the SDKs don't",
            _ => return None,
        };
        let finding = Finding::new(Severity::Warning, "aws::check::key_name", message);
        let by_hand = "write a key of letters, digits and _ . / @ + -, or remove the line";
        Some(finding.in_section(section).at(source.location(entry.line())).with_manual_fix(by_hand))
    })
}
