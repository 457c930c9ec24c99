//! What Tab offers. Local files only: a completion holds up every other call, and nothing can interrupt it.

use nu_plugin::EngineInterface;
use nu_protocol::engine::ArgType;
use nu_protocol::{DynamicSuggestion, Span};

use crate::caller::Caller;
use crate::config::{Config, Locations, Profile, Section};
use crate::rows::profile::summary;
use crate::word::quoted;

/// The profiles, with kind, identity and region beside each. None if the files can't be read: a completion has no
/// place for an error.
pub fn profiles(engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let Ok(caller) = Caller::of(engine, Span::unknown()) else { return vec![] };
    let Ok(config) = Config::load(&Locations::of(caller.environment())) else { return vec![] };
    let suggestion = |profile: &Profile| DynamicSuggestion {
        value: quoted(profile.name()),
        display_override: Some(profile.name().to_owned()),
        description: Some(summary(profile)).filter(|summary| !summary.is_empty()),
        append_whitespace: true,
        ..DynamicSuggestion::default()
    };
    config.profiles().map(suggestion).collect()
}

/// The names of the `[sso-session]` sections, with the start URL beside each.
pub fn sessions(engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let Ok(caller) = Caller::of(engine, Span::unknown()) else { return vec![] };
    let Ok(config) = Config::load(&Locations::of(caller.environment())) else { return vec![] };
    let suggestion = |session: &Section| DynamicSuggestion {
        value: quoted(session.name()),
        display_override: Some(session.name().to_owned()),
        description: session.get("sso_start_url").map(str::to_owned),
        append_whitespace: true,
        ..DynamicSuggestion::default()
    };
    config.sso_sessions().map(suggestion).collect()
}

/// Completes `--profile` and `--sso-session`; any other flag that comes here takes no file name either.
pub fn flag(engine: &EngineInterface, argument: &ArgType) -> Option<Vec<DynamicSuggestion>> {
    match argument {
        ArgType::Flag(name) if name == "profile" => Some(profiles(engine)),
        ArgType::Flag(name) if name == "sso-session" => Some(sessions(engine)),
        _ => Some(vec![]),
    }
}
