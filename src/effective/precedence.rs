//! From what several sources say to the one that counts.

use crate::effective::{Effective, Shadowed, Source, Value};

/// What one source says of a setting.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) source: Source,
    pub(crate) text: String,
    /// Whether it is a line that another one of the same key replaces, so that it never counts.
    pub(crate) is_overridden: bool,
}

impl Candidate {
    pub(crate) fn new(source: Source, text: impl Into<String>) -> Self {
        Self { source, text: text.into(), is_overridden: false }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Effective {
    /// A setting that nothing sets.
    pub(crate) fn unset(setting: &str) -> Self {
        Self { setting: setting.to_owned(), value: None, source: None, shadowed: Vec::new(), notes: Vec::new() }
    }

    /// What the first candidate says that may count; the others are shadowed.
    pub(crate) fn first(
        setting: &str,
        candidates: impl IntoIterator<Item = Candidate>,
        read: impl Fn(&str) -> Value,
    ) -> Self {
        let mut candidates: Vec<_> = candidates.into_iter().collect();
        let winner = candidates.iter().position(|one| !one.is_overridden).map(|at| candidates.remove(at));
        let loser = |one: Candidate| Shadowed { value: read(&one.text), source: one.source };
        let shadowed = candidates.into_iter().map(loser).collect();
        let value = winner.as_ref().map(|winner| read(&winner.text));
        Self { value, source: winner.map(|winner| winner.source), shadowed, ..Self::unset(setting) }
    }

    /// What the first candidate says that isn't empty. That those before it are empty is noted, since the AWS CLI
    /// takes an empty text for a setting like any other.
    pub(crate) fn first_said(setting: &str, candidates: Vec<Candidate>, read: impl Fn(&str) -> Value) -> Self {
        let empty = candidates.iter().take_while(|one| one.is_empty());
        let notes = empty.map(|one| format!("{} is empty, which the AWS CLI does not pass over", one.source)).collect();
        let said = candidates.into_iter().filter(|one| !one.is_empty());
        Self { notes, ..Self::first(setting, said, read) }
    }

    /// With what holds if no source says anything.
    pub(crate) fn or(self, default: Value) -> Self {
        match self.value {
            Some(_) => self,
            None => Self { value: Some(default), source: Some(Source::Default), ..self },
        }
    }

    /// With something to be known.
    pub(crate) fn note(mut self, note: impl Into<Option<String>>) -> Self {
        self.notes.extend(note.into());
        self
    }

    /// Its value, if that is a text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// A text without the blanks around it.
pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.trim().to_owned())
}

/// A switch: the first source that says anything decides, and everything but `true` is a no (in the AWS CLI, boto3 and
/// the SDK for Rust).
pub(crate) fn switch(setting: &str, candidates: Vec<Candidate>) -> Effective {
    let odd = candidates.first().filter(|one| !["true", "false"].contains(&one.text.to_ascii_lowercase().as_str()));
    let note = odd.map(|one| format!("{} is neither true nor false, so it counts as false", one.source));
    let read = |text: &str| Value::Bool(text.eq_ignore_ascii_case("true"));
    Effective::first(setting, candidates, read).or(Value::Bool(false)).note(note)
}
