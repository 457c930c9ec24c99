//! Profiles that get their credentials from another one.

use crate::config::Config;
use crate::config::files::ConfigFiles;
use crate::config::kind::CredentialsKind;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::said;
use crate::config::profile::Profile;
use crate::config::source_chain::{ChainEnd, SourceChain};
use crate::text::quote::quoted;

/// ConfigFile profiles that don't exist, lead back to where they started, or have nothing to give.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    config.profiles().filter_map(|profile| of_source(config, profile)).collect()
}

/// Whether the profile assumes its role with keys of its own, which the AWS CLI and SDKs allow.
pub(crate) fn is_own_source(profile: &Profile) -> bool {
    source(profile) == Some(profile.name()) && profile.source_kind() != Some(CredentialsKind::AssumeRole)
}

fn of_source(config: &Config, profile: &Profile) -> Option<Finding> {
    let name = source(profile)?;
    let (code, message, by_hand) = match config.profile(name) {
        None => unknown(config, name),
        Some(_) if is_own_source(profile) => return None,
        Some(next) => match loop_of(config, profile) {
            Some(names) => in_loop(&names),
            None if gives_nothing(next) => dead_end(next),
            None => return None,
        },
    };
    Some(Finding::new(Severity::Error, code, message).in_profile(profile, &["source_profile"]).with_manual_fix(by_hand))
}

fn unknown(config: &Config, name: &str) -> (&'static str, String, String) {
    let by_hand = match config.suggest(name).as_slice() {
        [] => "name a profile that there is: `aws profiles` lists them".to_owned(),
        [near, ..] => format!("write `{near}` if you mean that; `aws profiles` lists all"),
    };
    ("aws::check::source_profile_unknown", format!("The source_profile `{name}` does not exist"), by_hand)
}

fn in_loop(names: &[&str]) -> (&'static str, String, String) {
    let message = format!("The source_profile leads back to the profile: {}", names.join(" → "));
    let by_hand = "name a source_profile that has credentials of its own";
    ("aws::check::source_profile_loop", message, by_hand.to_owned())
}

fn dead_end(source: &Profile) -> (&'static str, String, String) {
    let name = source.name();
    let message = format!("The source_profile `{name}` has no credentials to give");
    let by_hand = format!(
        "name another source_profile, or give that one credentials: `aws configure sso --profile {0}` or `^aws \
         configure --profile {0}`",
        quoted(name)
    );
    ("aws::check::source_profile_dead_end", message, by_hand)
}

/// The name of the profile whose credentials this one assumes its role with.
fn source(profile: &Profile) -> Option<&str> {
    let is_chained =
        profile.kind() == Some(CredentialsKind::AssumeRole) && profile.property("credential_source").is_none();
    said(profile.get("source_profile")).filter(|_| is_chained)
}

/// The names of the loop that a profile is part of, from the profile and back to it.
fn loop_of<'a>(config: &'a Config, profile: &'a Profile) -> Option<Vec<&'a str>> {
    let SourceChain { links, end } = SourceChain::from_profile(config, profile);
    let names = links.iter().map(|link| link.profile.name()).chain([profile.name()]);
    (end == ChainEnd::Loop(profile)).then(|| names.collect())
}

fn gives_nothing(profile: &Profile) -> bool {
    let has_role = said(profile.get("sso_account_id")).is_some() && said(profile.get("sso_role_name")).is_some();
    match profile.source_kind() {
        None => true,
        Some(CredentialsKind::Sso) => !has_role,
        Some(_) => false,
    }
}
