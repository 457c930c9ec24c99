//! How often to try.

use crate::aws::variables;
use crate::effective::inputs::Inputs;
use crate::effective::{Effective, Value};

/// The retry mode and the number of attempts, as [`session`](crate::credentials::session) reads them.
pub(crate) fn retries(here: &Inputs) -> [Effective; 2] {
    let mode = retry_mode(here);
    let attempts = max_attempts(here).note(legacy_attempts(here, &mode));
    [mode, attempts]
}

fn retry_mode(here: &Inputs) -> Effective {
    let read = |text: &str| Value::Text(known_mode(text).map_or_else(|| text.to_owned(), str::to_owned));
    let setting = said(here, "retry_mode", variables::AWS_RETRY_MODE, read).or(Value::Text("standard".into()));
    let said = here.candidates(&[variables::AWS_RETRY_MODE], "retry_mode").into_iter().find(|one| !one.is_empty());
    let capitals = said.filter(|one| known_mode(&one.text).is_some_and(|mode| mode != one.text.trim()));
    let capitals = capitals.map(|_| "boto3 and the AWS CLI know it in small letters only".to_owned());
    let note = match setting.text() {
        Some("legacy") => Some("this plugin takes legacy for standard, which has replaced it".to_owned()),
        Some(mode) if known_mode(mode).is_none() => {
            Some(format!("`{mode}` is none of standard, adaptive and legacy: every tool refuses it"))
        }
        _ => None,
    };
    setting.note(note).note(capitals)
}

fn known_mode(text: &str) -> Option<&'static str> {
    ["standard", "adaptive", "legacy"].into_iter().find(|mode| text.trim().eq_ignore_ascii_case(mode))
}

fn max_attempts(here: &Inputs) -> Effective {
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    let read = |text: &str| number(text).map_or_else(|| Value::Text(text.to_owned()), Value::Number);
    let setting = said(here, "max_attempts", variables::AWS_MAX_ATTEMPTS, read).or(Value::Number(3));
    let note = setting.text().map(|text| format!("`{text}` is no number from 1 up: every tool refuses it"));
    setting.note(note)
}

/// A text that is empty counts as unset here.
fn said(here: &Inputs, setting: &str, variable: &str, read: impl Fn(&str) -> Value) -> Effective {
    Effective::first_said(setting, here.candidates(&[variable], setting), read)
}

fn legacy_attempts(here: &Inputs, mode: &Effective) -> Option<String> {
    let is_default = here.candidates(&[variables::AWS_MAX_ATTEMPTS], "max_attempts").is_empty();
    (is_default && mode.text() == Some("legacy")).then(|| "boto3 makes 5 attempts in legacy mode".to_owned())
}
