//! What Tab offers. Local files only: a completion holds up every other call, and nothing can interrupt it.

use nu_plugin::EngineInterface;
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Span};

use crate::config::{Config, ConfigPaths, Section};
use crate::nu::caller::Caller;
use crate::rows::profile::summary;
use crate::text::quote::quoted;

/// The profiles, with kind, identity and region beside each.
pub(crate) fn profiles(engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(engine);
    config.profiles().map(|profile| suggestion(profile.name(), Some(summary(profile)))).collect()
}

/// The names of the `[sso-session]` sections, with the start URL beside each.
pub(crate) fn sessions(engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(engine);
    let url = |session: &Section| session.get("sso_start_url").map(str::to_owned);
    config.sso_sessions().map(|session| suggestion(session.name(), url(session))).collect()
}

/// The AWS files as the caller sees them. Empty if they can't be read: a completion has no place for an error.
fn config(engine: &EngineInterface) -> Config {
    let Ok(caller) = Caller::of(engine, Span::unknown()) else { return Config::default() };
    Config::load(&ConfigPaths::from_environment(caller.environment())).unwrap_or_default()
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

/// Completes `--profile` and `--sso-session`; any other flag that comes here takes no file name either.
pub(crate) fn flag(engine: &EngineInterface, argument: &ArgType) -> Option<Vec<DynamicSuggestion>> {
    match argument {
        ArgType::Flag(name) if name == "profile" => Some(profiles(engine)),
        ArgType::Flag(name) if name == "sso-session" => Some(sessions(engine)),
        _ => Some(vec![]),
    }
}
