//! Which profile is active.

use crate::aws::variables;
use crate::config::Config;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::{Candidate, text};
use crate::effective::{Effective, Source, Value};

/// What the call names, else what the variables name, else `default`.
pub(crate) fn profile(here: &Inputs) -> Effective {
    let call = here.named.map(|name| Candidate::new(Source::Call, name));
    let variables = variables::PROFILE.into_iter().filter_map(|name| here.variable(name));
    // A name keeps its blanks: it is looked for as it is.
    let name = |name: &str| Value::Text(name.to_owned());
    let setting = Effective::first("profile", call.into_iter().chain(variables), name).or(text("default"));
    if here.named.is_some() {
        return setting;
    }
    let [missing, keys, others] = [missing(here, &setting), keys(here, &setting), others(here)];
    setting.note(missing).note(keys).note(others)
}

fn missing(here: &Inputs, setting: &Effective) -> Option<String> {
    let (name, Some(Source::Variable(variable))) = (setting.text()?, &setting.source) else { return None };
    if name.is_empty() {
        let clear = "`aws profile clear` removes it; the SDK for JavaScript takes it for unset";
        return Some(format!("{variable} is empty, which the AWS CLI, boto3 and this plugin refuse: {clear}"));
    }
    let stop = "the AWS CLI, boto3 and this plugin stop here, the SDK for Rust goes on without one";
    let is_missing = here.config.profile(name).is_none();
    is_missing.then(|| format!("there is no profile `{name}`{}: {stop}", meant(here.config, name)))
}

fn meant(config: &Config, name: &str) -> String {
    config.suggest(name).first().map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default()
}

fn keys(here: &Inputs, setting: &Effective) -> Option<String> {
    let is_chosen = setting.source != Some(Source::Default);
    let has_keys = here.environment.non_empty(variables::AWS_ACCESS_KEY_ID).is_some();
    (is_chosen && has_keys).then(|| "AWS_ACCESS_KEY_ID wins over its credentials".to_owned())
}

/// botocore reads the two variables in the other order, the SDK for Rust reads only one of them.
fn others(here: &Inputs) -> Option<String> {
    match variables::PROFILE.map(|name| here.environment.get(name)) {
        [Some(first), Some(second)] if first != second => {
            Some(format!("boto3 and the AWS CLI 1 read AWS_DEFAULT_PROFILE first: they use `{second}`"))
        }
        [None, Some(_)] => Some("the SDK for Rust does not read AWS_DEFAULT_PROFILE".to_owned()),
        _ => None,
    }
}
