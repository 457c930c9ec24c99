//! Profiles that get their credentials from another one.

use crate::config::Config;
use crate::config::files::ConfigFiles;
use crate::config::kind::CredentialsKind;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::said;
use crate::config::profile::Profile;
use crate::config::source_chain::{ChainEnd, ChainLink, SourceChain};
use crate::text::quote::quoted;

/// ConfigFile profiles that don't exist, lead back to where they started, or have nothing to give.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    config.profiles().filter_map(|profile| of_source(config, profile)).collect()
}

/// Whether the profile assumes its role with keys of its own, which the AWS CLI and SDKs allow.
pub(crate) fn is_own_source(profile: &Profile) -> bool {
    let is_role = profile.kind() == Some(CredentialsKind::AssumeRole);
    let names_itself = profile.get("source_profile") == Some(profile.name());
    let is_chained = is_role && names_itself && profile.property("credential_source").is_none();
    is_chained && profile.source_kind() != Some(CredentialsKind::AssumeRole)
}

fn of_source(config: &Config, profile: &Profile) -> Option<Finding> {
    let chain = SourceChain::from_profile(config, profile);
    let (code, message, by_hand) = match (chain.links.as_slice(), chain.end) {
        ([_], ChainEnd::MissingProfile(name)) => unknown(config, said(Some(name))?),
        (links, ChainEnd::Loop(again)) if again == profile => in_loop(links, profile),
        ([_, source, ..], _) if gives_nothing(*source) && source.profile != profile => dead_end(source.profile),
        _ => return None,
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

fn in_loop(links: &[ChainLink], profile: &Profile) -> (&'static str, String, String) {
    let names: Vec<_> = links.iter().map(|link| link.profile.name()).chain([profile.name()]).collect();
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

fn gives_nothing(source: ChainLink) -> bool {
    let has = |key| said(source.profile.get(key)).is_some();
    match source.kind {
        None => true,
        Some(CredentialsKind::Sso) => !has("sso_account_id") || !has("sso_role_name"),
        Some(_) => false,
    }
}
