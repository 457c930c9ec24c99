//! What a profile's credentials are, to the end of its chain of source profiles.

use super::here::Here;
use crate::config::{Kind, Profile, masked};

/// A link of the chain with all behind it.
pub(super) struct Link {
    /// In words: `assume_role from profile base: static ****************WXYZ`.
    pub text: String,
    /// What is wrong with it.
    pub notes: Vec<String>,
}

/// A profile's credentials of this kind.
pub(super) fn described(here: &Here, profile: &Profile, kind: Kind) -> Link {
    Chain { here, seen: Vec::new() }.link(profile, kind)
}

struct Chain<'a> {
    here: &'a Here<'a>,
    seen: Vec<String>,
}

impl Chain<'_> {
    fn link(&mut self, profile: &Profile, kind: Kind) -> Link {
        self.seen.push(profile.name().to_owned());
        let said = |key: &str| profile.get(key).unwrap_or_default();
        let text = match kind {
            Kind::AssumeRole => return self.role(profile),
            Kind::Static => format!("static {}", masked("aws_access_key_id", said("aws_access_key_id"))),
            Kind::Process => format!("process {}", masked("credential_process", said("credential_process"))),
            Kind::WebIdentity => format!("web_identity {}", said("web_identity_token_file")),
            Kind::Sso | Kind::Login => kind.as_str().to_owned(),
        };
        let missing = missing(profile, kind);
        let missing = missing.map(|key| format!("profile `{}` has no {key}: most tools stop here", profile.name()));
        let notes = missing.chain(self.no_session(profile, kind)).chain(split(profile, kind)).collect();
        Link { text: text.trim_end().to_owned(), notes }
    }

    fn no_session(&self, profile: &Profile, kind: Kind) -> Option<String> {
        let name = profile.get("sso_session").filter(|name| self.here.config.sso_session(name).is_none())?;
        let note = || format!("profile `{}` names [sso-session {name}], which does not exist", profile.name());
        (kind == Kind::Sso).then(note)
    }

    fn role(&mut self, profile: &Profile) -> Link {
        let name = profile.name();
        let link = match (profile.get("credential_source"), profile.get("source_profile")) {
            (Some(_), Some(_)) => {
                let note =
                    format!("profile `{name}` has a source_profile and a credential_source: the AWS CLI refuses it");
                return Link { text: "assume_role".into(), notes: vec![note] };
            }
            (Some(source), None) => self.credential_source(name, source),
            (None, Some(source)) => self.source_profile(name, source),
            (None, None) => {
                let note = format!("profile `{name}` has no source_profile or credential_source: most tools stop here");
                return Link { text: "assume_role".into(), notes: vec![note] };
            }
        };
        Link { text: format!("assume_role from {}", link.text), ..link }
    }

    fn credential_source(&self, name: &str, source: &str) -> Link {
        let (text, note) = match source {
            "Environment" => match super::signer::keys(self.here) {
                Some(keys) => (keys.text, None),
                None => ("environment".to_owned(), Some("but AWS_ACCESS_KEY_ID is not set".to_owned())),
            },
            "EcsContainer" => {
                let note =
                    "but AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set";
                ("container".to_owned(), super::signer::container(self.here).is_none().then(|| note.to_owned()))
            }
            "Ec2InstanceMetadata" => ("instance metadata".to_owned(), None),
            other => (other.to_owned(), Some("which no tool knows".to_owned())),
        };
        let notes = note.map(|note| format!("profile `{name}` says `credential_source = {source}`, {note}"));
        Link { text, notes: notes.into_iter().collect() }
    }

    fn source_profile(&mut self, name: &str, source: &str) -> Link {
        let text = format!("profile {source}");
        let broken = |note: String| Link { text: text.clone(), notes: vec![note] };
        let Some(profile) = self.here.config.profile(source) else {
            return broken(format!("profile `{name}` has the source_profile `{source}`, which does not exist"));
        };
        let kind = source_kind(profile);
        if kind == Some(Kind::AssumeRole) && self.seen.iter().any(|seen| seen == source) {
            return broken(format!("the source profiles of `{}` run in a circle", self.seen[0]));
        }
        let Some(kind) = kind else { return broken(format!("profile `{source}` has no credentials")) };
        let link = self.link(profile, kind);
        Link { text: format!("{text}: {}", link.text), ..link }
    }
}

/// How a source profile gets its credentials: its own keys come before its role (in the CLI and the SDKs).
fn source_kind(profile: &Profile) -> Option<Kind> {
    let has_keys = profile.kinds().any(|kind| kind == Kind::Static);
    profile.kinds().find(|kind| *kind != Kind::AssumeRole || !has_keys)
}

/// The keys that this kind of credentials needs and the profile lacks.
fn missing(profile: &Profile, kind: Kind) -> impl Iterator<Item = &'static str> {
    let needed: &[&str] = match kind {
        Kind::Static => &["aws_access_key_id", "aws_secret_access_key"],
        Kind::Sso => &["sso_account_id", "sso_role_name"],
        Kind::WebIdentity => &["role_arn"],
        Kind::AssumeRole | Kind::Login | Kind::Process => &[],
    };
    needed.iter().copied().filter(|key| profile.get(key).is_none_or(|value| value.trim().is_empty()))
}

/// botocore reads a key pair from one of the files, not from both together.
fn split(profile: &Profile, kind: Kind) -> Option<String> {
    let [id, secret] = ["aws_access_key_id", "aws_secret_access_key"].map(|key| profile.property(key));
    let is_split = kind == Kind::Static && id?.place().path != secret?.place().path;
    let who = "the AWS CLI and boto3 do not put them together";
    is_split.then(|| format!("key id and secret of profile `{}` stand in two files: {who}", profile.name()))
}
