//! The credentials that sign requests, with their account and role.

use crate::aws::{timestamp, variables};
use crate::config::CredentialsKind;
use crate::effective::credential_source::{self, CredentialSource};
use crate::effective::inputs::Inputs;
use crate::effective::precedence::Candidate;
use crate::effective::{EffectiveSetting, SettingSource, SettingValue, Shadowed, profile_credentials};
use crate::text::quote::quoted;

/// The credentials, and their account and role if those are known without a request.
pub(crate) fn credentials(inputs: &Inputs) -> [EffectiveSetting; 3] {
    let (first, shadowed) = sources(inputs);
    let account = account_or_role("account_id", first.as_ref(), &shadowed, |source| source.account.as_ref());
    let is_unknown = first.is_some() && account.value.is_none();
    let unknown = is_unknown.then(|| "`aws whoami` asks AWS for it".to_owned());
    let role = account_or_role("role", first.as_ref(), &shadowed, |source| source.role.as_ref());
    [setting(inputs, first.as_ref(), &shadowed), account.with_note(unknown), role]
}

/// The source that takes effect, and the shadowed ones. A profile named by the flag overrides the environment.
fn sources(inputs: &Inputs) -> (Option<CredentialSource>, Vec<CredentialSource>) {
    let keys = credential_source::environment_keys(inputs);
    let web_identity = credential_source::web_identity(inputs);
    let container = credential_source::container(inputs);
    let profile = profile_credentials::from_active_profile(inputs);
    let (read, unread): (Vec<_>, Vec<_>) = if inputs.profile_flag.is_some() {
        (profile.into_iter().chain(container).collect(), keys.into_iter().chain(web_identity).collect())
    } else if inputs.is_profile_usable {
        // Only a role that the profile assumes comes before the environment's web identity.
        let (roles, others): (Vec<_>, Vec<_>) = profile.into_iter().partition(|source| source.is_assumed_role);
        let profile = roles.into_iter().chain(web_identity).chain(others);
        (keys.into_iter().chain(profile).chain(container).collect(), Vec::new())
    } else {
        (keys.into_iter().collect(), Vec::new())
    };
    let is_empty = read.is_empty() && inputs.is_profile_usable;
    let last = if is_empty { credential_source::instance_metadata(inputs) } else { None };
    let mut read = read.into_iter().chain(last);
    (read.next(), read.chain(unread).collect())
}

fn setting(inputs: &Inputs, first: Option<&CredentialSource>, shadowed: &[CredentialSource]) -> EffectiveSetting {
    let text = |source: &CredentialSource| SettingValue::Text(source.text.clone());
    let notes = match first {
        Some(CredentialSource { source: SettingSource::Variable(name), .. })
            if name == variables::AWS_ACCESS_KEY_ID =>
        {
            unread_keys(inputs).into_iter().chain(key_notes(inputs)).collect()
        }
        Some(first) => first.notes.iter().cloned().chain(other_precedence(inputs)).chain(lone(inputs)).collect(),
        None if inputs.is_profile_usable => lone(inputs).chain(["no credentials are set".to_owned()]).collect(),
        None => lone(inputs).chain(["there are none, because the active profile does not exist".to_owned()]).collect(),
    };
    EffectiveSetting {
        value: first.map(text),
        source: first.map(|first| first.source.clone()),
        shadowed: shadowed.iter().map(|one| Shadowed { source: one.source.clone(), value: text(one) }).collect(),
        notes,
        ..EffectiveSetting::unset("credentials")
    }
}

fn unread_keys(inputs: &Inputs) -> Option<String> {
    let note = "the AWS CLI, boto3 and this plugin do not read them, because the active profile does not exist";
    (!inputs.is_profile_usable).then(|| note.to_owned())
}

/// Notes on keys in the environment.
fn key_notes(inputs: &Inputs) -> Vec<String> {
    let variable = |name| inputs.environment.non_empty(name);
    let profile = inputs.profile.filter(|profile| profile.kind().is_some());
    let profile = profile.map(|profile| {
        let (name, quoted) = (profile.name(), quoted(profile.name()));
        let js = variable(variables::AWS_PROFILE).map(|_| "; the SDK for JavaScript uses the profile instead");
        let js = js.unwrap_or_default();
        format!("they override profile `{name}`: `aws profile use {quoted}` removes them{js}")
    });
    let half = variable(variables::AWS_SECRET_ACCESS_KEY).is_none();
    let half = half.then(|| "AWS_SECRET_ACCESS_KEY is not set, so every tool fails".to_owned());
    let is_temporary = variable(variables::AWS_ACCESS_KEY_ID).is_some_and(|id| id.starts_with("ASIA"));
    let (token, old_token) = (variable(variables::AWS_SESSION_TOKEN), variable(variables::AWS_SECURITY_TOKEN));
    let tokenless = (is_temporary && token.or(old_token).is_none())
        .then(|| "temporary keys (ASIA…) do not work without AWS_SESSION_TOKEN".to_owned());
    let second = old_token.filter(|_| old_token != token);
    let second = second.map(|_| match token {
        Some(_) => "AWS_SECURITY_TOKEN overrides AWS_SESSION_TOKEN, but not in the SDKs other than boto3".to_owned(),
        None => "of the SDKs, only boto3 reads AWS_SECURITY_TOKEN".to_owned(),
    });
    [profile, half, expiration(inputs), tokenless, second].into_iter().flatten().collect()
}

fn expiration(inputs: &Inputs) -> Option<String> {
    let text = inputs.environment.non_empty(variables::AWS_CREDENTIAL_EXPIRATION)?;
    match timestamp::parse(text) {
        Some(time) if time <= inputs.now => Some(format!("they have expired: AWS_CREDENTIAL_EXPIRATION is {text}")),
        Some(_) => None,
        None => Some(format!("AWS_CREDENTIAL_EXPIRATION is not a valid time: `{text}`")),
    }
}

/// Variables that have no effect without a key id.
fn lone(inputs: &Inputs) -> impl Iterator<Item = String> {
    let has_id = inputs.environment.non_empty(variables::AWS_ACCESS_KEY_ID).is_some();
    let lone = [variables::AWS_SECRET_ACCESS_KEY].into_iter().chain(variables::TOKENS);
    let lone = lone.filter(move |name| !has_id && inputs.environment.non_empty(name).is_some());
    lone.map(|name| format!("{name} is ignored without AWS_ACCESS_KEY_ID"))
}

/// The tools that use other credentials. The SDKs differ in what they use of a profile with several kinds, and the SDK
/// for Rust prefers a profile to the environment's web identity.
fn other_precedence(inputs: &Inputs) -> Vec<String> {
    let kinds: Vec<_> = inputs.profile.into_iter().flat_map(|profile| profile.kinds()).collect();
    let has_web_identity = inputs.profile_flag.is_none() && credential_source::web_identity(inputs).is_some();
    if has_web_identity && kinds.first().is_some_and(|kind| *kind != CredentialsKind::AssumeRole) {
        return vec!["the SDK for Rust uses the profile instead".to_owned()];
    }
    let rust_order = [
        CredentialsKind::AssumeRole,
        CredentialsKind::WebIdentity,
        CredentialsKind::Sso,
        CredentialsKind::Login,
        CredentialsKind::Process,
        CredentialsKind::Static,
    ];
    let rust = rust_order.into_iter().find(|kind| kinds.contains(kind)).filter(|kind| kinds.first() != Some(kind));
    let rust = rust.map(|kind| format!("the SDK for Rust uses its {} instead", kind.as_str()));
    let keys = kinds.first() == Some(&CredentialsKind::Sso) && kinds.contains(&CredentialsKind::Static);
    let keys = keys.then(|| "the SDKs for Go and JavaScript use its keys instead".to_owned());
    [rust, keys].into_iter().flatten().collect()
}

/// What the first source says about the account or role; what the others say is shadowed.
fn account_or_role<'s>(
    name: &str,
    first: Option<&'s CredentialSource>,
    others: &'s [CredentialSource],
    select: impl Fn(&'s CredentialSource) -> Option<&'s Candidate>,
) -> EffectiveSetting {
    let value = |candidate: &Candidate| SettingValue::Text(candidate.text.trim().to_owned());
    let first = first.and_then(&select);
    let mut shadowed: Vec<Shadowed> = Vec::new();
    for candidate in others.iter().filter_map(select) {
        let is_new = first.map(|first| &first.source) != Some(&candidate.source);
        if is_new && !shadowed.iter().any(|known| known.source == candidate.source) {
            shadowed.push(Shadowed { source: candidate.source.clone(), value: value(candidate) });
        }
    }
    let source = first.map(|first| first.source.clone());
    EffectiveSetting { value: first.map(value), source, shadowed, ..EffectiveSetting::unset(name) }
}
