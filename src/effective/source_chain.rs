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
    let end = end(here, profile, &chain);
    // A profile that has nothing to tell is the end.
    let text = format!("{way}{}", end.text);
    Description { text: text.trim_end_matches(": ").to_owned(), ..end }
}

/// What stands at the end of a chain that begins with the `first` profile.
fn end(here: &Inputs, first: &Profile, chain: &SourceChain) -> Description {
    let broken = |text: String, note: String| Description { text, notes: vec![note] };
    let Some(ChainLink { profile, kind }) = chain.last() else { return broken(String::new(), String::new()) };
    let name = profile.name();
    match (chain.end, kind) {
        (ChainEnd::MissingProfile(source), _) => {
            let source = first_line(source);
            let note = format!("profile `{name}` has the source_profile `{source}`, which does not exist");
            broken(format!("assume_role from profile {source}"), note)
        }
        (ChainEnd::Loop(again), _) => broken(
            format!("assume_role from profile {}", again.name()),
            format!("the source profiles of `{}` run in a circle", first.name()),
        ),
        (ChainEnd::Complete, None) => broken(String::new(), format!("profile `{name}` has no credentials")),
        (ChainEnd::Complete, Some(CredentialsKind::AssumeRole)) => role(here, profile),
        (ChainEnd::Complete, Some(kind)) => own(here, profile, kind),
    }
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

/// A role that is assumed without a source profile.
fn role(here: &Inputs, profile: &Profile) -> Description {
    let name = profile.name();
    let refused = |note| Description { text: "assume_role".into(), notes: vec![note] };
    match (profile.get("credential_source"), profile.get("source_profile")) {
        (Some(source), None) => credential_source(here, name, source),
        (Some(_), Some(_)) => {
            refused(format!("profile `{name}` has a source_profile and a credential_source: the AWS CLI refuses it"))
        }
        (None, _) => {
            refused(format!("profile `{name}` has no source_profile or credential_source: most tools stop here"))
        }
    }
}

fn credential_source(here: &Inputs, name: &str, source: &str) -> Description {
    let (text, note) = match source {
        "Environment" => match crate::effective::credential_source::keys(here) {
            Some(keys) => (keys.text, None),
            None => ("environment".to_owned(), Some("but AWS_ACCESS_KEY_ID is not set".to_owned())),
        },
        "EcsContainer" => {
            let note = "but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set";
            (
                "container".to_owned(),
                crate::effective::credential_source::container(here).is_none().then(|| note.to_owned()),
            )
        }
        "Ec2InstanceMetadata" => ("instance metadata".to_owned(), None),
        other => (first_line(other).into_owned(), Some("which no tool knows".to_owned())),
    };
    let source = first_line(source);
    let notes = note.map(|note| format!("profile `{name}` says `credential_source = {source}`, {note}"));
    Description { text: format!("assume_role from {text}"), notes: notes.into_iter().collect() }
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
