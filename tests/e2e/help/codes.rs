//! Error codes are public: docs/errors.md lists every code of src/error, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The strings in src/error that are codes.
fn in_sources() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/error");
    let mut sources: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    sources.push(folder.with_extension("rs"));
    let texts = sources.iter().map(|path| fs::read_to_string(path).expect("a source"));
    let codes =
        texts.flat_map(|text| text.split('"').filter(|part| is_code(part)).map(str::to_owned).collect::<Vec<_>>());
    codes.collect()
}

fn is_code(text: &str) -> bool {
    text.strip_prefix("aws::")
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_lowercase() || "_:".contains(c) || c.is_ascii_digit()))
}

/// The first column of the tables in docs/errors.md.
fn in_docs() -> Vec<String> {
    let rows = include_str!("../../../docs/errors.md").lines().filter_map(|line| line.strip_prefix("| `aws::"));
    rows.map(|row| format!("aws::{}", row.split('`').next().expect("a code"))).collect()
}

#[test]
fn the_docs_list_every_code_once() {
    let (sources, docs) = (in_sources(), in_docs());
    assert!(sources.len() > 60, "{sources:?}");
    let listed: BTreeSet<_> = docs.iter().cloned().collect();
    assert_eq!(listed.len(), docs.len(), "a code is listed twice");
    let missing: Vec<_> = sources.difference(&listed).collect();
    let unknown: Vec<_> = listed.difference(&sources).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing in docs/errors.md: {missing:?}; unknown: {unknown:?}");
}
