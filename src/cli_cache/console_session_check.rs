//! Checks whether the sessions of `aws login` are there that profiles name. Unlike the checks of
//! [`lint`](crate::config::lint), these look at the cache.

use crate::aws::environment::Environment;
use crate::cli_cache::console_sessions::ConsoleSessionCache;
use crate::config::lint::{Finding, Severity};
use crate::config::{Config, CredentialsKind, Profile};
use crate::text::quote::quoted;

/// Findings about the profiles whose credentials are those of `aws login`.
///
/// - `aws::check::login_missing`: there is no session, or its file can't be read.
/// - `aws::check::login_region`: the session is of another region than the profile.
pub(crate) fn check(environment: &Environment, config: &Config) -> Vec<Finding> {
    // Without a home there is no cache.
    let Ok(cache) = ConsoleSessionCache::from_environment(environment) else { return Vec::new() };
    let profiles = config.profiles().filter(|profile| profile.kind() == Some(CredentialsKind::Login));
    profiles.filter_map(|profile| check_profile(&cache, profile)).collect()
}

fn check_profile(cache: &ConsoleSessionCache, profile: &Profile) -> Option<Finding> {
    let arn = profile.get("login_session").filter(|arn| !arn.trim().is_empty())?;
    let login = format!("aws login --profile {}", quoted(profile.name()));
    let missing = |message: String| {
        let finding = Finding::new(Severity::Warning, "aws::check::login_missing", message);
        finding.in_profile(profile, &["login_session"]).with_manual_fix(format!("`{login}`"))
    };
    let region = match cache.read(arn) {
        Ok(Some(session)) => session.sign_in_region?,
        Ok(None) => return Some(missing("You are not signed in".to_owned())),
        Err(error) => return Some(missing(error.to_string())),
    };
    // The AWS CLI renews a session in the profile's region, which AWS refuses.
    let other = profile.region().filter(|of_profile| *of_profile != region)?;
    let message = format!("You signed in in {region}, not {other}");
    let finding = Finding::new(Severity::Warning, "aws::check::login_region", message);
    Some(finding.in_profile(profile, &["region"]).with_manual_fix(format!("`{login} --region {}`", quoted(other))))
}
