//! The files that are read, the active profile, and the Identity Center that it signs in to.

use std::path::Path;

use crate::aws::variables;
use crate::config::{Config, ConfigPaths, Section};
use crate::effective::inputs::Inputs;
use crate::effective::precedence::{Candidate, trimmed};
use crate::effective::{EffectiveSetting, SettingSource, SettingValue, Shadowed};
use crate::error::ConfigError;
use crate::limits;

/// `config_file` and `credentials_file`.
pub(crate) fn files(inputs: &Inputs) -> [EffectiveSetting; 2] {
    let ConfigPaths { config, credentials } = ConfigPaths::from_environment(inputs.environment);
    [
        file(inputs, "config_file", variables::AWS_CONFIG_FILE, &config),
        file(inputs, "credentials_file", variables::AWS_SHARED_CREDENTIALS_FILE, &credentials),
    ]
}

fn file(inputs: &Inputs, name: &str, variable: &str, path: &Path) -> EffectiveSetting {
    let text = inputs.environment.get(variable);
    let source = text.map_or(SettingSource::Default, |_| SettingSource::Variable(variable.to_owned()));
    let setting = EffectiveSetting { source: Some(source), ..EffectiveSetting::unset(name) };
    if path.as_os_str().is_empty() {
        return setting.with_note("no file is read".to_owned());
    }
    let missing = (!path.exists()).then(|| "there is no such file".to_owned());
    let expanded = text
        .filter(|text| text.contains('$'))
        .map(|_| "the AWS CLI and boto3 expand variables in the path, this plugin and the SDKs do not".to_owned());
    let (faults, others) = inputs.config.named_faults();
    let faults: Vec<_> = faults.iter().filter_map(|fault| fault_note(fault, path)).collect();
    let others = others.filter(|_| !faults.is_empty());
    let setting = EffectiveSetting { value: Some(SettingValue::Text(path.display().to_string())), ..setting };
    let setting = faults.into_iter().fold(setting, |setting, note| setting.with_note(note));
    setting.with_note(others).with_note(missing).with_note(expanded)
}

fn fault_note(fault: &ConfigError, file: &Path) -> Option<String> {
    match fault {
        ConfigError::Unreadable { path, reason } if path == file => Some(format!("it can't be read: {reason}")),
        ConfigError::Syntax { path, line, expected } if path == file => {
            Some(format!("line {line} can't be read: {expected}"))
        }
        _ => None,
    }
}

/// `profile`: the flag, the variables, `default`.
pub(crate) fn profile(inputs: &Inputs) -> EffectiveSetting {
    let flag = inputs.profile_flag.map(|name| Candidate::new(SettingSource::Flag, name));
    let variables = variables::PROFILE.into_iter().filter_map(|name| inputs.variable(name));
    // A profile's name may begin or end with blanks, so it is not trimmed.
    let name = |name: &str| SettingValue::Text(name.to_owned());
    let setting = EffectiveSetting::from_first("profile", flag.into_iter().chain(variables), name);
    let setting = setting.or_default(trimmed("default"));
    if inputs.profile_flag.is_some() {
        return setting;
    }
    let [missing, keys, others] =
        [missing_profile(inputs, &setting), overriding_keys(inputs, &setting), other_precedence(inputs)];
    setting.with_note(missing).with_note(keys).with_note(others)
}

fn missing_profile(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    let (name, Some(SettingSource::Variable(variable))) = (setting.as_text()?, &setting.source) else { return None };
    if name.is_empty() {
        return Some(format!(
            "{variable} is empty, so the AWS CLI, boto3 and this plugin fail: `aws profile clear` removes it; the SDK \
             for JavaScript treats it as unset"
        ));
    }
    inputs.config.profile(name).is_none().then(|| {
        format!(
            "there is no profile `{name}`{}, so the AWS CLI, boto3 and this plugin fail; the SDK for Rust continues \
             without a profile",
            suggestion(inputs.config, name)
        )
    })
}

fn suggestion(config: &Config, name: &str) -> String {
    config.suggest(name).first().map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default()
}

fn overriding_keys(inputs: &Inputs, setting: &EffectiveSetting) -> Option<String> {
    let is_chosen = setting.source != Some(SettingSource::Default);
    let has_keys = inputs.environment.non_empty(variables::AWS_ACCESS_KEY_ID).is_some();
    (is_chosen && has_keys).then(|| "AWS_ACCESS_KEY_ID overrides its credentials".to_owned())
}

/// botocore reads the two variables in the opposite order, the SDK for Rust reads only one of them.
fn other_precedence(inputs: &Inputs) -> Option<String> {
    match variables::PROFILE.map(|name| inputs.environment.get(name)) {
        [Some(first), Some(second)] if first != second => {
            Some(format!("boto3 and the AWS CLI 1 read AWS_DEFAULT_PROFILE first: they use `{second}`"))
        }
        [None, Some(_)] => Some("the SDK for Rust does not read AWS_DEFAULT_PROFILE".to_owned()),
        _ => None,
    }
}

/// `sso_session`, and `sso_start_url` and `sso_region` from the `[sso-session]` section or the profile itself.
pub(crate) fn identity_center(inputs: &Inputs) -> [EffectiveSetting; 3] {
    let candidates = inputs.candidates(&[], "sso_session");
    let session = EffectiveSetting::from_first_non_empty("sso_session", candidates, trimmed);
    let section = session.as_text().and_then(|name| inputs.config.sso_session(name));
    let missing = session.as_text().filter(|_| section.is_none());
    let missing = missing.map(|name| format!("there is no section [sso-session {name}]"));
    [
        session.with_note(missing),
        session_or_profile(inputs, section, "sso_start_url"),
        session_or_profile(inputs, section, "sso_region"),
    ]
}

fn session_or_profile(inputs: &Inputs, session: Option<&Section>, key: &str) -> EffectiveSetting {
    let lines =
        session.into_iter().flat_map(|section| section.property(key).into_iter().chain(section.overridden(key)));
    let lines = lines.take(1 + limits::OVERRIDDEN_LINES);
    let candidates = lines.map(Candidate::from_property).chain(inputs.profile_candidates(key));
    let setting = EffectiveSetting::from_first(key, candidates, trimmed);
    let differs = |shadowed: &Shadowed| Some(&shadowed.value) != setting.value.as_ref();
    let is_contradiction = session.is_some_and(|section| section.property(key).is_some())
        && inputs.profile.is_some_and(|profile| profile.property(key).is_some())
        && setting.shadowed.iter().any(differs);
    let note = is_contradiction.then(|| "the AWS CLI and boto3 reject a profile that contradicts its session".into());
    setting.with_note(note)
}
