//! The names that Tab offers. They come from local files only: a completion blocks every other call of the plugin, and
//! Ctrl-C can't interrupt it.

use nu_plugin::EngineInterface;
use nu_protocol::{DynamicSuggestion, Span};

use crate::config::{Config, ConfigPaths, Section};
use crate::nu::caller::Caller;
use crate::rows::profile::summary;
use crate::text::quote::quoted;

/// The profiles, described by kind, identity and region.
pub(crate) fn profiles(engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(engine);
    config.profiles().map(|profile| suggestion(profile.name(), Some(summary(profile)))).collect()
}

/// The `[sso-session]` sections, described by their start URLs.
pub(crate) fn sso_sessions(engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(engine);
    let url = |session: &Section| session.get("sso_start_url").map(str::to_owned);
    config.sso_sessions().map(|session| suggestion(session.name(), url(session))).collect()
}

/// The AWS files that the caller's environment names. Empty if they can't be read, because a completion can't fail.
fn config(engine: &EngineInterface) -> Config {
    let Ok(caller) = Caller::from_engine(engine, Span::unknown()) else { return Config::default() };
    Config::load(&ConfigPaths::from_environment(caller.environment()))
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
