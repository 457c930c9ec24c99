//! The pages about the project: what they name exists, and they name everything.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{PROJECT_PAGES, code_spans, page_text, root};

/// All files of the sources, by their paths from the root, with their texts.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            sources(&path, found);
        } else {
            let name = path.strip_prefix(root()).expect("a path in the project").to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).expect("a source")));
        }
    }
}

#[test]
fn paths_and_types_exist() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let words: BTreeSet<_> =
        files.iter().flat_map(|(_, text)| text.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    let is_path = |span: &str| ["src/", "tests/", "scripts/", "docs/"].iter().any(|folder| span.starts_with(folder));
    let is_type = |span: &str| span.starts_with(char::is_uppercase) && span.chars().all(char::is_alphanumeric);
    let mut wrong = Vec::new();
    for page in PROJECT_PAGES {
        for span in code_spans(&page_text(page)) {
            let path = span.split(' ').next().unwrap_or_default();
            let is_missing = is_path(path) && !path.contains('<') && !root().join(path).exists();
            let is_unknown = is_type(&span) && !words.contains(span.as_str());
            if is_missing || is_unknown {
                wrong.push(format!("{page}: {span}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_lists_every_module() {
    let page = page_text("ARCHITECTURE.md");
    let listed: BTreeSet<_> = page.lines().filter_map(|line| line.strip_prefix("| `src/")?.split('`').next()).collect();
    let files: Vec<_> = fs::read_dir(root().join("src"))
        .expect("the sources")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let unlisted = ["lib.rs", "main.rs", "test_support.rs"];
    let modules = files.iter().map(String::as_str).filter(|file| file.ends_with(".rs") && !unlisted.contains(file));
    assert_eq!(listed, modules.collect());
}

#[test]
fn every_step_of_the_tests_is_explained() {
    let page = page_text("CONTRIBUTING.md");
    let script = page_text("scripts/test");
    let steps = script.lines().find_map(|line| line.split_once("|| set -- ")).expect("the steps").1;
    let explained: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(explained, steps.split(' ').collect::<Vec<_>>());
}

#[test]
fn every_dependency_has_a_reason() {
    let manifest = page_text("Cargo.toml");
    let mut in_dependencies = false;
    let declared = manifest.lines().filter_map(|line| {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
        }
        in_dependencies.then(|| line.split_once(" = "))?.map(|(name, _)| name)
    });
    let page = page_text("ARCHITECTURE.md");
    let (_, section) = page.split_once("\n## Dependencies\n").expect("the section");
    let (section, _) = section.split_once("\n## ").expect("the next section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" | "));
    let explained: BTreeSet<_> = rows.flat_map(|(names, _)| names.trim_matches('`').split("`, `")).collect();
    assert_eq!(explained, declared.collect());
}

#[test]
fn the_readme_says_whether_there_is_a_release() {
    let changelog = page_text("CHANGELOG.md");
    let mut sections = changelog.lines().filter_map(|line| line.strip_prefix("## ["));
    let has_release = sections.any(|section| !section.starts_with("Unreleased]"));
    assert_eq!(page_text("README.md").contains("There is no release yet"), !has_release);
}

#[test]
fn the_readme_installs_from_the_repository_of_the_manifest() {
    let manifest = page_text("Cargo.toml");
    let repository = manifest.lines().find_map(|line| line.strip_prefix("repository = \"")?.strip_suffix('"'));
    let repository = repository.unwrap_or("https://github.com/OWNER/REPOSITORY");
    let readme = page_text("README.md");
    let downloads: Vec<_> = readme.split_whitespace().filter(|word| word.contains("/releases/")).collect();
    assert_eq!(downloads.len(), 3, "{downloads:?}");
    assert!(
        downloads.iter().all(|word| word.trim_matches('`').starts_with(&format!("{repository}/"))),
        "{downloads:?}"
    );
    let has_placeholder = readme.contains("OWNER/");
    assert_eq!(has_placeholder, repository.contains("OWNER/"), "{repository}");
}
