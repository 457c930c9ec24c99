//! How to connect.

use crate::aws::variables;
use crate::config::masked_url;
use crate::effective::inputs::Inputs;
use crate::effective::precedence::text;
use crate::effective::{Effective, Value};

/// The trusted certificates and the proxies.
pub(crate) fn connection(here: &Inputs) -> [Effective; 4] {
    let url = |url: &str| Value::Text(masked_url(url.trim()));
    [ca_bundle(here), proxy(here, "http_proxy", url), proxy(here, "https_proxy", url), proxy(here, "no_proxy", text)]
}

fn ca_bundle(here: &Inputs) -> Effective {
    let setting = Effective::first_said("ca_bundle", here.candidates(&[variables::AWS_CA_BUNDLE], "ca_bundle"), text);
    let others = here.environment.non_empty(variables::REQUESTS_CA_BUNDLE).filter(|_| setting.value.is_none());
    let others = others.map(|path| format!("the AWS CLI and boto3 read REQUESTS_CA_BUNDLE: they use `{path}`"));
    let home = setting.text().filter(|path| path.starts_with('~'));
    let home = home.map(|_| "this plugin takes ~ for the home directory, the AWS CLI and boto3 do not".to_owned());
    setting.note(others).note(home)
}

/// The variable may be written in small letters or in capitals. (Nushell keeps only one of the two.)
fn proxy(here: &Inputs, setting: &str, read: impl Fn(&str) -> Value) -> Effective {
    let names = [setting.to_owned(), setting.to_ascii_uppercase()];
    let names = &names[..if cfg!(windows) { 1 } else { 2 }];
    let said = names.iter().filter_map(|name| here.variable(name)).filter(|one| !one.is_empty());
    Effective::first(setting, said, read)
}
