//! What a profile's credentials are, to the end of its chain of source profiles.

use crate::config::{ChainEnd, ChainLink, CredentialsKind, Profile, SourceChain, first_line, masked};
use crate::effective::inputs::Inputs;

/// What a profile's credentials are.
pub(crate) struct Description {
    /// In words: `assume_role from profile base: static ****************WXYZ`.
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) notes: Vec<String>,
}

/// A profile's credentials of this kind.
pub(crate) fn described(here: &Inputs, profile: &Profile, kind: CredentialsKind) -> Description {
    if kind != CredentialsKind::AssumeRole {
        return own(here, profile, kind);
    }
    let chain = SourceChain::from_profile(here.config, profile);
    let sources = chain.links.iter().skip(1);
    let way: String = sources.map(|link| format!("assume_role from profile {}: ", link.profile.name())).collect();
    let end = end(here, &chain);
    // A profile that has nothing to tell is the end.
    let text = format!("{way}{}", end.text);
    Description { text: text.trim_end_matches(": ").to_owned(), ..end }
}

/// The end of a chain.
fn end(here: &Inputs, chain: &SourceChain) -> Description {
    let Some(ChainLink { profile, .. }) = chain.links.last() else { return broken("", String::new()) };
    let name = profile.name();
    match chain.end {
        ChainEnd::Own(kind) => own(here, profile, kind),
        ChainEnd::NoCredentials => broken("", format!("profile `{name}` has no credentials")),
        ChainEnd::CredentialSource(kind) => credential_source(here, profile, kind),
        ChainEnd::UnknownCredentialSource(source) => {
            let source = first_line(source);
            broken(
                &format!("assume_role from {source}"),
                format!("profile `{name}` has `credential_source = {source}`, which no tool knows"),
            )
        }
        ChainEnd::TwoSources => broken(
            "assume_role",
            format!("profile `{name}` has a source_profile and a credential_source: the AWS CLI refuses it"),
        ),
        ChainEnd::NoSource => broken(
            "assume_role",
            format!("profile `{name}` has no source_profile or credential_source: most tools stop here"),
        ),
        ChainEnd::MissingProfile(source) => {
            let source = first_line(source);
            let note = format!("profile `{name}` has the source_profile `{source}`, which does not exist");
            broken(&format!("assume_role from profile {source}"), note)
        }
        ChainEnd::Loop(again) => {
            let first = chain.links.first().map_or(name, |link| link.profile.name());
            broken(
                &format!("assume_role from profile {}", again.name()),
                format!("the source profiles of `{first}` form a loop"),
            )
        }
    }
}

fn broken(text: &str, note: String) -> Description {
    Description { text: text.to_owned(), notes: vec![note] }
}

/// What a profile has itself.
fn own(here: &Inputs, profile: &Profile, kind: CredentialsKind) -> Description {
    let said = |key: &str| first_line(profile.get(key).unwrap_or_default());
    let text = match kind {
        CredentialsKind::Static => format!("static {}", masked("aws_access_key_id", &said("aws_access_key_id"))),
        CredentialsKind::Process => format!("process {}", masked("credential_process", &said("credential_process"))),
        CredentialsKind::WebIdentity => format!("web_identity {}", said("web_identity_token_file")),
        other => other.as_str().to_owned(),
    };
    let missing = missing(profile, kind);
    let missing = missing.map(|key| format!("profile `{}` has no {key}: most tools stop here", profile.name()));
    let notes = missing.chain(no_session(here, profile, kind)).chain(split(profile, kind)).collect();
    Description { text: text.trim_end().to_owned(), notes }
}

fn no_session(here: &Inputs, profile: &Profile, kind: CredentialsKind) -> Option<String> {
    let name = profile.get("sso_session").filter(|name| here.config.sso_session(name).is_none())?;
    let name = first_line(name);
    let note = || format!("profile `{}` names [sso-session {name}], which does not exist", profile.name());
    (kind == CredentialsKind::Sso).then(note)
}

/// A role that is assumed with the machine's credentials.
fn credential_source(here: &Inputs, profile: &Profile, kind: CredentialsKind) -> Description {
    let (text, note) = match kind {
        CredentialsKind::Environment => match crate::effective::credential_source::keys(here) {
            Some(keys) => (keys.text, None),
            None => ("environment".to_owned(), Some("but AWS_ACCESS_KEY_ID is not set")),
        },
        CredentialsKind::Container => {
            let is_missing = crate::effective::credential_source::container(here).is_none();
            let note = "but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set";
            ("container".to_owned(), is_missing.then_some(note))
        }
        other => (other.as_str().replace('_', " "), None),
    };
    let source = first_line(profile.get("credential_source").unwrap_or_default());
    let note = note.map(|note| format!("profile `{}` has `credential_source = {source}`, {note}", profile.name()));
    Description { text: format!("assume_role from {text}"), notes: note.into_iter().collect() }
}

/// The keys that this kind of credentials needs and the profile lacks.
fn missing(profile: &Profile, kind: CredentialsKind) -> impl Iterator<Item = &'static str> {
    kind.required_keys().filter(|key| profile.get(key).is_none_or(|value| value.trim().is_empty()))
}

/// botocore reads a key pair from one of the files, not from both together.
fn split(profile: &Profile, kind: CredentialsKind) -> Option<String> {
    let [id, secret] = ["aws_access_key_id", "aws_secret_access_key"].map(|key| profile.property(key));
    let is_split = kind == CredentialsKind::Static && id?.location().path != secret?.location().path;
    let who = "the AWS CLI and boto3 do not put them together";
    is_split.then(|| format!("key id and secret of profile `{}` stand in two files: {who}", profile.name()))
}
