//! Profiles for the same account and role.

use std::collections::HashMap;

use crate::config::Config;
use crate::config::config_files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::start_url::canonical;
use crate::text::quote::quoted;

/// Account and role, or the ARN, with their source. Profiles with the same one have the same credentials.
type RoleIdentity = [String; 3];

/// The first profile with a role in the files counts as the original.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let mut originals = HashMap::<RoleIdentity, &Profile>::new();
    let mut findings = Vec::new();
    for profile in config.profiles() {
        let Some(key) = role_identity(config, profile) else { continue };
        match originals.get(&key) {
            Some(original) => findings.push(same_role(profile, original)),
            None => _ = originals.insert(key, profile),
        }
    }
    findings
}

fn same_role(profile: &Profile, original: &Profile) -> Finding {
    let regions = match (profile.region(), original.region()) {
        (own, other) if own == other => "",
        _ => ", other region",
    };
    let message = format!("Same role as `{}`{regions}", original.name());
    let fix = format!("`aws profile remove {}`", quoted(profile.name()));
    let finding = Finding::new(Severity::Hint, "aws::check::same_role", message);
    finding.in_profile(profile, &["sso_account_id", "role_arn"]).with_manual_fix(fix)
}

fn role_identity(config: &Config, profile: &Profile) -> Option<RoleIdentity> {
    let value = |key: &str| usable(profile.get(key)).map(str::to_owned);
    if let Some(arn) = value("role_arn") {
        let source = value("source_profile").or_else(|| value("credential_source"))?;
        return Some([arn, source, value("external_id").unwrap_or_default()]);
    }
    let sso = profile.sso(config)?;
    let center = sso.start_url.and_then(canonical).or_else(|| sso.session.map(str::to_owned))?;
    Some([value("sso_account_id")?, value("sso_role_name")?, center])
}
