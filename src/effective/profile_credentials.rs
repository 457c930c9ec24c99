//! The credentials of a profile, through all of its source profiles.

use crate::aws::arn::Arn;
use crate::cli_cache::sign_in;
use crate::config::{ChainEnd, ChainLink, CredentialsKind, Profile, SourceChain, masked};
use crate::effective::credential_source::{self, CredentialSource};
use crate::effective::inputs::Inputs;
use crate::effective::precedence::Candidate;

/// The credentials of a profile in words.
struct Description {
    /// `assume_role from profile base: static ****************WXYZ`.
    text: String,
    /// What is wrong with them.
    notes: Vec<String>,
}

impl Description {
    fn with_note(text: impl Into<String>, note: String) -> Self {
        Self { text: text.into(), notes: vec![note] }
    }
}

/// All that the active profile has, in the AWS CLI's order. Keys in both files are two sources.
pub(crate) fn from_active_profile(inputs: &Inputs) -> Vec<CredentialSource> {
    let Some(profile) = inputs.profile else { return Vec::new() };
    profile.kinds().flat_map(|kind| from_kind(inputs, profile, kind)).collect()
}

fn from_kind(inputs: &Inputs, profile: &Profile, kind: CredentialsKind) -> Vec<CredentialSource> {
    let Some(key) = kind.facts().signs.iter().find(|key| profile.property(key).is_some()) else { return Vec::new() };
    let lines = Candidate::from_profile(profile, key);
    let lines = lines.take(if kind == CredentialsKind::Static { usize::MAX } else { 1 });
    let (account, role) = account_and_role(profile, kind);
    let from_line = |(index, line): (usize, Candidate)| {
        let Description { text, notes } = match index {
            0 => describe(inputs, profile, kind),
            _ => Description { text: format!("static {}", masked(key, &line.text)), notes: Vec::new() },
        };
        let source = CredentialSource::new(line.source, format!("profile {}: {text}", profile.name()));
        let is_assumed_role = kind == CredentialsKind::AssumeRole;
        CredentialSource { account: account.clone(), role: role.clone(), notes, is_assumed_role, ..source }
    };
    lines.enumerate().map(from_line).collect()
}

/// The account and the role, if the profile names them.
fn account_and_role(profile: &Profile, kind: CredentialsKind) -> (Option<Candidate>, Option<Candidate>) {
    let candidate = |key| profile.property(key).map(Candidate::from_property).filter(|one| !one.is_empty());
    let account = profile.account_id(kind);
    let account = account.map(|(id, property)| Candidate { text: id.to_owned(), ..Candidate::from_property(property) });
    let role = match kind {
        CredentialsKind::Login => candidate("login_session").and_then(|one| {
            let role_name = Arn::parse(&one.text)?.assumed_role()?.role_name.to_owned();
            Some(Candidate { text: role_name, ..one })
        }),
        _ => kind.facts().role_key.and_then(candidate),
    };
    (account, role)
}

fn describe(inputs: &Inputs, profile: &Profile, kind: CredentialsKind) -> Description {
    if kind != CredentialsKind::AssumeRole {
        return describe_single(inputs, profile, kind);
    }
    let chain = SourceChain::from_profile(inputs.config, profile);
    let sources = chain.links.iter().skip(1);
    let path: String = sources.map(|link| format!("assume_role from profile {}: ", link.profile.name())).collect();
    let end = describe_end(inputs, &chain);
    let text = format!("{path}{}", end.text);
    // The text of a last profile without credentials is empty.
    Description { text: text.trim_end_matches(": ").to_owned(), ..end }
}

/// The credentials at the end of a chain.
fn describe_end(inputs: &Inputs, chain: &SourceChain) -> Description {
    let Some(ChainLink { profile, .. }) = chain.links.last() else { return Description::with_note("", String::new()) };
    let name = profile.name();
    match chain.end {
        ChainEnd::Own(kind) => describe_single(inputs, profile, kind),
        ChainEnd::NoCredentials => Description::with_note("", format!("profile `{name}` has no credentials")),
        ChainEnd::CredentialSource(kind) => describe_credential_source(inputs, profile, kind),
        ChainEnd::UnknownCredentialSource(source) => {
            let note = format!("profile `{name}` has `credential_source = {source}`, which no tool supports");
            Description::with_note(format!("assume_role from {source}"), note)
        }
        ChainEnd::TwoSources => {
            let note = format!("profile `{name}` has both source_profile and credential_source, so the AWS CLI fails");
            Description::with_note("assume_role", note)
        }
        ChainEnd::NoSource => {
            let note = format!("profile `{name}` has no source_profile or credential_source, so most tools fail");
            Description::with_note("assume_role", note)
        }
        ChainEnd::MissingProfile(source) => {
            let note = format!("profile `{name}` has the source_profile `{source}`, which does not exist");
            Description::with_note(format!("assume_role from profile {source}"), note)
        }
        ChainEnd::Loop(again) => {
            let first = chain.links.first().map_or(name, |link| link.profile.name());
            let note = format!("the source profiles of `{first}` form a loop");
            Description::with_note(format!("assume_role from profile {}", again.name()), note)
        }
    }
}

/// The credentials of one profile, without its source profiles.
fn describe_single(inputs: &Inputs, profile: &Profile, kind: CredentialsKind) -> Description {
    let value = |key: &str| profile.get(key).unwrap_or_default();
    let text = match kind {
        CredentialsKind::Static => format!("static {}", masked("aws_access_key_id", value("aws_access_key_id"))),
        CredentialsKind::Process => format!("process {}", masked("credential_process", value("credential_process"))),
        CredentialsKind::WebIdentity => format!("web_identity {}", value("web_identity_token_file")),
        CredentialsKind::Login => {
            let who = Arn::parse(profile.get("login_session").unwrap_or_default()).map(|arn| arn.resource().to_owned());
            format!("login {}", who.unwrap_or_default())
        }
        other => other.as_str().to_owned(),
    };
    let is_missing = |key: &&str| profile.get(key).is_none_or(|value| value.trim().is_empty());
    let missing = kind.required_keys().filter(is_missing);
    let missing = missing.map(|key| format!("profile `{}` has no {key}, so most tools fail", profile.name()));
    let problems = [
        missing_session(inputs, profile, kind),
        split_pair(profile, kind),
        sign_in::problem(inputs.environment, inputs.config, profile, kind, inputs.now),
    ];
    let notes = missing.chain(problems.into_iter().flatten()).collect();
    Description { text: text.trim_end().to_owned(), notes }
}

fn missing_session(inputs: &Inputs, profile: &Profile, kind: CredentialsKind) -> Option<String> {
    let name = profile.get("sso_session").filter(|name| inputs.config.sso_session(name).is_none())?;
    let note = || format!("profile `{}` names [sso-session {name}], which does not exist", profile.name());
    (kind == CredentialsKind::Sso).then(note)
}

fn split_pair(profile: &Profile, kind: CredentialsKind) -> Option<String> {
    let key = profile.key_in_other_file().filter(|_| kind == CredentialsKind::Static)?.key();
    let files = format!("`aws_access_key_id` and `{key}` of profile `{}` are in two files", profile.name());
    Some(format!("{files}: the AWS CLI and boto3 do not combine them"))
}

/// A role that is assumed with the credentials of the machine.
fn describe_credential_source(inputs: &Inputs, profile: &Profile, kind: CredentialsKind) -> Description {
    let (text, problem) = match kind {
        CredentialsKind::Environment => match credential_source::environment_keys(inputs) {
            Some(keys) => (keys.text, None),
            None => ("environment".to_owned(), Some("but AWS_ACCESS_KEY_ID is not set")),
        },
        CredentialsKind::Container => {
            let problem =
                "but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set";
            ("container".to_owned(), credential_source::container(inputs).is_none().then_some(problem))
        }
        other => (other.as_str().replace('_', " "), None),
    };
    let (name, source) = (profile.name(), profile.get("credential_source").unwrap_or_default());
    let notes = problem.map(|problem| format!("profile `{name}` has `credential_source = {source}`, {problem}"));
    Description { text: format!("assume_role from {text}"), notes: notes.into_iter().collect() }
}
