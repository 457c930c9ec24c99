//! Error codes are public: docs/errors.md lists every code, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The codes in the sources, except those of `aws profile check`, which docs/checks.md lists.
fn in_sources(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the sources").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            in_sources(&entry, codes);
        } else {
            let text = fs::read_to_string(&entry).expect("a source");
            let found = text.split('"').filter(|text| text.starts_with("aws::") && !text.contains([' ', '{', '\n']));
            codes.extend(found.filter(|code| !code.starts_with("aws::check::")).map(str::to_owned));
        }
    }
}

/// The codes of the table in docs/errors.md: `aws::area::kind`, followed by the other kinds of the same area.
fn in_docs() -> BTreeSet<String> {
    let page = include_str!("../../../docs/errors.md");
    let mut codes = BTreeSet::new();
    for row in page.lines().filter(|line| line.starts_with("| `aws::")) {
        let first_column = row.split('|').nth(1).expect("a column");
        let mut area = "";
        for code in first_column.split('`').skip(1).step_by(2) {
            match code.rsplit_once("::") {
                Some((prefix, _)) => {
                    area = prefix;
                    codes.insert(code.to_owned());
                }
                None => {
                    codes.insert(format!("{area}::{code}"));
                }
            }
        }
    }
    codes
}

#[test]
fn the_docs_list_every_code() {
    let mut codes = BTreeSet::new();
    in_sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    assert!(codes.len() > 60, "{codes:?}");
    assert_eq!(in_docs(), codes);
}
