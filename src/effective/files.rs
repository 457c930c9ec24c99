//! Which files are read.

use std::path::Path;

use crate::aws::variables;
use crate::config::ConfigPaths;
use crate::effective::inputs::Inputs;
use crate::effective::{Effective, Source, Value};

/// The config and the credentials file.
pub(crate) fn files(here: &Inputs) -> [Effective; 2] {
    let ConfigPaths { config, credentials } = ConfigPaths::from_environment(here.environment);
    [
        file(here, "config_file", variables::AWS_CONFIG_FILE, &config),
        file(here, "credentials_file", variables::AWS_SHARED_CREDENTIALS_FILE, &credentials),
    ]
}

fn file(here: &Inputs, setting: &str, variable: &str, path: &Path) -> Effective {
    let text = here.environment.get(variable);
    let source = text.map_or(Source::Default, |_| Source::Variable(variable.to_owned()));
    let setting = Effective { source: Some(source), ..Effective::unset(setting) };
    if path.as_os_str().is_empty() {
        return setting.note("no file is read".to_owned());
    }
    let expanded = text.filter(|text| text.contains('$'));
    let expanded = expanded.map(|_| "the AWS CLI and boto3 replace variables in it, this plugin and the SDKs do not");
    let missing = (!path.exists()).then(|| "there is no such file".to_owned());
    Effective { value: Some(Value::Text(path.display().to_string())), ..setting }
        .note(missing)
        .note(expanded.map(str::to_owned))
}
