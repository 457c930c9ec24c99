//! What a check has found.

use std::path::PathBuf;

use crate::config::edits::Edits;
use crate::config::names::SectionName;
use crate::config::profile::Profile;
use crate::config::secret::first_line;
use crate::config::section::{Place, Section};

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
    pub(crate) place: Option<Place>,
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
    Safe {
        /// What it does: an imperative without a full stop.
        what: String,
        /// How it is done.
        mend: FixAction,
    },
    /// What a person has to decide or do: a sentence without a full stop, with the next command.
    ByHand(String),
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
        Self::Safe { what: what.into(), mend: FixAction::Edits(Box::new(edits)) }
    }

    /// The sentence that tables show.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Safe { what, .. } => format!("`--fix` will {what}"),
            Self::ByHand(text) => text.clone(),
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
            place: None,
            fix: None,
        }
    }

    /// It is about this section.
    pub(crate) fn of(self, section: Option<SectionName>) -> Self {
        Self { section, ..self }
    }

    /// It is about this profile, at the line of the first of these keys, or of the profile's header.
    pub(crate) fn of_profile(self, profile: &Profile, keys: &[&str]) -> Self {
        let place = keys.iter().find_map(|key| profile.property(key)).map(|property| property.place());
        let place = place.or(profile.places().first()).cloned();
        Self { section: Some(SectionName::Profile(profile.name().to_owned())), place, ..self }
    }

    /// It is about this SSO session, at the line of this key, or of the session's header.
    pub(crate) fn of_session(self, session: &Section, key: &str) -> Self {
        let place = session.property(key).map(|property| property.place()).or(session.places().first()).cloned();
        Self { section: Some(SectionName::SsoSession(session.name().to_owned())), place, ..self }
    }

    /// It stands here.
    pub(crate) fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// With what mends it.
    pub(crate) fn fix(self, fix: Fix) -> Self {
        let fix = match fix {
            Fix::Safe { what, mend } => Fix::Safe { what: first_line(&what).into_owned(), mend },
            Fix::ByHand(text) => Fix::ByHand(first_line(&text).into_owned()),
        };
        Self { fix: Some(fix), ..self }
    }

    /// With what a person has to do.
    pub(crate) fn by_hand(self, text: impl Into<String>) -> Self {
        self.fix(Fix::ByHand(text.into()))
    }

    /// The profile that it is about.
    pub(crate) fn profile(&self) -> Option<&str> {
        match &self.section {
            Some(SectionName::Profile(name)) => Some(name),
            _ => None,
        }
    }

    /// The change that mends it safely.
    pub(crate) fn mend(&self) -> Option<&FixAction> {
        match &self.fix {
            Some(Fix::Safe { mend, .. }) => Some(mend),
            _ => None,
        }
    }
}
