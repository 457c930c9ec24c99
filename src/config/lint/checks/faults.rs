//! Files and lines that can't be read.

use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::section::Location;
use crate::config::section_name::SectionName;
use crate::error::ConfigError;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    files.config().faults().iter().filter_map(|fault| finding(files, &fault.error)).collect()
}

fn finding(files: &ConfigFiles, fault: &ConfigError) -> Option<Finding> {
    match fault {
        ConfigError::Unreadable { path, .. } => {
            let finding = Finding::new(Severity::Error, "aws::check::unreadable", fault.to_string());
            let finding = finding.at(Location { path: path.as_path().into(), line: 1 });
            Some(finding.with_manual_fix("check the file and its permissions"))
        }
        ConfigError::Syntax { path, line, expected } => {
            let message = (*expected).to_owned();
            let finding = Finding::new(Severity::Error, "aws::check::syntax", message);
            let finding = finding.in_section(section(files, path, *line));
            let location = Location { path: path.as_path().into(), line: *line };
            Some(finding.at(location).with_manual_fix("correct the line, or remove it"))
        }
        _ => None,
    }
}

/// The section that a line is in.
fn section(files: &ConfigFiles, path: &std::path::Path, line: usize) -> Option<SectionName> {
    let file = files.files().iter().find(|file| *file.path == *path)?;
    let error = file.document.syntax_errors().iter().find(|error| error.line == line)?;
    file.sections().nth(error.block?)?.1
}
