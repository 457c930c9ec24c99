//! Keys that a profile needs for its kind of credentials, and keys that have no effect or belong to another kind.

use crate::config::config_files::ConfigFiles;
use crate::config::credentials_kind::CredentialsKind;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::usable;
use crate::config::profile::Profile;
use crate::config::section::{Property, Section};
use crate::config::source_chain::ChainLink;
use crate::text::quote::quoted;

/// Keys that have an effect only with `role_arn`. `mfa_serial` is not among them, because other tools also read it with
/// access keys.
const ROLE_KEYS: [&str; 5] =
    ["source_profile", "credential_source", "external_id", "role_session_name", "duration_seconds"];
/// Keys of profiles that have no effect in an SSO session.
const PROFILE_KEYS: [&str; 5] = ["region", "output", "sso_account_id", "sso_role_name", "sso_session"];

pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let of_profiles = config.profiles().flat_map(|profile| {
        let invalid = invalid_duration(profile).into_iter();
        let missing = missing_key(profile).into_iter();
        let missing = missing.chain(keys_in_two_files(profile));
        missing.chain(extra_keys(profile)).chain(mixed_kinds(profile)).chain(invalid).collect::<Vec<_>>()
    });
    of_profiles.chain(config.sso_sessions().flat_map(extra_keys_in_session)).collect()
}

/// A key that lacks another one without which it has no effect.
fn missing_key(profile: &Profile) -> Option<Finding> {
    let has = |key: &&str| usable(profile.get(key)).is_some();
    let requirements = CredentialsKind::ALL.iter().flat_map(|kind| kind.facts().requirements);
    let lacks = requirements.map(|needs| (needs.key, !needs.any_of.iter().any(has), needs.any_of[0]));
    let without_kind = ["source_profile", "credential_source"].map(|key| (key, profile.kind().is_none(), "role_arn"));
    let mut needs = lacks.chain(without_kind);
    let lack = needs.find(|(key, lacks, _)| profile.property(key).is_some() && *lacks);
    let empty = ["credential_process", "login_session"].into_iter().find(|key| profile.get(key) == Some(""));
    let (key, message) = match (lack, empty) {
        (Some((key, _, needed)), _) => (key, format!("`{key}` needs `{needed}`")),
        (None, Some(key)) => (key, format!("`{key}` is empty")),
        (None, None) => return None,
    };
    let finding = Finding::new(Severity::Error, "aws::check::key_missing", message).in_profile(profile, &[key]);
    Some(finding.with_manual_fix(
        lack.map_or_else(|| "fill it, or remove it".to_owned(), |(_, _, needed)| add_key(profile, needed)),
    ))
}

fn add_key(profile: &Profile, needed: &str) -> String {
    match needed {
        "source_profile" => "add it or `credential_source`".into(),
        "sso_session" | "sso_role_name" | "sso_account_id" => {
            format!("`aws configure sso --profile {}`", quoted(profile.name()))
        }
        _ => "add it".into(),
    }
}

/// The SDKs merge the files, the AWS CLI doesn't.
fn keys_in_two_files(profile: &Profile) -> Option<Finding> {
    let key = profile.key_in_other_file()?.key();
    let is_of_credentials = profile.property("aws_access_key_id").is_some_and(Property::is_of_credentials_file);
    let of_id = if is_of_credentials { "credentials" } else { "config" };
    let message = format!("The AWS CLI ignores `{key}` here");
    let finding = Finding::new(Severity::Error, "aws::check::keys_in_two_files", message);
    Some(finding.in_profile(profile, &[key]).with_manual_fix(format!("move it to the {of_id} file")))
}

fn extra_keys(profile: &Profile) -> Vec<Finding> {
    let has = |key: &&str| profile.property(key).is_some();
    let is_of_role = has(&"role_arn");
    let of_role = ROLE_KEYS.iter().filter(|key| has(key) && !is_of_role && profile.kind().is_some());
    let mut keys: Vec<_> = of_role.map(|key| (*key, format!("`{key}` needs `role_arn`"))).collect();
    if is_of_role && has(&"source_profile") && has(&"credential_source") {
        keys.push(("credential_source", "`source_profile` is a source already".into()));
    }
    if is_of_role && has(&"web_identity_token_file") && has(&"source_profile") {
        keys.push(("source_profile", "A web identity needs no `source_profile`".into()));
    }
    if has(&"sso_registration_scopes") {
        keys.push(("sso_registration_scopes", "`sso_registration_scopes` is for sessions".into()));
    }
    let finding =
        |(key, message): (&str, String)| extra_key(message).in_profile(profile, &[key]).with_manual_fix("remove it");
    keys.into_iter().map(finding).collect()
}

fn extra_keys_in_session(session: &Section) -> Vec<Finding> {
    let keys = PROFILE_KEYS.iter().filter(|key| session.property(key).is_some());
    let finding = |key: &&str| {
        let message = format!("`{key}` is for profiles, not sessions");
        extra_key(message).in_session(session, key).with_manual_fix("move it to a profile")
    };
    keys.map(finding).collect()
}

fn extra_key(message: String) -> Finding {
    Finding::new(Severity::Warning, "aws::check::key_extra", message)
}

fn invalid_duration(profile: &Profile) -> Option<Finding> {
    usable(profile.duration_seconds().err())?;
    let message = "`duration_seconds` is not from 900 to 43200";
    let finding = Finding::new(Severity::Error, "aws::check::duration_invalid", message);
    let fix = "for example 3600";
    Some(finding.in_profile(profile, &["duration_seconds"]).with_manual_fix(fix.to_owned()))
}

/// Keys of two kinds of credentials. It depends on the tool which of them it uses.
fn mixed_kinds(profile: &Profile) -> Option<Finding> {
    let is_own_source = ChainLink::first(profile).is_own_source();
    let is_web_identity = profile.property("web_identity_token_file").is_some();
    let signs: Vec<_> = CredentialsKind::ALL
        .iter()
        .filter(|kind| !(is_own_source && **kind == CredentialsKind::Static))
        .filter(|kind| !(is_web_identity && **kind == CredentialsKind::AssumeRole))
        .filter_map(|kind| first_sign(profile, *kind))
        .collect();
    let [first, second, ..] = signs.as_slice() else { return None };
    let kind = profile.kind().map(CredentialsKind::as_str).unwrap_or_default();
    let message = format!("Two kinds of keys: the AWS CLI uses {kind}");
    let finding = Finding::new(Severity::Warning, "aws::check::kinds_mixed", message);
    Some(finding.in_profile(profile, &[second, first]).with_manual_fix("keep one kind"))
}

/// The first key in the file that is a sign of a kind.
fn first_sign(profile: &Profile, kind: CredentialsKind) -> Option<&'static str> {
    let signs = kind.facts().signs;
    profile.properties().iter().find_map(|property| signs.iter().find(|sign| **sign == property.key()).copied())
}
