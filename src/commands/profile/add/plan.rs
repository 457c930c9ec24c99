//! What becomes of the profiles.

use nu_protocol::{Span, Value};

use crate::config::{Config, Edits, SsoProfile};
use crate::rows::profile::Profiles;

/// The profiles, and what is to be written for them.
pub(crate) struct Plan {
    outcomes: Vec<(String, Status)>,
    pub(crate) edits: Edits,
}

/// What becomes of a profile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// It is written.
    Written,
    /// The files say just that already.
    Unchanged,
    /// The files say something else, which stays.
    Kept,
}

impl Plan {
    /// Existing profiles are changed only by `force`.
    pub(crate) fn of(profiles: Vec<SsoProfile>, config: &Config, force: bool) -> Self {
        let mut edits = Edits::new();
        let outcome = |profile: SsoProfile| {
            let status = Status::of(&profile, config, force);
            if status == Status::Written {
                profile.write(config, &mut edits);
            }
            (profile.name, status)
        };
        Self { outcomes: profiles.into_iter().map(outcome).collect(), edits }
    }

    /// What a person may want to know beside the table.
    pub(crate) fn note(&self) -> Option<String> {
        let kept = self.outcomes.iter().filter(|(_, status)| *status == Status::Kept).count();
        (kept > 0)
            .then(|| format!("{kept} of {} profiles stay as they are; --force changes them.", self.outcomes.len()))
    }

    /// The table of the profiles as the files have them in the end.
    pub(crate) fn rows(&self, view: &Profiles, span: Span) -> Value {
        let rows = self.outcomes.iter().filter_map(|(name, status)| status.row(name, view, span));
        Value::list(rows.collect(), span)
    }
}

impl Status {
    fn of(profile: &SsoProfile, config: &Config, force: bool) -> Self {
        match config.profile(&profile.name) {
            Some(_) if profile.is_written(config) => Self::Unchanged,
            Some(_) if !force => Self::Kept,
            _ => Self::Written,
        }
    }

    /// The row of a profile with this status. There is none if somebody has just removed the profile.
    pub(crate) fn row(self, name: &str, view: &Profiles, span: Span) -> Option<Value> {
        let row = view.row(view.config.profile(name)?, false, span);
        let status = match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
        };
        // Behind the name, where a narrow terminal still shows it.
        let (name, rest) = (row.get_data_by_key("name")?, row.into_record().ok()?.into_iter().skip(1));
        let first = [("name".to_owned(), name), ("status".to_owned(), Value::string(status, span))];
        Some(Value::record(first.into_iter().chain(rest).collect(), span))
    }
}
