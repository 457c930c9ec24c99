//! Settings: environment variables, keys of a profile and `$env.config.plugins.aws`.

use crate::error::diagnostic::{Details, Diagnostic};
use crate::error::help::did_you_mean;

#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum SettingError {
    /// A variable or a profile's key with an invalid value.
    #[error("{name} is {}not {expected}", .value.as_ref().map(|value| format!("`{value}`, which is ")).unwrap_or_default())]
    Invalid {
        /// The variable or key.
        name: String,
        /// Its value, unless it may be secret.
        value: Option<String>,
        /// What it could be.
        expected: String,
    },
    /// A field of `$env.config.plugins.aws` with an invalid value.
    #[error("The setting `{name}` can't be {value}")]
    InvalidPluginSetting { name: String, value: String, expected: &'static str },
    /// A field of `$env.config.plugins.aws` that doesn't exist.
    #[error("There is no setting `{name}`")]
    Unknown { name: String, settings: &'static [&'static str], nearest: Vec<String> },
    /// A file of CA certificates that can't be used.
    #[error("Can't use the CA bundle {path}: {reason}")]
    CaBundle { path: String, reason: String },
}

/// The label of plugin settings.
const PLUGIN_SETTINGS: &str = "in $env.config.plugins.aws";

impl Diagnostic for SettingError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::Invalid { name, .. } => {
                Details::new("aws::setting::invalid", "needs this setting").help(correct(name))
            }
            Self::InvalidPluginSetting { expected, .. } => {
                Details::new("aws::setting::invalid", PLUGIN_SETTINGS).help(format!("set it to {expected}"))
            }
            Self::Unknown { settings, nearest, .. } => {
                Details::new("aws::setting::unknown", PLUGIN_SETTINGS).help(did_you_mean(
                    nearest,
                    &format!("use one of {}; `$env.config.plugins.aws` shows yours", settings.join(", ")),
                ))
            }
            Self::CaBundle { .. } => Details::new("aws::setting::ca_bundle", "needs the CA bundle").help(
                "name a file of PEM certificates in `AWS_CA_BUNDLE` or `ca_bundle`; \
                 `aws env | where setting == ca_bundle` shows what sets it",
            ),
        }
    }
}

/// How to correct a setting, by the kind of its name.
fn correct(name: &str) -> String {
    if name.starts_with("$env.config") {
        format!("change `{name}`")
    } else if name.chars().any(char::is_uppercase) {
        format!("correct it, or remove it with `hide-env {name}`")
    } else {
        format!("change `{name}` in the profile; `aws profiles --long` shows the line")
    }
}
