//! What a check has found.

use std::path::PathBuf;

use crate::config::edits::Edits;
use crate::config::names::SectionName;
use crate::config::profile::Profile;
use crate::config::secret::first_line;
use crate::config::section::{Location, Section};

/// Something in the files that is wrong, or that tools read differently.
#[derive(Debug)]
pub(crate) struct Finding {
    /// The section that it is about; `None` if it is about a file or about a section that nobody reads.
    pub(crate) section: Option<SectionName>,
    /// How bad it is.
    pub(crate) severity: Severity,
    /// The stable code that scripts branch on.
    pub(crate) code: &'static str,
    /// What is wrong, as a sentence without a full stop. No secret is in it.
    pub(crate) message: String,
    /// Where it stands.
    pub(crate) location: Option<Location>,
    /// What mends it.
    pub(crate) fix: Option<Fix>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// It would be better otherwise.
    Hint,
    /// Tools read it differently, or it isn't what it looks like.
    Warning,
    /// Something doesn't work because of it, in one tool at least.
    Error,
}

/// What mends a finding.
#[derive(Debug)]
pub(crate) enum Fix {
    /// A change that loses nothing and takes no decision.
    Automatic {
        /// What it does: an imperative without a full stop.
        what: String,
        /// How it is done.
        action: FixAction,
    },
    /// What a person has to decide or do: a sentence without a full stop, with the next command.
    Manual(String),
}

/// How a safe fix is done.
#[derive(Debug)]
pub(crate) enum FixAction {
    /// By other lines in the files.
    Edits(Box<Edits>),
    /// By giving this file to its owner alone.
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
    /// A change of the files.
    pub(crate) fn safe(what: impl Into<String>, edits: Edits) -> Self {
        Self::Automatic { what: what.into(), action: FixAction::Edits(Box::new(edits)) }
    }

    /// The sentence that tables show.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Automatic { what, .. } => format!("`--fix` will {what}"),
            Self::Manual(text) => text.clone(),
        }
    }
}

impl Finding {
    /// A finding that is about no section and no line yet.
    pub(crate) fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            section: None,
            severity,
            code,
            message: first_line(&message.into()).into_owned(),
            location: None,
            fix: None,
        }
    }

    /// It is about this section.
    pub(crate) fn in_section(self, section: Option<SectionName>) -> Self {
        Self { section, ..self }
    }

    /// It is about this profile, at the line of the first of these keys, or of the profile's header.
    pub(crate) fn in_profile(self, profile: &Profile, keys: &[&str]) -> Self {
        let location = keys.iter().find_map(|key| profile.property(key)).map(|property| property.location());
        let location = location.or(profile.locations().first()).cloned();
        Self { section: Some(SectionName::Profile(profile.name().to_owned())), location, ..self }
    }

    /// It is about this SSO session, at the line of this key, or of the session's header.
    pub(crate) fn in_session(self, session: &Section, key: &str) -> Self {
        let location =
            session.property(key).map(|property| property.location()).or(session.locations().first()).cloned();
        Self { section: Some(SectionName::SsoSession(session.name().to_owned())), location, ..self }
    }

    /// It stands here.
    pub(crate) fn at(self, location: Location) -> Self {
        Self { location: Some(location), ..self }
    }

    /// With what mends it.
    pub(crate) fn with_fix(self, fix: Fix) -> Self {
        let fix = match fix {
            Fix::Automatic { what, action } => Fix::Automatic { what: first_line(&what).into_owned(), action },
            Fix::Manual(text) => Fix::Manual(first_line(&text).into_owned()),
        };
        Self { fix: Some(fix), ..self }
    }

    /// With what a person has to do.
    pub(crate) fn with_manual_fix(self, text: impl Into<String>) -> Self {
        self.with_fix(Fix::Manual(text.into()))
    }

    /// The profile that it is about.
    pub(crate) fn profile(&self) -> Option<&str> {
        match &self.section {
            Some(SectionName::Profile(name)) => Some(name),
            _ => None,
        }
    }

    /// The change that mends it safely.
    pub(crate) fn fix_action(&self) -> Option<&FixAction> {
        match &self.fix {
            Some(Fix::Automatic { action, .. }) => Some(action),
            _ => None,
        }
    }
}
