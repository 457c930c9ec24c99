//! The commands in the texts of errors, help and notes: Nushell parses them, and the plugin has them.

use std::fs;
use std::path::Path;

use crate::support::{Shell, Value, json};

/// The string literals of a source, without the line breaks in them.
fn literals(source: &str) -> Vec<String> {
    let code: String = source
        .split("#[cfg(test)]")
        .next()
        .expect("code")
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    // Quotes that are escaped, or are a character, don't end a literal.
    let code = code.replace("\\\\", "\u{2}").replace("\\\"", "\u{1}").replace("'\"'", "' '");
    let text = |literal: &str| {
        let lines: Vec<_> = literal.split("\\\n").enumerate().collect();
        let lines = lines.into_iter().map(|(number, line)| if number == 0 { line } else { line.trim_start() });
        lines.collect::<String>().replace('\u{1}', "\"").replace('\u{2}', "\\")
    };
    code.split('"').skip(1).step_by(2).map(text).collect()
}

/// The inline code of a text, with a word in place of each placeholder.
fn code_spans(text: &str) -> Vec<String> {
    let text = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    let is_placeholder = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || "_.:0123456789".contains(c));
    for part in parts {
        match part.split_once('}').filter(|(name, _)| is_placeholder(name)) {
            Some((_, rest)) => filled.extend(["x", rest]),
            None => filled.extend(["{", part]),
        }
    }
    let filled = filled.replace('\u{1}', "{").replace('\u{2}', "}");
    filled.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The whole line of inline code: flags alone get their command. `None` for names of flags, columns and the like.
fn line(code: &str) -> Option<String> {
    let command = |flags: &str| {
        let has = |names: &[&str]| names.iter().any(|name| flags.starts_with(name));
        if has(&["--name", "--account", "--role", "--output"]) {
            "aws profile add"
        } else if has(&["--format"]) {
            "aws credentials export"
        } else {
            "aws ec2 instances"
        }
    };
    if code.starts_with("--") && code.contains(' ') {
        return Some(format!("{} {code}", command(code)));
    }
    let is_line =
        ["aws ", "^", "$env.", "hide-env ", "cargo ", "ls ", "rm "].iter().any(|start| code.starts_with(start));
    is_line.then(|| code.to_owned())
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(fs::read_to_string(path).expect("a source"));
        }
    }
}

fn lines() -> Vec<String> {
    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    let spans = texts.iter().flat_map(|text| literals(text)).flat_map(|text| code_spans(&text));
    let mut lines: Vec<_> = spans.filter_map(|code| line(&code)).collect();
    lines.sort();
    lines.dedup();
    lines
}

#[test]
fn nushell_parses_every_command_in_a_text() {
    let lines = lines();
    assert!(lines.len() >= 50, "{lines:#?}");
    let shell = Shell::new().file("lines.json", &json!(lines).to_string());
    let wrong = shell.value("open lines.json | where {|line| not ($line | nu-check) }");
    assert_eq!(wrong, json!([]));
}

#[test]
fn nushell_refuses_a_wrong_flag_and_a_wrong_record() {
    for line in ["aws ec2 instances --colums [Name]", "aws ec2 instances --filter {tag:env: [a b]}"] {
        let parses = Shell::new().file("line", line).value("open --raw line | nu-check");
        assert_eq!(parses, json!(false), "{line}");
    }
}

#[test]
fn what_a_line_filters_by_is_a_column() {
    let shell = Shell::new().config("[profile dev]\nregion = eu-west-1\n");
    let lines: Vec<_> = lines()
        .into_iter()
        .filter(|line| ["aws profiles ", "aws env "].iter().any(|start| line.starts_with(start)))
        .filter(|line| !line.contains("| aws ") && !line.contains("| x"))
        .collect();
    assert!(lines.len() >= 4, "{lines:?}");
    for line in lines {
        shell.value(&line);
    }
}

#[test]
fn every_command_in_a_text_exists() {
    let names = Shell::new().value("scope commands | where name starts-with 'aws ' | get name");
    let names: Vec<_> = names.as_array().expect("names").iter().filter_map(Value::as_str).collect();
    let cli = ["aws configure", "aws login"];
    let is = |line: &str, name: &str| line == name || line.starts_with(&format!("{name} "));
    let unknown: Vec<_> = lines()
        .into_iter()
        .filter(|line| line.starts_with("aws "))
        .filter(|line| !names.iter().chain(&cli).any(|name| is(line, name)))
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}
