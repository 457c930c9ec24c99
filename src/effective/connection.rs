//! How requests are sent: certificates, proxies, retries, and the EC2 instance metadata service.

use crate::aws::variables;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::{Candidate, switch, trimmed, url};
use crate::effective::{EffectiveSetting, SettingValue};

pub(crate) fn certificates_and_proxies(inputs: &Inputs) -> [EffectiveSetting; 4] {
    [
        ca_bundle(inputs),
        proxy(inputs, "http_proxy", url),
        proxy(inputs, "https_proxy", url),
        proxy(inputs, "no_proxy", trimmed),
    ]
}

fn ca_bundle(inputs: &Inputs) -> EffectiveSetting {
    let setting = from_variable(inputs, "ca_bundle", variables::AWS_CA_BUNDLE, trimmed);
    let others = inputs.environment.non_empty(variables::REQUESTS_CA_BUNDLE).filter(|_| setting.value.is_none());
    let others = others.map(|path| format!("the AWS CLI and boto3 read REQUESTS_CA_BUNDLE: they use `{path}`"));
    let home = setting.as_text().filter(|path| path.starts_with('~'));
    let home = home.map(|_| "this plugin expands ~ to the home directory, the AWS CLI and boto3 do not".to_owned());
    setting.with_note(others).with_note(home)
}

/// The variable's name may be in lower or upper case. (Nushell keeps only one of the two.)
fn proxy(inputs: &Inputs, name: &str, parse: impl Fn(&str) -> SettingValue) -> EffectiveSetting {
    let variables = [name.to_owned(), name.to_ascii_uppercase()];
    let variables = &variables[..if cfg!(windows) { 1 } else { 2 }];
    EffectiveSetting::from_first(name, variables.iter().filter_map(|name| inputs.non_empty_variable(name)), parse)
}

/// A setting of the profile that a variable overrides. Empty values are skipped.
fn from_variable(inputs: &Inputs, key: &str, variable: &str, parse: impl Fn(&str) -> SettingValue) -> EffectiveSetting {
    EffectiveSetting::from_first_non_empty(key, inputs.candidates(&[variable], key), parse)
}

/// `retry_mode` and `max_attempts`, as [`client`](crate::client::retries_and_timeouts) reads them.
pub(crate) fn retries(inputs: &Inputs) -> [EffectiveSetting; 2] {
    let mode = retry_mode(inputs);
    let attempts = max_attempts(inputs).with_note(legacy_attempts(inputs, &mode));
    [mode, attempts]
}

fn retry_mode(inputs: &Inputs) -> EffectiveSetting {
    let parse = |text: &str| SettingValue::Text(known_mode(text).unwrap_or(text).to_owned());
    let setting = from_variable(inputs, "retry_mode", variables::AWS_RETRY_MODE, parse);
    let setting = setting.or_default(SettingValue::Text("standard".into()));
    let candidates = inputs.candidates(&[variables::AWS_RETRY_MODE], "retry_mode");
    let text = candidates.iter().map(|one| one.text.trim()).find(|text| !text.is_empty());
    let has_capitals = text.is_some_and(|text| known_mode(text).is_some_and(|mode| mode != text));
    let capitals = has_capitals.then(|| "boto3 and the AWS CLI only accept it in lower case".to_owned());
    let note = match setting.as_text() {
        Some("legacy") => Some("this plugin treats legacy as standard, its successor".to_owned()),
        Some(mode) if known_mode(mode).is_none() => {
            Some(format!("`{mode}` is not standard, adaptive or legacy, so every tool fails"))
        }
        _ => None,
    };
    setting.with_note(note).with_note(capitals)
}

fn known_mode(text: &str) -> Option<&'static str> {
    ["standard", "adaptive", "legacy"].into_iter().find(|mode| text.trim().eq_ignore_ascii_case(mode))
}

fn max_attempts(inputs: &Inputs) -> EffectiveSetting {
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    let parse = |text: &str| number(text).map_or_else(|| SettingValue::Text(text.to_owned()), SettingValue::Number);
    let setting = from_variable(inputs, "max_attempts", variables::AWS_MAX_ATTEMPTS, parse);
    let setting = setting.or_default(SettingValue::Number(3));
    let note = setting.as_text().map(|text| format!("`{text}` is not a number of at least 1, so every tool fails"));
    setting.with_note(note)
}

fn legacy_attempts(inputs: &Inputs, mode: &EffectiveSetting) -> Option<String> {
    let is_default = inputs.candidates(&[variables::AWS_MAX_ATTEMPTS], "max_attempts").is_empty();
    (is_default && mode.as_text() == Some("legacy")).then(|| "boto3 makes 5 attempts in legacy mode".to_owned())
}

/// The service that tells an EC2 instance its region and the credentials of its role.
pub(crate) fn instance_metadata(inputs: &Inputs) -> [EffectiveSetting; 3] {
    let disabled = inputs.variable(variables::AWS_EC2_METADATA_DISABLED);
    let disabled = disabled.map(|one| Candidate { text: one.text.trim().to_owned(), ..one });
    let endpoint = variables::AWS_EC2_METADATA_SERVICE_ENDPOINT;
    let mode = variables::AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE;
    [
        switch("ec2_metadata_disabled", disabled.into_iter().collect()),
        from_variable(inputs, "ec2_metadata_service_endpoint", endpoint, url),
        from_variable(inputs, "ec2_metadata_service_endpoint_mode", mode, trimmed).or_default(trimmed("IPv4")),
    ]
}
