//! Files and lines that can't be read.

use std::collections::HashMap;
use std::path::Path;

use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::section::Location;
use crate::config::section_name::SectionName;
use crate::error::ConfigError;

type SectionsByLine<'a> = HashMap<(&'a Path, usize), SectionName>;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let sections = sections(files);
    files.config().faults().iter().filter_map(|fault| finding(&sections, fault)).collect()
}

fn finding(sections: &SectionsByLine, fault: &ConfigError) -> Option<Finding> {
    match fault {
        ConfigError::Unreadable { path, .. } => {
            let finding = Finding::new(Severity::Error, "aws::check::unreadable", fault.to_string());
            let finding = finding.at(Location { path: path.as_path().into(), line: 1 });
            Some(finding.with_manual_fix("check its permissions"))
        }
        ConfigError::Syntax { path, line, expected } => {
            let message = (*expected).to_owned();
            let finding = Finding::new(Severity::Error, "aws::check::syntax", message);
            let finding = finding.in_section(sections.get(&(path.as_path(), *line)).cloned());
            let location = Location { path: path.as_path().into(), line: *line };
            Some(finding.at(location).with_manual_fix("correct or remove the line"))
        }
        _ => None,
    }
}

/// The sections of the lines that can't be read.
fn sections(files: &ConfigFiles) -> SectionsByLine<'_> {
    let mut by_line = HashMap::new();
    for file in files.files() {
        let sections: Vec<_> = file.sections().map(|(_, section)| section).collect();
        for error in file.document.syntax_errors() {
            let section = error.block.and_then(|block| sections.get(block)?.clone());
            by_line.extend(section.map(|section| ((&*file.path, error.line), section)));
        }
    }
    by_line
}
