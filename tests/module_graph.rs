//! The modules of `src` depend on each other in one direction.
//!
//! The graph is read from the `crate::`, `super::` and `self::` paths in the code; tests are left out. A module and its
//! children are one family, whose members may use each other. ARCHITECTURE.md shows the graph of the domains, the
//! modules at the top of `src`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module's path below the crate: `["config", "edit"]`.
type Module = Vec<String>;

struct Graph {
    /// The code of each module, without comments and tests.
    code: BTreeMap<Module, String>,
}

impl Graph {
    fn load() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        collect_files(&root, &mut files);
        let code = files.iter().filter_map(|file| {
            let path = file.strip_prefix(&root).expect("a file of src").with_extension("");
            let module: Module = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let is_test = module.iter().any(|part| TEST_MODULES.contains(&part.as_str()));
            let is_root = ["lib", "main"].contains(&module[0].as_str());
            let code = code_of(&fs::read_to_string(file).expect("a source file"));
            (!is_test && !is_root).then_some((module, code))
        });
        Self { code: code.collect() }
    }

    /// For each module the modules that it uses, without its own family.
    fn edges(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let exports: BTreeMap<_, _> = self.code.iter().map(|(module, code)| (module, exports(module, code))).collect();
        let edges = self.code.iter().map(|(module, code)| {
            let used = paths(module, code).into_iter().map(|path| self.resolve(path, &exports));
            let used = used.filter(|used| !used.is_empty() && !used.starts_with(module) && !module.starts_with(used));
            (module.clone(), used.collect())
        });
        edges.collect()
    }

    /// The module in which an item is defined.
    fn resolve(&self, path: Module, exports: &BTreeMap<&Module, BTreeMap<String, Module>>) -> Module {
        let length = (0..=path.len()).rev().find(|length| self.code.contains_key(&path[..*length])).unwrap_or(0);
        let module = path[..length].to_vec();
        let exported = path.get(length).and_then(|item| exports.get(&module)?.get(item));
        match exported {
            Some(target) if *target != path[..=length] => self.resolve(target.clone(), exports),
            _ => module,
        }
    }
}

/// Modules that exist for tests alone.
const TEST_MODULES: [&str; 4] = ["tests", "sdk_parser", "sdk_source_folder", "test_support"];

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect_files(&path, files);
        } else {
            files.push(path);
        }
    }
    files.sort();
}

/// The code in front of a file's tests, without comments.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The items that a module exports from other modules, and their paths.
fn exports(module: &Module, code: &str) -> BTreeMap<String, Module> {
    let uses = code.split("pub(crate) use ").skip(1).filter_map(|rest| rest.split(';').next());
    let paths = uses.flat_map(expand).map(|path| absolute(module, &path));
    paths.filter_map(|path| Some((path.last()?.clone(), path))).collect()
}

/// The paths in a module's code that begin with `crate`, `super` or `self`.
fn paths(module: &Module, code: &str) -> Vec<Module> {
    let mut paths = Vec::new();
    for (start, _) in code.match_indices("::") {
        let before = &code[..start];
        let word = before.rfind(|c: char| !is_word(c)).map_or(0, |at| at + 1);
        let is_first = !before[..word].ends_with("::");
        if is_first && ["crate", "super", "self"].contains(&&before[word..]) {
            paths.extend(expand(use_tree(&code[word..])).into_iter().map(|path| absolute(module, &path)));
        }
    }
    paths
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The path or tree of paths at the beginning of a text: `crate::a::{b, c::D}`.
fn use_tree(text: &str) -> &str {
    let mut depth = 0;
    let end = text.find(|c: char| match c {
        '{' => {
            depth += 1;
            false
        }
        '}' => {
            depth -= 1;
            depth < 0
        }
        _ => depth == 0 && !(is_word(c) || ":#".contains(c)),
    });
    &text[..end.unwrap_or(text.len())]
}

/// The paths of a tree.
fn expand(tree: &str) -> Vec<String> {
    let tree = tree.trim().split(" as ").next().unwrap_or_default();
    let Some((prefix, rest)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&inner[start..at]);
                start = at + 1;
            }
            _ => (),
        }
    }
    items.push(&inner[start..]);
    let items = items.into_iter().filter(|item| !item.trim().is_empty());
    items.flat_map(expand).map(|item| format!("{prefix}{item}")).collect()
}

/// The path from the crate on; without `crate`, `self` and `super`, and with children of the module in full.
fn absolute(module: &Module, path: &str) -> Module {
    let parts = path.split("::").map(|part| part.trim().trim_start_matches("r#").to_owned());
    let mut parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let mut base = module.clone();
    match parts.first().map(String::as_str) {
        Some("crate") => base.clear(),
        Some("super") => base.truncate(module.len() - 1),
        _ => (),
    }
    if parts.first().is_some_and(|first| ["crate", "self", "super"].contains(&first.as_str())) {
        parts.remove(0);
    }
    while parts.first().is_some_and(|part| part == "super") {
        base.pop();
        parts.remove(0);
    }
    parts.retain(|part| part != "self");
    base.extend(parts);
    base
}

/// The modules that lead back to themselves, each with all modules that it shares a circle with.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Vec<String>> {
    let reachable = |from: &Module| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(module) = open.pop() {
            for next in edges.get(module).into_iter().flatten() {
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        seen
    };
    let reach: BTreeMap<_, _> = edges.keys().map(|module| (module, reachable(module))).collect();
    let is_circle = |a: &Module, b: &Module| reach[a].contains(b) && reach.get(b).is_some_and(|r| r.contains(a));
    let circle = |a| reach[a].iter().filter(|b| is_circle(a, b)).map(|module| module.join("::")).collect::<Vec<_>>();
    edges.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
}

fn domains(edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeMap<Module, BTreeSet<Module>> {
    let mut domains: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, used) in edges {
        let domain = domains.entry(module[..1].to_vec()).or_default();
        domain.extend(used.iter().map(|used| used[..1].to_vec()).filter(|used| used[0] != module[0]));
    }
    domains
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let edges = Graph::load().edges();
    assert!(edges.len() > 100, "only {} modules were read", edges.len());
    assert_eq!(circles(&edges), BTreeSet::new());
    assert_eq!(circles(&domains(&edges)), BTreeSet::new());
}

#[test]
fn a_circle_is_found_through_a_re_export() {
    let module = |text: &str| text.split("::").map(str::to_owned).collect::<Module>();
    let code = [
        ("a", "pub(crate) use one::{One, Other};"),
        ("a::one", "use crate::b::{self, Two};"),
        ("b", "use crate::{a::One, c};"),
        ("c", ""),
    ];
    let code = code.map(|(name, code)| (module(name), code.to_owned()));
    let circles = circles(&Graph { code: code.into() }.edges());
    assert_eq!(circles, BTreeSet::from([vec!["a::one".to_owned(), "b".to_owned()]]));
}

#[test]
fn the_architecture_shows_the_graph_of_the_domains() {
    let domains = domains(&Graph::load().edges());
    let rank = |domain: &Module| {
        // A domain stands above all that it uses.
        let (mut rank, mut level) = (0, BTreeSet::from([domain]));
        while !level.is_empty() {
            level = level.into_iter().flat_map(|domain| &domains[domain]).collect();
            rank += 1;
        }
        rank
    };
    let mut names: Vec<_> = domains.keys().collect();
    names.sort_by_key(|domain| (std::cmp::Reverse(rank(domain)), *domain));
    let width = names.iter().map(|domain| domain[0].len()).max().unwrap_or_default();
    let lines = names.into_iter().map(|domain| {
        let used: Vec<_> = domains[domain].iter().map(|used| used[0].as_str()).collect();
        format!("{:width$}  {}", domain[0], used.join(" ")).trim_end().to_owned()
    });
    let expected = format!("\n```text\n{}\n```\n", lines.collect::<Vec<_>>().join("\n"));
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).expect("the page");
    let shown = page.split("<!-- module graph -->").nth(1).and_then(|rest| rest.split("<!-- /module graph -->").next());
    assert_eq!(shown, Some(expected.as_str()), "write this between the marks in ARCHITECTURE.md:\n{expected}");
}
