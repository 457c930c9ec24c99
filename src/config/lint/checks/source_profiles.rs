//! Source profiles that don't exist, form a loop, or have no credentials, and a `credential_source` that means nothing.

use crate::config::Config;
use crate::config::config_files::ConfigFiles;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::lint::checks::unreadable_headers::UnreadableHeaders;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::source_chain::{self, ChainEnd, ChainLink};
use crate::config::source_chains::SourceChains;
use crate::text::quote::quoted;
use crate::text::suggest::suggest;

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let unreadable = UnreadableHeaders::new(files);
    let mut chains = SourceChains::new(config);
    let sources = config.profiles().filter_map(|profile| check_profile(config, &unreadable, &mut chains, profile));
    sources.chain(config.profiles().filter_map(unknown_credential_source)).collect()
}

fn check_profile<'a>(
    config: &'a Config,
    unreadable: &UnreadableHeaders,
    chains: &mut SourceChains<'a>,
    profile: &'a Profile,
) -> Option<Finding> {
    let first = ChainLink::first(profile);
    let (code, message, fix) = match first.next(config) {
        Err(ChainEnd::MissingProfile(name)) if unreadable.may_hide("profile", name) => return None,
        Err(ChainEnd::MissingProfile(name)) => unknown(config, usable(Some(name))?),
        Err(_) => return None,
        Ok(_) if chains.is_in_loop(profile) => in_loop(config, first),
        Ok(source) if has_no_credentials(source) && !first.is_own_source() => dead_end(source.profile),
        Ok(_) => return None,
    };
    Some(Finding::new(Severity::Error, code, message).in_profile(profile, &["source_profile"]).with_manual_fix(fix))
}

fn unknown(config: &Config, name: &str) -> (&'static str, String, String) {
    let fix = match config.suggest(name).as_slice() {
        [] => "name one of `aws profiles`".to_owned(),
        [near, ..] => format!("did you mean `{near}`?"),
    };
    ("aws::check::source_profile_unknown", format!("There is no source_profile `{name}`"), fix)
}

fn unknown_credential_source(profile: &Profile) -> Option<Finding> {
    const KEY: &str = "credential_source";
    let source = usable(profile.get(KEY)).filter(|source| CredentialsKind::from_credential_source(source).is_none())?;
    let names: Vec<_> = CredentialsKind::ALL.iter().filter_map(|kind| kind.facts().credential_source).collect();
    let message = format!("Unknown source `{source}`");
    let fix = match suggest(source, names.iter().copied()).as_slice() {
        [] => "for example `Environment`".to_owned(),
        [near, ..] => format!("did you mean `{near}`?"),
    };
    let finding = Finding::new(Severity::Error, "aws::check::credential_source_unknown", message);
    Some(finding.in_profile(profile, &[KEY]).with_manual_fix(fix))
}

fn in_loop(config: &Config, first: ChainLink) -> (&'static str, String, String) {
    let path = source_chain::loop_path(config, first, " → ");
    let message = format!("The source profiles are a loop: {path}");
    let fix = "name one with credentials";
    ("aws::check::source_profile_loop", message, fix.to_owned())
}

fn dead_end(source: &Profile) -> (&'static str, String, String) {
    let name = source.name();
    let message = format!("The source `{name}` has no credentials");
    let fix = format!("`aws configure sso --profile {}`", quoted(name));
    ("aws::check::source_profile_dead_end", message, fix)
}

fn has_no_credentials(source: ChainLink) -> bool {
    let has = |key| usable(source.profile.get(key)).is_some();
    match source.kind {
        None => true,
        Some(CredentialsKind::Sso) => !has("sso_account_id") || !has("sso_role_name"),
        Some(_) => false,
    }
}
