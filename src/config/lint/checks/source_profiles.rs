//! Source profiles that don't exist, form a loop, or have no credentials.

use crate::config::Config;
use crate::config::config_files::ConfigFiles;
use crate::config::kind::CredentialsKind;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::source_chain::{ChainEnd, ChainLink, SourceChain};
use crate::text::quote::quoted;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    config.profiles().filter_map(|profile| check_profile(config, profile)).collect()
}

/// Whether the profile assumes its role with its own access key, which the AWS CLI and SDKs allow.
pub(crate) fn is_own_source(profile: &Profile) -> bool {
    ChainLink::first(profile).source_profile() == Some(profile.name())
        && profile.source_kind() != Some(CredentialsKind::AssumeRole)
}

fn check_profile(config: &Config, profile: &Profile) -> Option<Finding> {
    let name = usable(ChainLink::first(profile).source_profile())?;
    let (code, message, fix) = match config.profile(name) {
        None => unknown(config, name),
        Some(_) if is_own_source(profile) => return None,
        Some(source) => match loop_names(config, profile) {
            Some(names) => in_loop(&names),
            None if has_no_credentials(source) => dead_end(source),
            None => return None,
        },
    };
    Some(Finding::new(Severity::Error, code, message).in_profile(profile, &["source_profile"]).with_manual_fix(fix))
}

fn unknown(config: &Config, name: &str) -> (&'static str, String, String) {
    let fix = match config.suggest(name).as_slice() {
        [] => "name an existing profile; `aws profiles` lists them".to_owned(),
        [near, ..] => format!("write `{near}` if you meant that; `aws profiles` lists all"),
    };
    ("aws::check::source_profile_unknown", format!("The source_profile `{name}` does not exist"), fix)
}

fn in_loop(names: &[&str]) -> (&'static str, String, String) {
    let message = format!("The source_profile leads back to the profile: {}", names.join(" → "));
    let fix = "name a source_profile that has credentials of its own";
    ("aws::check::source_profile_loop", message, fix.to_owned())
}

fn dead_end(source: &Profile) -> (&'static str, String, String) {
    let name = source.name();
    let message = format!("The source_profile `{name}` has no credentials");
    let fix = format!(
        "name another source_profile, or give that one credentials: `aws configure sso --profile {0}` or `^aws \
         configure --profile {0}`",
        quoted(name)
    );
    ("aws::check::source_profile_dead_end", message, fix)
}

/// The names of the loop that a profile is part of, from the profile back to it.
fn loop_names<'a>(config: &'a Config, profile: &'a Profile) -> Option<Vec<&'a str>> {
    let SourceChain { links, end } = SourceChain::from_profile(config, profile);
    let names = links.iter().map(|link| link.profile.name()).chain([profile.name()]);
    (end == ChainEnd::Loop(profile)).then(|| names.collect())
}

fn has_no_credentials(profile: &Profile) -> bool {
    let has_role = usable(profile.get("sso_account_id")).is_some() && usable(profile.get("sso_role_name")).is_some();
    match profile.source_kind() {
        None => true,
        Some(CredentialsKind::Sso) => !has_role,
        Some(_) => false,
    }
}
