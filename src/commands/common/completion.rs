//! The names that Tab offers. They come from local files only: a completion blocks every other call of the plugin, and
//! Ctrl-C can't interrupt it.
//!
//! In Nushell, a flag whose signature lists its values offers none of them inside of a list, so they all come from here.

use std::collections::HashSet;

use nu_plugin::{DynamicCompletionCall, EngineInterface};
use nu_protocol::ast::{Argument, Expr};
use nu_protocol::{DynamicSuggestion, Span};

use crate::aws::environment::Environment;
use crate::cli_cache::token::SignInStatus;
use crate::config::{Config, ConfigPaths, Profile, Section};
use crate::nu::caller::{Caller, process_environment};
use crate::plugin::AwsPlugin;
use crate::rows::profile::summary;
use crate::sso::sessions::SignIns;
use crate::text::quote::quoted;

/// Some profiles, described by kind, identity and region, and whether one has to sign in first.
pub(crate) fn profiles(
    plugin: &AwsPlugin,
    engine: &EngineInterface,
    is_offered: &dyn Fn(&Profile) -> bool,
) -> Vec<DynamicSuggestion> {
    let Some(environment) = environment(plugin, engine) else { return Vec::new() };
    let config = Config::load(&ConfigPaths::from_environment(&environment));
    let sign_ins = SignIns::load(&environment, &config).ok();
    let described = |profile: &Profile| {
        let sso = profile.sso(&config);
        let of_profile = |sign_ins: &SignIns| sign_ins.of_profile(profile, profile.kind(), sso.as_ref());
        let status = sign_ins.as_ref().and_then(of_profile);
        let signed_out = match status {
            Some((SignInStatus::SignedOut | SignInStatus::Expired, _)) => " · signed out",
            _ => "",
        };
        summary(profile) + signed_out
    };
    let mut offered: Vec<_> = config.profiles().filter(|profile| is_offered(profile)).collect();
    // Nushell sorts them too, but compares names so slowly that it should find them in order.
    offered.sort_by(|a, b| a.name().cmp(b.name()));
    offered.into_iter().map(|profile| suggestion(profile.name(), Some(described(profile)))).collect()
}

/// The `[sso-session]` sections, described by their start URLs.
pub(crate) fn sso_sessions(plugin: &AwsPlugin, engine: &EngineInterface) -> Vec<DynamicSuggestion> {
    let config = config(plugin, engine);
    let url = |session: &Section| session.get("sso_start_url").map(str::to_owned);
    config.sso_sessions().map(|session| suggestion(session.name(), url(session))).collect()
}

/// Words that need no quotes.
pub(crate) fn words(words: Vec<String>) -> Vec<DynamicSuggestion> {
    words.into_iter().map(|word| DynamicSuggestion { value: word, ..DynamicSuggestion::default() }).collect()
}

/// The values for the item that is being typed, if the argument is a list: `[Name Ins`. Nushell only shows what begins with
/// all that is typed of the argument, so each value has the items before it.
///
/// Until its bracket is closed, Nushell takes a list for a string. It tells no text of a record that isn't closed.
pub(crate) fn in_list(call: &DynamicCompletionCall, values: Vec<DynamicSuggestion>) -> Vec<DynamicSuggestion> {
    let is_separator = |c: char| c.is_whitespace() || c == ',';
    let Some(typed) = typed(call).filter(|typed| typed.starts_with('[')) else { return values };
    let item = typed.rfind(is_separator).map_or('['.len_utf8(), |at| at + 1);
    let (before, item) = typed.split_at(item);
    let before = if item.starts_with('!') { format!("{before}!") } else { before.to_owned() };
    let given: HashSet<_> = before['['.len_utf8()..].split(is_separator).collect();
    let left = values.into_iter().filter(|value| !given.contains(value.value.as_str()));
    left.map(|value| DynamicSuggestion { value: format!("{before}{}", value.value), display_override: None, ..value })
        .collect()
}

/// What is typed of the argument at the cursor. Before 0.115, Nushell appends a letter there.
fn typed(call: &DynamicCompletionCall) -> Option<&str> {
    let expressions = call.call.arguments.iter().filter_map(Argument::expr);
    let mut at_cursor = expressions.filter(|argument| (argument.span.start..=argument.span.end).contains(&call.pos));
    let argument = at_cursor.next()?;
    let Expr::String(text) = &argument.expr else { return None };
    text.get(..call.pos - argument.span.start)
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
    let value = quoted(name);
    DynamicSuggestion {
        display_override: (value != name).then(|| name.to_owned()),
        value,
        description: description.filter(|description| !description.is_empty()),
        append_whitespace: true,
        ..DynamicSuggestion::default()
    }
}
