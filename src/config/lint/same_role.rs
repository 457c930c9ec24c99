//! Profiles that stand for the same role.

use std::collections::HashMap;

use crate::config::Config;
use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::said;
use crate::config::lint::start_url::canonical;
use crate::config::profile::Profile;
use crate::text::quote::quoted;

/// What makes two profiles the same: the account and role, or the ARN, and where they come from.
type Identity = [String; 3];

/// Profiles for the same account and role; the first one of the files counts as the original.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let mut originals = HashMap::<Identity, &Profile>::new();
    let mut findings = Vec::new();
    for profile in config.profiles() {
        let Some(identity) = identity(config, profile) else { continue };
        match originals.get(&identity) {
            Some(original) => findings.push(same(profile, original)),
            None => _ = originals.insert(identity, profile),
        }
    }
    findings
}

fn same(profile: &Profile, original: &Profile) -> Finding {
    let region = |profile: &Profile| profile.region().unwrap_or("no region").to_owned();
    let regions = match (region(profile), region(original)) {
        (own, other) if own == other => String::new(),
        (own, other) => format!(", with {own} instead of {other}"),
    };
    let message = format!("Profile `{}` stands for the same account and role{regions}", original.name());
    let by_hand = format!("`aws profile remove {}` removes this one", quoted(profile.name()));
    let finding = Finding::new(Severity::Hint, "aws::check::same_role", message);
    finding.in_profile(profile, &["sso_account_id", "role_arn"]).with_manual_fix(by_hand)
}

fn identity(config: &Config, profile: &Profile) -> Option<Identity> {
    let text = |key: &str| said(profile.get(key)).map(str::to_owned);
    if let Some(arn) = text("role_arn") {
        let source = text("source_profile").or_else(|| text("credential_source"))?;
        return Some([arn, source, text("external_id").unwrap_or_default()]);
    }
    let sso = profile.sso(config)?;
    let center = sso.start_url.and_then(canonical).or_else(|| sso.session.map(str::to_owned))?;
    Some([text("sso_account_id")?, text("sso_role_name")?, center])
}
