//! The Nushell that has started the plugin.

use crate::error::diagnostic::{Details, Diagnostic};

#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum NushellError {
    /// A version that the plugin has not been tested with.
    #[error("This plugin knows Nushell {known}, and this is {version}")]
    UnknownVersion {
        /// The versions that it has been tested with, as a text.
        known: String,
        version: String,
        /// Whether the version is older than those.
        is_older: bool,
    },
}

impl Diagnostic for NushellError {
    fn details(&self) -> Details<'_> {
        match self {
            Self::UnknownVersion { is_older, .. } => {
                Details::new("aws::nushell::version", "doesn't run in this Nushell").help(if *is_older {
                    "update Nushell: https://www.nushell.sh/book/installation.html"
                } else {
                    "update the plugin: `cargo install nu_plugin_aws --locked; plugin add ~/.cargo/bin/nu_plugin_aws`"
                })
            }
        }
    }
}
