//! The keys that a profile needs for its kind, and those that it shouldn't have.

use crate::config::files::ConfigFiles;
use crate::config::lint::finding::{Finding, Severity};
use crate::config::lint::{chain, said};
use crate::config::profile::{CredentialsKind, Profile};
use crate::config::section::Section;
use crate::text::quote::quoted;

/// Keys that mean something only beside `role_arn`. `mfa_serial` is none: other tools read it beside keys, too.
const OF_ROLE: [&str; 5] =
    ["source_profile", "credential_source", "external_id", "role_session_name", "duration_seconds"];
/// Keys of profiles that have no place in an SSO session.
const OF_PROFILE: [&str; 5] = ["region", "output", "sso_account_id", "sso_role_name", "sso_session"];

/// The kinds with the keys that stand for them.
const SIGNS: [(CredentialsKind, &[&str]); 5] = [
    (CredentialsKind::AssumeRole, &["role_arn", "web_identity_token_file"]),
    (CredentialsKind::Sso, &["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"]),
    (CredentialsKind::Static, &["aws_access_key_id", "aws_secret_access_key"]),
    (CredentialsKind::Login, &["login_session"]),
    (CredentialsKind::Process, &["credential_process"]),
];

/// Keys that are missing, keys without effect, and profiles of two kinds.
pub(crate) fn check(files: &ConfigFiles) -> Vec<Finding> {
    let config = files.config();
    let of_profiles = config.profiles().flat_map(|profile| {
        missing(profile).into_iter().chain(extra(profile)).chain(mixed(profile)).collect::<Vec<_>>()
    });
    of_profiles.chain(config.sso_sessions().flat_map(extra_in_session)).collect()
}

/// What is there, and what of it can't be without.
fn missing(profile: &Profile) -> Option<Finding> {
    let has = |key: &str| said(profile.get(key)).is_some();
    let either = |keys: &[&str]| keys.iter().any(|key| has(key));
    let needs = [
        ("role_arn", !either(&["source_profile", "credential_source", "web_identity_token_file"]), "source_profile"),
        ("web_identity_token_file", !has("role_arn"), "role_arn"),
        ("source_profile", profile.kind().is_none(), "role_arn"),
        ("credential_source", profile.kind().is_none(), "role_arn"),
        ("sso_account_id", !has("sso_role_name"), "sso_role_name"),
        ("sso_role_name", !has("sso_account_id"), "sso_account_id"),
        ("sso_account_id", !either(&["sso_session", "sso_start_url"]), "sso_session"),
        ("sso_region", !either(&["sso_session", "sso_start_url"]), "sso_start_url"),
        ("aws_access_key_id", !has("aws_secret_access_key"), "aws_secret_access_key"),
        ("aws_secret_access_key", !has("aws_access_key_id"), "aws_access_key_id"),
        ("aws_session_token", !either(&["aws_access_key_id", "aws_secret_access_key"]), "aws_access_key_id"),
    ];
    let lack = needs.into_iter().find(|(key, lacks, _)| profile.property(key).is_some() && *lacks);
    let empty = ["credential_process", "login_session"].into_iter().find(|key| profile.get(key) == Some(""));
    let (key, message) = match (lack, empty) {
        (Some((key, _, needed)), _) => (key, format!("The profile has `{key}`, but no `{needed}`")),
        (None, Some(key)) => (key, format!("`{key}` is empty")),
        (None, None) => return None,
    };
    let finding = Finding::new(Severity::Error, "aws::check::key_missing", message).in_profile(profile, &[key]);
    Some(finding.with_manual_fix(
        lack.map_or_else(|| format!("fill or remove `{key}`"), |(key, _, needed)| wanted(profile, key, needed)),
    ))
}

fn wanted(profile: &Profile, key: &str, needed: &str) -> String {
    match needed {
        "source_profile" => "write `source_profile` or `credential_source` into the profile".into(),
        "sso_session" | "sso_role_name" | "sso_account_id" => {
            format!("write `{needed}` there, or run `aws configure sso --profile {}`", quoted(profile.name()))
        }
        _ => format!("write `{needed}` into the profile, or remove `{key}`"),
    }
}

fn extra(profile: &Profile) -> Vec<Finding> {
    let has = |key: &&str| profile.property(key).is_some();
    let is_of_role = has(&"role_arn");
    let of_role = OF_ROLE.iter().filter(|key| has(key) && !is_of_role && profile.kind().is_some());
    let mut keys: Vec<_> = of_role.map(|key| (*key, format!("`{key}` means nothing without `role_arn`"))).collect();
    if is_of_role && has(&"source_profile") && has(&"credential_source") {
        let message = "The profile has both `source_profile` and `credential_source`, which the AWS CLI refuses";
        keys.push(("credential_source", message.into()));
    }
    if is_of_role && has(&"web_identity_token_file") && has(&"source_profile") {
        keys.push(("source_profile", "`source_profile` means nothing beside `web_identity_token_file`".into()));
    }
    if has(&"sso_registration_scopes") {
        keys.push(("sso_registration_scopes", "`sso_registration_scopes` is read in an sso-session only".into()));
    }
    let finding =
        |(key, message): (&str, String)| extra_key(message).in_profile(profile, &[key]).with_manual_fix(removal(key));
    keys.into_iter().map(finding).collect()
}

fn extra_in_session(session: &Section) -> Vec<Finding> {
    let keys = OF_PROFILE.iter().filter(|key| session.property(key).is_some());
    let finding = |key: &&str| {
        let message = format!("`{key}` means nothing in the sso-session `{}`", session.name());
        extra_key(message)
            .in_session(session, key)
            .with_manual_fix(format!("write `{key}` into the profiles that need it"))
    };
    keys.map(finding).collect()
}

fn extra_key(message: String) -> Finding {
    Finding::new(Severity::Warning, "aws::check::key_extra", message)
}

fn removal(key: &str) -> String {
    format!("remove `{key}`")
}

/// Keys of two kinds: which of them a tool takes depends on the tool.
fn mixed(profile: &Profile) -> Option<Finding> {
    let key_of = |keys: &[&'static str]| keys.iter().find(|key| profile.property(key).is_some()).copied();
    let is_own_source = chain::is_own_source(profile);
    let signs: Vec<_> = SIGNS
        .iter()
        .filter(|(kind, _)| !(is_own_source && *kind == CredentialsKind::Static))
        .filter_map(|(_, keys)| key_of(keys))
        .collect();
    let [first, second, ..] = signs.as_slice() else { return None };
    let kind = profile.kind().map(CredentialsKind::as_str).unwrap_or_default();
    let keys = signs.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
    let message = format!("The profile has {keys}: the AWS CLI takes it for {kind}, other tools may not");
    let by_hand = match (profile.kind(), profile.get("sso_account_id"), profile.get("sso_role_name")) {
        (Some(CredentialsKind::Sso), Some(account), Some(role)) if profile.get("sso_session").is_some() => format!(
            "`aws profile add {} --account {} --role {} --force` leaves the keys of sso only",
            quoted(profile.name()),
            quoted(account),
            quoted(role)
        ),
        _ => "keep the keys of one kind, and move the others to a profile of their own".into(),
    };
    let finding = Finding::new(Severity::Warning, "aws::check::kinds_mixed", message);
    Some(finding.in_profile(profile, &[second, first]).with_manual_fix(by_hand))
}
