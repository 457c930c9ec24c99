//! A mistake in the files, and how to fix it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::edits::Edits;
use crate::config::masking::first_line;
use crate::config::profile::Profile;
use crate::config::section::{Location, Section};
use crate::config::section_name::SectionName;
use crate::text::control::printable;

/// Something in the files that is wrong, or that tools read differently.
#[derive(Debug)]
pub(crate) struct Finding {
    /// `None` if it is about a file, or about a section that no tool reads.
    pub(crate) section: Option<SectionName>,
    pub(crate) severity: Severity,
    /// The stable code that scripts branch on.
    pub(crate) code: &'static str,
    /// What is wrong, as a sentence without a full stop. It contains no secret.
    pub(crate) message: String,
    pub(crate) location: Option<Location>,
    pub(crate) fix: Option<Fix>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// It works, but could be better.
    Hint,
    /// Tools read it differently, or it isn't what it looks like.
    Warning,
    /// Something doesn't work because of it, in at least one tool.
    Error,
}

/// How to fix a finding.
#[derive(Debug)]
pub(crate) enum Fix {
    /// A change that loses nothing and needs no decision.
    Automatic {
        /// What the change does: an imperative without a full stop.
        what: String,
        action: FixAction,
    },
    /// What the user has to decide or do: a sentence without a full stop, with the next command.
    Manual(String),
}

#[derive(Debug)]
pub(crate) enum FixAction {
    /// Findings about one section may share the edits.
    Edits(Arc<Edits>),
    /// Takes the permissions for this file from everybody but its owner.
    MakePrivate(PathBuf),
}

impl Severity {
    /// The name that tables show.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Fix {
    pub(crate) fn automatic(what: impl Into<String>, edits: impl Into<Arc<Edits>>) -> Self {
        Self::Automatic { what: what.into(), action: FixAction::Edits(edits.into()) }
    }

    /// The sentence that tables show.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Automatic { what, .. } => format!("`--fix` can {what}"),
            Self::Manual(text) => text.clone(),
        }
    }
}

impl Finding {
    /// A finding without section, location and fix.
    pub(crate) fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        let message = printable(&first_line(&message.into())).into_owned();
        Self { section: None, severity, code, message, location: None, fix: None }
    }

    pub(crate) fn in_section(self, section: Option<SectionName>) -> Self {
        Self { section, ..self }
    }

    /// A finding in this profile, located at the first of these keys that it has, else at the profile's header.
    pub(crate) fn in_profile(self, profile: &Profile, keys: &[&str]) -> Self {
        let property = keys.iter().find_map(|key| profile.property(key));
        let location = property.map(|property| property.location()).or(profile.locations().first()).cloned();
        Self { section: Some(SectionName::profile(profile.name())), location, ..self }
    }

    /// A finding in this SSO session, located at this key, else at the session's header.
    pub(crate) fn in_session(self, session: &Section, key: &str) -> Self {
        let property = session.property(key);
        let location = property.map(|property| property.location()).or(session.locations().first()).cloned();
        Self { section: Some(SectionName::sso_session(session.name())), location, ..self }
    }

    pub(crate) fn at(self, location: Location) -> Self {
        Self { location: Some(location), ..self }
    }

    pub(crate) fn with_fix(self, fix: Fix) -> Self {
        let fix = match fix {
            Fix::Automatic { what, action } => Fix::Automatic { what: first_line(&what).into_owned(), action },
            Fix::Manual(text) => Fix::Manual(first_line(&text).into_owned()),
        };
        Self { fix: Some(fix), ..self }
    }

    pub(crate) fn with_manual_fix(self, text: impl Into<String>) -> Self {
        self.with_fix(Fix::Manual(text.into()))
    }

    /// The name of the profile that it is about.
    pub(crate) fn profile(&self) -> Option<&str> {
        match &self.section {
            Some(SectionName::Profile(name)) => Some(name),
            _ => None,
        }
    }

    /// The action of an automatic fix.
    pub(crate) fn fix_action(&self) -> Option<&FixAction> {
        match &self.fix {
            Some(Fix::Automatic { action, .. }) => Some(action),
            _ => None,
        }
    }

    /// The edits of an automatic fix.
    pub(crate) fn fix_edits(&self) -> Option<&Edits> {
        match self.fix_action() {
            Some(FixAction::Edits(edits)) => Some(edits),
            _ => None,
        }
    }
}

/// The edits of the automatic fixes of these findings, each once.
pub(crate) fn edits_of<'f>(findings: impl Iterator<Item = &'f Finding>) -> impl Iterator<Item = &'f Edits> {
    let mut seen = HashSet::new();
    findings.filter_map(Finding::fix_edits).filter(move |edits| seen.insert(std::ptr::from_ref::<Edits>(edits)))
}
