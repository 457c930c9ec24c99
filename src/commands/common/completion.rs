//! The names that Tab offers. They come from local files only: a completion blocks every other call of the plugin, and
//! Ctrl-C can't interrupt it.

use nu_plugin::EngineInterface;
use nu_protocol::{DynamicSuggestion, Span};

use crate::aws::environment::Environment;
use crate::config::{Config, ConfigPaths, Section};
use crate::nu::caller::{Caller, process_environment};
use crate::plugin::AwsPlugin;
use crate::rows::profile::summary;
use crate::text::quote::quoted;

/// The profiles, described by kind, identity and region.
pub(crate) fn profiles(plugin: &AwsPlugin, engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(plugin, engine);
    config.profiles().map(|profile| suggestion(profile.name(), Some(summary(profile)))).collect()
}

/// The `[sso-session]` sections, described by their start URLs.
pub(crate) fn sso_sessions(plugin: &AwsPlugin, engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(plugin, engine);
    let url = |session: &Section| session.get("sso_start_url").map(str::to_owned);
    config.sso_sessions().map(|session| suggestion(session.name(), url(session))).collect()
}

/// The AWS files that the caller's environment names. Empty if they can't be read, because a completion can't fail.
fn config(plugin: &AwsPlugin, engine: &EngineInterface) -> Config {
    let environment = environment(plugin, engine);
    environment.map(|environment| Config::load(&ConfigPaths::from_environment(&environment))).unwrap_or_default()
}

/// The caller's environment. An older Nushell doesn't tell it; there it is the environment in which the plugin was started.
fn environment(plugin: &AwsPlugin, engine: &EngineInterface) -> Option<Environment> {
    if plugin.encoder().has_environment_in_completions() {
        Some(Caller::from_engine(engine, Span::unknown()).ok()?.environment().clone())
    } else {
        Some(process_environment())
    }
}

fn suggestion(name: &str, description: Option<String>) -> DynamicSuggestion {
    DynamicSuggestion {
        value: quoted(name),
        display_override: Some(name.to_owned()),
        description: description.filter(|description| !description.is_empty()),
        append_whitespace: true,
        ..DynamicSuggestion::default()
    }
}
