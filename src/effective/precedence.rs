//! Chooses the candidate that takes effect for a setting.

use crate::config::{Profile, Property, masked_url};
use crate::effective::{EffectiveSetting, SettingSource, SettingValue, Shadowed};
use crate::limits;

/// What one source says about a setting.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) source: SettingSource,
    pub(crate) text: String,
    /// Whether another line of the profile replaces this one, so that it never takes effect.
    pub(crate) is_overridden: bool,
}

impl Candidate {
    pub(crate) fn new(source: SettingSource, text: impl Into<String>) -> Self {
        Self { source, text: text.into(), is_overridden: false }
    }

    pub(crate) fn from_property(property: &Property) -> Self {
        Self::new(SettingSource::Location(property.location().clone()), property.value())
    }

    /// The line that takes effect for a key, then the last of those that it overrides.
    pub(crate) fn from_profile<'a>(profile: &'a Profile, key: &'a str) -> impl Iterator<Item = Self> + 'a {
        let overridden = profile.overridden(key).take(limits::OVERRIDDEN_LINES).map(Self::from_property);
        let overridden = overridden.map(|candidate| Self { is_overridden: true, ..candidate });
        profile.property(key).map(Self::from_property).into_iter().chain(overridden)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl EffectiveSetting {
    pub(crate) fn unset(name: &str) -> Self {
        Self { name: name.to_owned(), value: None, source: None, shadowed: Vec::new(), notes: Vec::new() }
    }

    /// The first candidate that is not overridden takes effect; the others are shadowed.
    pub(crate) fn from_first(
        name: &str,
        candidates: impl IntoIterator<Item = Candidate>,
        parse: impl Fn(&str) -> SettingValue,
    ) -> Self {
        let mut candidates: Vec<_> = candidates.into_iter().collect();
        let first = candidates.iter().position(|one| !one.is_overridden).map(|at| candidates.remove(at));
        let shadowed = |one: Candidate| Shadowed { value: parse(&one.text), source: one.source };
        let shadowed = candidates.into_iter().map(shadowed).collect();
        let value = first.as_ref().map(|first| parse(&first.text));
        Self { value, source: first.map(|first| first.source), shadowed, ..Self::unset(name) }
    }

    /// Like [`from_first`](Self::from_first), without the empty candidates. A note names those that come first, because
    /// the AWS CLI uses an empty value like any other.
    pub(crate) fn from_first_non_empty(
        name: &str,
        candidates: Vec<Candidate>,
        parse: impl Fn(&str) -> SettingValue,
    ) -> Self {
        let empty = candidates.iter().take_while(|one| one.is_empty());
        let notes = empty.map(|one| format!("{} is empty, and the AWS CLI uses the empty value", one.source)).collect();
        let non_empty = candidates.into_iter().filter(|one| !one.is_empty());
        Self { notes, ..Self::from_first(name, non_empty, parse) }
    }

    /// Uses this value if no source sets one.
    pub(crate) fn or_default(self, default: SettingValue) -> Self {
        match self.value {
            Some(_) => self,
            None => Self { value: Some(default), source: Some(SettingSource::Default), ..self },
        }
    }

    pub(crate) fn with_note(mut self, note: impl Into<Option<String>>) -> Self {
        self.notes.extend(note.into());
        self
    }

    /// The value, if it is a text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Some(SettingValue::Text(text)) => Some(text),
            _ => None,
        }
    }
}

pub(crate) fn trimmed(text: &str) -> SettingValue {
    SettingValue::Text(text.trim().to_owned())
}

pub(crate) fn url(text: &str) -> SettingValue {
    SettingValue::Text(masked_url(text.trim()))
}

/// A setting that is on or off. The first source decides, even an empty one, and everything but `true` means off (as in
/// the AWS CLI, boto3 and the SDK for Rust).
pub(crate) fn switch(name: &str, candidates: Vec<Candidate>) -> EffectiveSetting {
    let is_bool = |text: &str| ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let invalid = candidates.first().filter(|one| !is_bool(&one.text));
    let note = invalid.map(|one| format!("{} is neither true nor false, so it counts as false", one.source));
    let parse = |text: &str| SettingValue::Bool(text.eq_ignore_ascii_case("true"));
    EffectiveSetting::from_first(name, candidates, parse).or_default(SettingValue::Bool(false)).with_note(note)
}
