//! Who signs, for which account and in which role.

use chrono::DateTime;

use crate::aws::variables;
use crate::config::CredentialsKind;
use crate::effective::credential_source::{self, CredentialSource};
use crate::effective::inputs::Inputs;
use crate::effective::precedence::Candidate;
use crate::effective::{Effective, Shadowed, Source, Value};

/// The credentials, with the account and the role that they are for as far as that is known without asking.
pub(crate) fn credentials(here: &Inputs) -> [Effective; 3] {
    let (winner, losers) = signers(here);
    let credentials = row(here, winner.as_ref(), &losers);
    let account = of_winner("account_id", winner.as_ref(), &losers, |signer| signer.account.as_ref());
    let is_unknown = winner.is_some() && account.value.is_none();
    let unknown = is_unknown.then(|| "`aws whoami` asks AWS".to_owned());
    let role = of_winner("role", winner.as_ref(), &losers, |signer| signer.role.as_ref());
    [credentials, account.note(unknown), role]
}

/// Who signs, and who would. A profile that the call names wins over all that the environment has of its own.
fn signers(here: &Inputs) -> (Option<CredentialSource>, Vec<CredentialSource>) {
    let (keys, web_identity, container) =
        (credential_source::keys(here), credential_source::web_identity(here), credential_source::container(here));
    let profile = credential_source::of_profile_kinds(here);
    let (asked, not_asked): (Vec<_>, Vec<_>) = if here.named.is_some() {
        (profile.into_iter().chain(container).collect(), keys.into_iter().chain(web_identity).collect())
    } else if here.is_known {
        // Only a role of the profile comes before the web identity of the environment.
        let (roles, others): (Vec<_>, Vec<_>) = profile.into_iter().partition(|signer| signer.is_assumed_role);
        let profile = roles.into_iter().chain(web_identity).chain(others);
        (keys.into_iter().chain(profile).chain(container).collect(), Vec::new())
    } else {
        (keys.into_iter().collect(), Vec::new())
    };
    let last = if asked.is_empty() && here.is_known { credential_source::instance_metadata(here) } else { None };
    let mut asked = asked.into_iter().chain(last);
    (asked.next(), asked.chain(not_asked).collect())
}

fn row(here: &Inputs, winner: Option<&CredentialSource>, losers: &[CredentialSource]) -> Effective {
    let loser =
        |signer: &CredentialSource| Shadowed { source: signer.source.clone(), value: Value::Text(signer.text.clone()) };
    let notes = match winner {
        Some(CredentialSource { source: Source::Variable(name), .. }) if name == variables::AWS_ACCESS_KEY_ID => {
            stopped(here).into_iter().chain(keys(here)).collect()
        }
        Some(winner) => winner.notes.iter().cloned().chain(order(here)).chain(lone(here)).collect(),
        None if here.is_known => lone(here).chain(["nothing is set that could sign".to_owned()]).collect(),
        None => lone(here).chain(["without a profile there are none".to_owned()]).collect(),
    };
    Effective {
        value: winner.map(|winner| Value::Text(winner.text.clone())),
        source: winner.map(|winner| winner.source.clone()),
        shadowed: losers.iter().map(loser).collect(),
        notes,
        ..Effective::unset("credentials")
    }
}

/// That keys in the environment are of no use.
fn stopped(here: &Inputs) -> Option<String> {
    let note = "the AWS CLI, boto3 and this plugin stop before they look at them, since there is no such profile";
    (!here.is_known).then(|| note.to_owned())
}

/// What is to be known of keys in the environment.
fn keys(here: &Inputs) -> Vec<String> {
    let said = |name| here.environment.non_empty(name);
    let chosen = here.profile.filter(|profile| profile.kind().is_some());
    let over = chosen.map(|profile| {
        let name = profile.name();
        let js = said(variables::AWS_PROFILE).map(|_| "; the SDK for JavaScript takes the profile").unwrap_or_default();
        format!(
            "they win over profile `{name}`: `aws profile use {}` removes them{js}",
            crate::text::quote::quoted(name)
        )
    });
    let half = said(variables::AWS_SECRET_ACCESS_KEY).is_none();
    let half = half.then(|| "AWS_SECRET_ACCESS_KEY is not set: every tool stops here".to_owned());
    let id = said(variables::AWS_ACCESS_KEY_ID).unwrap_or_default();
    let token =
        id.starts_with("ASIA") && said(variables::AWS_SESSION_TOKEN).or(said(variables::AWS_SECURITY_TOKEN)).is_none();
    let token = token.then(|| "temporary keys (ASIA…) are worth nothing without AWS_SESSION_TOKEN".to_owned());
    let second = said(variables::AWS_SECURITY_TOKEN).filter(|other| said(variables::AWS_SESSION_TOKEN) != Some(*other));
    let second = second.map(|_| "the AWS CLI and boto3 take AWS_SECURITY_TOKEN for the token, this plugin does not");
    let second = second.map(str::to_owned);
    [over, half, expired(here), token, second].into_iter().flatten().collect()
}

fn expired(here: &Inputs) -> Option<String> {
    let text = here.environment.non_empty(variables::AWS_CREDENTIAL_EXPIRATION)?;
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) if time <= here.now => Some(format!("they have expired: AWS_CREDENTIAL_EXPIRATION is {text}")),
        Ok(_) => None,
        Err(_) => Some(format!("AWS_CREDENTIAL_EXPIRATION is no time: `{text}`")),
    }
}

/// Variables that mean nothing without a key id.
fn lone(here: &Inputs) -> impl Iterator<Item = String> {
    let id = here.environment.non_empty(variables::AWS_ACCESS_KEY_ID);
    let lone =
        [variables::AWS_SECRET_ACCESS_KEY, variables::AWS_SESSION_TOKEN].into_iter().filter(move |_| id.is_none());
    let lone = lone.filter(|name| here.environment.non_empty(name).is_some());
    lone.map(|name| format!("{name} without AWS_ACCESS_KEY_ID is not looked at"))
}

/// Who looks for credentials in another order. The SDKs differ in what they take of a profile that has several kinds;
/// the SDK for Rust takes a profile before the environment's web identity.
fn order(here: &Inputs) -> Vec<String> {
    let kinds: Vec<_> = here.profile.into_iter().flat_map(|profile| profile.kinds()).collect();
    let rust_order = [
        CredentialsKind::AssumeRole,
        CredentialsKind::WebIdentity,
        CredentialsKind::Sso,
        CredentialsKind::Login,
        CredentialsKind::Process,
        CredentialsKind::Static,
    ];
    let rust = rust_order.into_iter().find(|kind| kinds.contains(kind)).filter(|kind| kinds.first() != Some(kind));
    let rust = rust.map(|kind| format!("the SDK for Rust takes its {} instead", kind.as_str()));
    let keys = kinds.first() == Some(&CredentialsKind::Sso) && kinds.contains(&CredentialsKind::Static);
    let keys = keys.then(|| "the SDKs for Go and JavaScript take its keys instead".to_owned());
    let token = credential_source::web_identity(here).filter(|_| here.named.is_none());
    let token = token.filter(|_| kinds.first().is_some_and(|kind| *kind != CredentialsKind::AssumeRole));
    match token {
        Some(_) => vec!["the SDK for Rust takes the profile instead".to_owned()],
        None => [rust, keys].into_iter().flatten().collect(),
    }
}

/// What the winner says of the account or the role; what the others say is shadowed.
fn of_winner<'s>(
    setting: &str,
    winner: Option<&'s CredentialSource>,
    losers: &'s [CredentialSource],
    said: impl Fn(&'s CredentialSource) -> Option<&'s Candidate>,
) -> Effective {
    let value = |candidate: &Candidate| Value::Text(candidate.text.trim().to_owned());
    let winner = winner.and_then(&said);
    let mut shadowed: Vec<Shadowed> = Vec::new();
    for candidate in losers.iter().filter_map(said) {
        let is_new = winner.map(|winner| &winner.source) != Some(&candidate.source);
        if is_new && !shadowed.iter().any(|known| known.source == candidate.source) {
            shadowed.push(Shadowed { source: candidate.source.clone(), value: value(candidate) });
        }
    }
    let source = winner.map(|winner| winner.source.clone());
    Effective { value: winner.map(value), source, shadowed, ..Effective::unset(setting) }
}
